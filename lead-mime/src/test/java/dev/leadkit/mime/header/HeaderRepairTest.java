// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged line of a header loses nothing but itself: every kind of damage at every position of well-formed mails. */
class HeaderRepairTest {

  private static final List<String> MESSAGE = List.of(
      "Return-Path: <jane@acme.example>",
      "Received: from mail.acme.example by mx.example.net;\n\tMon, 2 Mar 2026 10:00:00 +0100",
      "DKIM-Signature: v=1; a=rsa-sha256;\n d=acme.example; s=x;\n b=abc",
      "From: Jane Doe <jane@acme.example>",
      "To: Bob <bob@seller.example>,\n carol@seller.example",
      "Subject: Fifty seats",
      "Date: Mon, 2 Mar 2026 10:00:00 +0100",
      "Message-ID: <1@acme.example>",
      "References: <0@seller.example>\n <00@seller.example>",
      "MIME-Version: 1.0",
      "Content-Type: multipart/mixed;\n boundary=\"b\"");

  private static final List<String> TEXT_PART = List.of(
      "Content-Type: text/plain;\n charset=utf-8", "Content-Transfer-Encoding: quoted-printable");

  private static final List<String> FILE_PART = List.of(
      "Content-Type: application/pdf;\n name=\"a.pdf\"",
      "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment;\n filename=\"offer.pdf\"");

  private static final List<String> JUNK = List.of(
      "HELO world",
      "X-Broken header line",
      ">From jane@acme.example Mon Mar  2 10:00:00 2026",
      "From jane@acme.example Mon Mar  2 10:00:00 2026",
      "*** SPAM ***",
      "\0\0",
      "(no colon in this line at all)",
      "Fünf Plätze");

  private record Mail(List<String> message, List<String> text, List<String> file) {

    String write() {
      return String.join("\n", message) + "\n\n--b\n" + String.join("\n", text)
          + "\n\nWe need f=C3=BCnfzig seats.\n--b\n" + String.join("\n", file)
          + "\n\nJVBERi0xLjQK\n--b--\n";
    }

    /** The header with this line before the field of that number. */
    Mail with(int header, int index, String line) {
      List<List<String>> headers =
          List.of(new ArrayList<>(message), new ArrayList<>(text), new ArrayList<>(file));
      headers.get(header).add(index, line);
      return new Mail(headers.get(0), headers.get(1), headers.get(2));
    }
  }

  private static final Mail WHOLE = new Mail(MESSAGE, TEXT_PART, FILE_PART);

  /** What a lead is made of. */
  private static String essence(Message mail) {
    return mail.from().email() + mail.from().name()
        + mail.to().stream().map(Address::email).toList()
        + mail.subject() + mail.date() + mail.thread() + "|" + mail.textBody() + "|"
        + mail.attachments().stream().map(HeaderRepairTest::words).toList();
  }

  private static String words(Attachment file) {
    return file.filename() + " " + file.mime() + " " + file.blob().size();
  }

  private static void assertRepaired(String damaged, String what) {
    for (String lineEnd : List.of("\r\n", "\n", "\r")) {
      Message mail = Mails.read(damaged.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8));
      assertEquals(essence(Mails.read(WHOLE.write())), essence(mail), what);
      assertTrue(Mails.codes(mail).contains(Code.MALFORMED_FIELD), what + ": no defect");
    }
  }

  @Test
  void the_whole_mail_has_no_defect() {
    Message whole = Mails.read(WHOLE.write());
    assertEquals(List.of(), whole.defects());
    assertEquals("We need fünfzig seats.", whole.textBody());
    assertEquals("offer.pdf application/pdf 9", words(whole.attachments().get(0)));
  }

  @Test
  void a_junk_line_anywhere_in_any_header_loses_only_itself() {
    for (String junk : JUNK) {
      for (int i = 0; i <= MESSAGE.size(); i++) {
        boolean isMailbox = i == 0 && junk.contains("From ");
        if (!isMailbox) {
          assertRepaired(WHOLE.with(0, i, junk).write(), junk + " before field " + i);
        }
        if (i < MESSAGE.size() && i > 0) {
          assertRepaired(
              WHOLE.with(0, i, junk).with(0, i, "another line of junk").write(),
              "two lines before field " + i);
        }
      }
      for (int i = 0; i <= TEXT_PART.size(); i++) {
        assertRepaired(WHOLE.with(1, i, junk).write(), junk + " in the text's header, " + i);
      }
      for (int i = 0; i <= FILE_PART.size(); i++) {
        assertRepaired(WHOLE.with(2, i, junk).write(), junk + " in the file's header, " + i);
      }
    }
  }

  @Test
  void a_junk_line_within_a_folded_field_loses_only_itself() {
    String whole = WHOLE.write();
    for (String fold : List.of("\n b=abc", "\n charset=utf-8", "\n carol", "\n boundary")) {
      assertRepaired(whole.replace(fold, "\nHELO world" + fold), fold);
    }
  }

  @Test
  void a_continuation_without_its_indent_still_belongs_to_its_field() {
    String whole = WHOLE.write();
    for (String fold : List.of(
        "\n\tMon, 2",
        "\n d=acme",
        "\n s=x",
        "\n b=abc",
        "\n carol@",
        "\n <00@",
        "\n boundary=",
        "\n charset=",
        "\n name=",
        "\n filename=")) {
      if (whole.contains(fold)) {
        assertRepaired(whole.replace(fold, "\n" + fold.strip()), fold);
      }
    }
    String all = whole;
    for (String fold : List.of("\n boundary=", "\n charset=", "\n name=", "\n filename=")) {
      all = all.replace(fold, "\n" + fold.strip());
    }
    assertRepaired(all, "all parameters");
  }

  @Test
  void encoded_words_that_lost_their_indent_are_one_subject() {
    Message mail = Mails.read("From: a@example.com\nSubject: =?utf-8?B?R3LDvMOf?=\n"
        + "=?utf-8?B?ZSBhbiBhbGxl?=\nTo: b@example.com\n\nx\n");
    assertEquals("Grüße an alle", mail.subject());
    assertEquals(List.of(Address.of("b@example.com")), mail.to());
  }

  @Test
  void an_empty_line_within_the_header_loses_only_itself() {
    for (int i = 1; i < MESSAGE.size(); i++) {
      assertRepaired(WHOLE.with(0, i, "").write(), "an empty line before field " + i);
    }
    assertRepaired(WHOLE.with(1, 0, "").write(), "an empty line before a part's header");
    assertRepaired(WHOLE.with(2, 0, "").write(), "an empty line before a part's header");
    assertRepaired(WHOLE.with(2, 1, "").write(), "an empty line within a part's header");
  }

  @Test
  void a_line_of_blanks_between_fields_separates_nothing() {
    for (int i = 1; i < MESSAGE.size(); i++) {
      Message mail = Mails.read(WHOLE.with(0, i, " \t").write());
      assertEquals(essence(Mails.read(WHOLE.write())), essence(mail), "before field " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "  \t ", "    "})
  void a_line_of_blanks_may_end_a_header(String blanks) {
    String whole = WHOLE.write();
    assertRepaired(
        whole.replace("quoted-printable\n\n", "quoted-printable\n" + blanks + "\n"), "of a part");
    Message mail = Mails.read("From: a@example.com\nSubject: s\nTo: b@example.com\n" + blanks
        + "\nWe need 50 seats.\n\nJane\n");
    assertEquals("We need 50 seats.\n\nJane\n", mail.textBody());
    Mails.assertDefect(mail, Code.MALFORMED_FIELD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: Pumps\n\nplease quote\n",
        "Subject: Pumps\nFrom: Bob <bob@example.com>\nDate: today\n\nplease quote\n",
        "From: Bob <bob@example.com>\nSent: Monday\nTo: Jane\nSubject: Pumps\n\nquote\n",
        "Name: Jane\nPhone: 12345\nReply-To: x@example.com\n\nquote\n",
        "Keywords: pumps\nSeverity: high\nProduct: pump\nReferences: none\n\nquote\n",
        "Cc: all\n\nquote\n",
        "To: all\n\nquote\n",
        "Note: x\n",
        "HELO world\nSubject: x\n\nquote\n",
      })
  void the_body_after_a_complete_header_is_not_read_as_fields(String body) {
    Message mail = Mails.read("From: jane@example.com\nTo: b@example.com\nSubject: s\n"
        + "Date: Mon, 2 Mar 2026 10:00:00 +0100\n\n" + body);
    assertEquals(body, mail.textBody());
    assertEquals("s", mail.subject());
    assertEquals("jane@example.com", mail.from().email());
  }

  @Test
  void a_body_without_an_empty_line_before_it_is_kept() {
    for (String body : List.of(
        "Hello Bob,\nwe need 50 seats.\n",
        "We need 50 seats.\n\nJane\n",
        "Hello there\nand more\nand more\n\nJane\n",
        "We need 50 seats\n")) {
      Message mail = Mails.read("From: a@example.com\nSubject: s\nTo: b@example.com\n" + body);
      assertEquals(body, mail.textBody());
      Mails.assertDefect(mail, Code.MALFORMED_FIELD, body);
    }
  }

  @Test
  void a_field_that_begins_with_from_is_not_a_mailbox_separator() {
    for (String from :
        List.of("From : a@example.com", "from\t: a@example.com", "FROM  :a@example.com")) {
      Message mail = Mails.read(from + "\nSubject: s\n\nx\n");
      assertEquals("a@example.com", mail.from().email(), from);
      Mails.assertNoDefect(mail, Code.MALFORMED_FIELD, from);
    }
    assertEquals(
        "s", Mails.read("From a@b Mon Mar  2 10:00:00 2026\nSubject: s\n\nx").subject());
  }

  @Test
  void lines_before_a_mail_are_skipped() {
    for (String start : List.of(
        "\u00EF\u00BB\u00BF",
        "\n\n",
        "\n From x\nFrom a@b Mon Mar  2 10:00:00 2026\n\n",
        "From a@b Mon Mar  2 10:00:00 2026\n\n")) {
      Message mail = Mails.read(start + "Subject: s\nFrom: a@example.com\n\nx");
      assertEquals("s", mail.subject(), start);
      assertEquals("x", mail.textBody(), start);
      Mails.assertDefect(mail, Code.BLANK_START, start);
    }
  }

  @Test
  void a_doubled_carriage_return_ends_a_line_like_one() {
    Message mail = Mails.read(
        "From: a@example.com\r\r\nSubject: s\r\r\n\r\r\nx".getBytes(StandardCharsets.US_ASCII));
    assertEquals("s", mail.subject());
    assertEquals("x", mail.textBody());
  }

  @Test
  void text_that_is_not_a_mail_stays_text() {
    Message mail = Mails.read("Dear all\n\nthe Subject: is open\nTo: be decided\n");
    assertEquals(Address.UNKNOWN, mail.from());
    assertNull(mail.date());
    assertTrue(Objects.requireNonNull(mail.textBody()).contains("the Subject: is open"));
  }
}
