// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mails designed to cost more than their length: reading ends at a limit, keeps what was read, and reports a defect. */
class HostileMailTest {

  private static final String HEADER =
      "From: a@example.com\nDate: Tue, 12 Mar 2024 09:00:00 +0000\n";

  private static final MimeLimits LIMITS = MimeLimits.standard();

  private static Message read(String mail) {
    Message message = Mails.read(mail);
    assertTrue(message.defects().size() <= 60, "the defects themselves are bounded");
    return message;
  }

  private static void assertDefects(Message message, Code... codes) {
    assertEquals(Set.of(codes), Mails.codes(message));
  }

  /** Multiparts in each other, closed or not. */
  private static String nested(int depth, String leaf, String end) {
    StringBuilder mail =
        new StringBuilder(HEADER + "Content-Type: multipart/mixed; boundary=b0\n\n");
    for (int i = 0; i < depth; i++) {
      String type = i < depth - 1 ? "multipart/mixed; boundary=b" + (i + 1) : "text/plain";
      mail.append("--b").append(i).append("\nContent-Type: ").append(type).append("\n\n");
    }
    mail.append(leaf);
    for (int i = depth - 1; i >= 0; i--) {
      mail.append(String.format(java.util.Locale.ROOT, end, i));
    }
    return mail.toString();
  }

  @Nested
  class Nesting_and_parts {

    @Test
    void multiparts_deeper_than_the_limit_are_one_opaque_part() {
      for (int depth : new int[] {65, 1_000, 10_000}) {
        Message message = read(nested(depth, "leaf", "\n--b%d--\n"));
        assertDefects(message, Code.TOO_DEEP);
        assertEquals(1, message.attachments().size());
        assertEquals("multipart/mixed", message.attachments().get(0).mime());
        assertEquals("", message.textBody());
      }
      assertEquals("leaf", read(nested(64, "leaf", "\n--b%d--\n")).textBody());
    }

    @Test
    void a_long_leaf_under_deep_nesting_is_read_once() {
      String leaf = "lorem ipsum dolor sit amet\n".repeat(20_000);
      Message message = read(nested(60, leaf, "\n--b%d--\n"));
      assertDefects(message);
      assertEquals(leaf, message.textBody());
    }

    @Test
    void nesting_without_an_end_ends_with_the_message() {
      Message message = read(nested(5_000, "leaf\n".repeat(1_000), ""));
      assertDefects(message, Code.TOO_DEEP, Code.MISSING_END);
    }

    @Test
    void parts_beyond_the_limit_are_not_read() {
      for (String part :
          List.of("--b\nX: y\n\nz\n", "--b\n", "--b\nContent-Type: application/pdf\n\n")) {
        Message message = read(HEADER + "Content-Type: multipart/mixed; boundary=b\n\n"
            + part.repeat(20_000) + "--b--\n");
        Mails.assertDefect(message, Code.TOO_MANY_PARTS, part);
        assertTrue(message.isDamaged());
        assertTrue(message.attachments().size() <= LIMITS.parts(), part);
      }
    }

    @Test
    void one_boundary_within_itself_many_times_is_bounded_by_depth_and_parts() {
      Message message = read(HEADER + "Content-Type: multipart/mixed; boundary=b\n\n"
          + "--b\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(2_000) + "hi");
      assertTrue(Mails.codes(message).containsAll(Set.of(Code.TOO_DEEP, Code.TOO_MANY_PARTS)));
    }

    @Test
    void lines_that_are_almost_delimiters_are_text() {
      String boundary = "-".repeat(69) + "x";
      String text = ("-".repeat(70) + "\n").repeat(5_000) + "-".repeat(300_000) + "\n";
      Message message = read(HEADER + "Content-Type: multipart/mixed; boundary=\"" + boundary
          + "\"\n\n--" + boundary + "\n\n" + text + "--" + boundary + "--\n");
      assertDefects(message);
      assertEquals(text.stripTrailing(), message.textBody());
    }

    @Test
    void attached_mails_are_opened_up_to_the_limit() {
      for (int depth : new int[] {3, 100, 2_000}) {
        String inner = (HEADER + "Subject: Fwd: x\nContent-Type: message/rfc822\n\n").repeat(depth);
        Message message = read(inner + "From: deep@example.com\n\nhi\n");
        assertDefects(message);
        assertEquals(
            List.of("message/rfc822"),
            message.attachments().stream().map(Attachment::mime).toList());
        assertEquals(
            depth == 3 ? "deep@example.com" : "a@example.com",
            java.util.Objects.requireNonNull(message.forwarded()).from().email());
      }
    }
  }

  @Nested
  class Headers {

    @Test
    void fields_beyond_the_limit_are_not_kept_and_the_body_is_found() {
      Message message = read(HEADER + "X-A: b\n".repeat(50_000) + "\nhi\n");
      assertDefects(message, Code.HEADER_TOO_LARGE);
      assertEquals(LIMITS.fields(), message.headers().size());
      assertEquals("hi\n", message.textBody());
    }

    @Test
    void a_field_beyond_the_limit_is_cut_however_it_is_folded() {
      for (String value : List.of(
          "a".repeat(1_000_000), "a\n ".repeat(200_000), ("a".repeat(74) + "\n ").repeat(8_000))) {
        Message message = read(HEADER + "Subject: " + value + "\n\nhi\n");
        assertDefects(message, Code.HEADER_TOO_LARGE);
        assertTrue(message.header("Subject").length() <= LIMITS.fieldBytes());
        assertTrue(message.subject().startsWith("a"));
        assertEquals("hi\n", message.textBody());
      }
    }

    @Test
    void the_fields_together_are_bounded_too() {
      Message message =
          read(HEADER + ("X-Big: " + "a".repeat(200_000) + "\n").repeat(15) + "\nhi\n");
      assertDefects(message, Code.HEADER_TOO_LARGE);
      long kept = message.headers().stream()
          .mapToLong(header -> header.value().length())
          .sum();
      assertTrue(kept <= LIMITS.headerBytes(), kept + " kept");
    }

    @Test
    void unlimited_or_unclosed_encoded_words_are_decoded_as_far_as_they_are_kept() {
      Message words = read(HEADER + "Subject: " + "=?utf-8?q?a?= ".repeat(50_000) + "\n\n");
      assertTrue(words.subject().startsWith("a".repeat(10_000)));
      Message open = read(HEADER + "Subject: " + "=?utf-8?b?QQ ".repeat(50_000) + "\n\n");
      assertDefects(open, Code.HEADER_TOO_LARGE, Code.MALFORMED_WORD);
      Message unknown =
          read(HEADER + "Subject: " + "=?x-one?q?=C3?= =?x-two?q?=C3?= ".repeat(5_000) + "\n\n");
      Mails.assertDefect(unknown, Code.MORE_DEFECTS);
    }

    @Test
    @Tag("slow")
    void unlimited_nested_or_unclosed_address_lists_are_read_up_to_the_limit() {
      String mailbox = "\"User\" <u@example.com>,\n ";
      Message many = new ReaderWith(LIMITS.withFieldBytes(1 << 20))
          .read(HEADER + "To: " + mailbox.repeat(20_000) + "\n\n");
      assertEquals(LIMITS.addresses(), many.to().size());
      assertDefects(many, Code.TOO_MANY_ADDRESSES);
      for (String value : List.of(
          "(".repeat(50_000) + ")".repeat(50_000) + " b@example.com",
          "(".repeat(100_000) + " b@example.com",
          ",".repeat(100_000) + " b@example.com",
          "g:".repeat(50_000) + " b@example.com",
          "<".repeat(100_000) + "b@example.com>",
          "\"" + "\\a".repeat(50_000) + " <b@example.com>",
          "\"\"".repeat(50_000) + " <b@example.com>",
          "b@example.com" + " ".repeat(100_000),
          "[".repeat(100_000) + "<b@example.com>")) {
        Message message = read(HEADER + "To: " + value + "\n\n");
        assertEquals(
            List.of("b@example.com"),
            message.to().stream()
                .map(
                    address -> address.email().replace("[", "").replace("(", "").strip())
                .toList(),
            value.substring(0, 9));
      }
    }

    @Test
    void unlimited_or_unclosed_parameters_sections_and_quotes_are_bounded() {
      Message sections =
          read(HEADER + "Content-Type: application/pdf; x=y" + sections(20_000) + "\n\nhi\n");
      Mails.assertDefect(sections, Code.TOO_MANY_PARAMETERS);
      assertEquals(
          LIMITS.parameters() - 1, sections.attachments().get(0).declaredName().length() / 2);
      Message parameters =
          read(HEADER + "Content-Type: text/plain" + "; a=b".repeat(50_000) + "\n\nhi\n");
      assertDefects(parameters, Code.TOO_MANY_PARAMETERS);
      Message quote =
          read(HEADER + "Content-Type: text/plain; charset=\"" + "a".repeat(200_000) + "\n\nhi\n");
      assertDefects(quote, Code.MALFORMED_PARAMETER, Code.UNKNOWN_CHARSET);
      assertEquals("hi\n", quote.textBody());
    }

    @Test
    void blank_lines_before_the_header_do_not_end_it() {
      assertDefects(read("\n".repeat(100_000) + HEADER + "\nhi\n"), Code.BLANK_START);
    }
  }

  @Nested
  class Texts_and_contents {

    @Test
    void damaged_encodings_are_decoded_in_one_pass() {
      String type = HEADER + "Content-Type: text/plain\nContent-Transfer-Encoding: ";
      Message equals = read(type + "quoted-printable\n\n" + "=".repeat(300_000) + "x");
      assertDefects(equals, Code.DAMAGED_ENCODING);
      assertEquals(300_001, equals.textBody().length());
      Message blanks =
          read(type + "quoted-printable\n\n" + ("=" + " ".repeat(100)).repeat(3_000) + "x");
      assertDefects(blanks, Code.DAMAGED_ENCODING);
      Message lines = read(type + "base64\n\n" + "Q\n".repeat(100_000));
      assertEquals(75_000, lines.textBody().length());
      Message cut = read(type + "base64\n\n" + "QUJD".repeat(100_000) + "Q");
      assertEquals(300_000, cut.textBody().length());
      assertDefects(cut, Code.DAMAGED_ENCODING);
    }

    @Test
    void text_beyond_the_limit_is_cut_and_the_rest_is_in_the_raw_mail() {
      Message message =
          new ReaderWith(LIMITS.withTextBytes(1_000)).read(HEADER + "\n" + "x".repeat(5_000));
      assertEquals(1_000, message.textBody().length());
      assertDefects(message, Code.TEXT_TOO_LONG);
    }

    @Test
    void a_mail_beyond_the_limit_is_read_up_to_it() {
      Message message =
          new ReaderWith(LIMITS.withBytes(1_000)).read(HEADER + "\n" + "x".repeat(5_000));
      assertDefects(message, Code.TOO_LARGE);
      assertTrue(message.textBody().length() > 900 && message.textBody().length() < 1_000);
    }

    @Test
    @Tag("slow")
    void odd_bodies_are_shown_in_one_pass() {
      for (String body : List.of(
          "<".repeat(300_000),
          "<a ".repeat(100_000),
          "<div class='".repeat(30_000),
          "&".repeat(300_000),
          "<blockquote>".repeat(500),
          "<script>".repeat(30_000),
          "<!--".repeat(80_000),
          "<!-- >".repeat(50_000),
          "</".repeat(150_000))) {
        assertDefects(read(HEADER + "Content-Type: text/html\n\n" + body));
      }
      for (String body : List.of(
          "> a \n".repeat(60_000),
          "\0".repeat(300_000),
          "On 1 wrote\n".repeat(30_000),
          "From: a\n".repeat(40_000),
          "-- x\n".repeat(60_000),
          "\n".repeat(300_000),
          "Regards\n".repeat(40_000))) {
        assertDefects(read(HEADER + "Subject: Fwd: x\n\n" + body));
      }
    }

    /** Each takes milliseconds where time grows with the length, and hours where it grows with its square. */
    @Test
    @Tag("slow")
    @Timeout(300)
    void hostile_html_takes_time_in_proportion_to_its_length() {
      int n = 100_000;
      for (String body : List.of(
          "<div>".repeat(n),
          "<div>".repeat(n) + "</div>".repeat(n),
          "<x>".repeat(n) + "</y>".repeat(n),
          "<p>".repeat(n) + "</p>".repeat(n),
          "<b><p>".repeat(n) + "</b>".repeat(n),
          "<table><td>".repeat(n) + "</table>".repeat(n),
          "<li><ul>".repeat(n) + "</li>".repeat(n),
          "<a href=x>".repeat(n),
          "<style>".repeat(n),
          "<style>.a{display:none}</style>".repeat(n / 10) + "<p class=a>x".repeat(n / 10),
          "<style>" + "*{display:none}".repeat(n) + "</style>" + "<p class=a>x".repeat(n),
          "<style>" + "a,".repeat(n) + "a{color:red}</style><a>",
          "<style>" + "@media all{".repeat(n) + "</style>",
          "<style>" + "/*".repeat(n) + "</style>x",
          "<div style='" + "color:(".repeat(n) + "'>x",
          "<div style='" + "a:b;".repeat(n) + "display:none'>x",
          "<div style='" + "background:url(x) !;".repeat(n) + "'>x",
          "<div style='font:" + "0 ".repeat(n) + "'>x",
          "<p style='a:('>".repeat(n),
          "<p style='background:red('>x".repeat(n),
          "<p style='clip:rect'>!".repeat(n),
          "<div class='" + "a ".repeat(n) + "'>x",
          "<div " + "a='b' ".repeat(n) + ">x",
          "<div title=\"" + "x".repeat(5 * n) + "\">x",
          "<div title=\"x ".repeat(n),
          "<img alt='" + "&amp;".repeat(n) + "'>x",
          "<textarea>".repeat(n),
          "<pre>" + "\n".repeat(n),
          "<font color=white>x".repeat(n),
          "&CounterClockwiseContourIntegra".repeat(n / 10),
          "&zwnj;".repeat(n),
          "<!--".repeat(n) + "-->".repeat(n),
          "<td style=font-size:0><font style=font-size:9px>x</font>".repeat(n / 10))) {
        Message message = read(HEADER + "Content-Type: text/html\n\n" + body);
        Set<Code> found = Mails.codes(message);
        assertTrue(
            List.of(Code.HTML_TOO_COMPLEX, Code.HIDDEN_BODY, Code.MISSING_FIELD).containsAll(found),
            body.substring(0, 30) + ": " + found);
      }
    }
  }

  private static String sections(int count) {
    StringBuilder sections = new StringBuilder();
    for (int i = 0; i < count; i++) {
      sections.append("; name*").append(i).append("*=a%20");
    }
    return sections.toString();
  }

  @Test
  void only_the_first_few_defects_of_each_code_are_listed() {
    List<String> fields = new ArrayList<>(Collections.nCopies(500, "Content-Type: x"));
    Message message = read(HEADER + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        + String.join("\n\n--b\n", fields) + "\n\n--b--\n");
    assertEquals(
        8,
        message.defects().stream()
            .filter(defect -> defect.code() == Code.MALFORMED_PARAMETER)
            .count());
    assertEquals("492 more are not listed", message.defects().get(8).detail());
  }

  private record ReaderWith(MimeLimits limits) {
    Message read(String mail) {
      return new MimeReader(limits)
          .read(
              dev.leadkit.RawMessage.of(Mails.octets(mail)),
              Mails.RECEIVED,
              dev.leadkit.spi.MessageReader.Sink.discarding());
    }
  }
}
