// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Message;
import dev.leadkit.mime.MimeOutline.Field;
import dev.leadkit.mime.MimeOutline.Part;
import dev.leadkit.mime.MimeOutline.Span;
import dev.leadkit.mime.encoding.Octets;
import dev.leadkit.mime.encoding.TransferEncoding;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeOutlineTest {

  private static final byte[] MAIL = Mails.octets("""
      From jane@acme.example Mon Mar  2 10:00:00 2026
      From: jane@acme.example
      Received: by two
      received : by
       one
      Content-Type: multipart/mixed; boundary=o

      preamble
      --o
      Content-Type: multipart/alternative; boundary=i

      --i
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: Quoted-Printable

      Fifty seats f=C3=BCr alle, =
      bitte.
      --i
      Content-Type: text/html

      <p>Fifty</p>
      --i--
      --o
      Content-Type: text/calendar; method=REQUEST; name="../a.ics"
      Content-Disposition: Attachment

      BEGIN:VCALENDAR
      --o--
      """);

  private static MimeOutline outline(byte[] mail) {
    return Mails.READER.outline(mail);
  }

  private static String text(MimeOutline outline, List<Span> spans) {
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      text.append(new String(outline.bytes(span), StandardCharsets.ISO_8859_1)).append('|');
    }
    return text.toString();
  }

  @Nested
  class Structure {

    @Test
    void parts_have_the_numbers_that_imap_gives_them() {
      MimeOutline outline = outline(MAIL);
      assertEquals(
          List.of("", "1", "1.1", "1.2", "2"),
          outline.parts().stream().map(Part::path).toList());
      assertEquals(
          List.of("1", "2"), outline.root().parts().stream().map(Part::path).toList());
      assertEquals("text/html", Objects.requireNonNull(outline.part("1.2")).mediaType());
      assertNull(outline.part("3"));
      assertEquals(
          "1", outline(Mails.octets("From: a@example.com\n\nhi")).root().path());
    }

    @Test
    void a_part_is_described_by_its_header() {
      Part text = Objects.requireNonNull(outline(MAIL).part("1.1"));
      assertEquals("utf-8", text.parameters().get("charset"));
      assertEquals("quoted-printable", text.transferEncoding());
      Part calendar = Objects.requireNonNull(outline(MAIL).part("2"));
      assertEquals("REQUEST", calendar.parameters().get("method"));
      assertEquals("attachment", calendar.disposition());
      assertEquals("a.ics", calendar.filename());
      assertEquals("Part[2, text/calendar]", calendar.toString());
    }

    @Test
    void the_bytes_of_header_and_body_are_those_of_the_mail() {
      MimeOutline outline = outline(MAIL);
      Part calendar = Objects.requireNonNull(outline.part("2"));
      assertEquals("BEGIN:VCALENDAR", text(outline, List.of(calendar.body())).replace("|", ""));
      assertTrue(text(outline, List.of(calendar.header())).startsWith("Content-Type: text/cal"));
      assertEquals(calendar.header().to(), calendar.body().from());
    }

    @Test
    void the_fields_of_a_header_are_the_header_byte_for_byte() {
      for (byte[] mail : Samples.ALL) {
        assertLossless(mail);
      }
      assertLossless(MAIL);
      assertEquals(
          List.of("", "From", "Received", "received", "Content-Type"),
          outline(MAIL).root().fields().stream().map(Field::name).toList());
    }
  }

  @Nested
  class Words_of_the_text {

    @Test
    void words_of_the_text_are_mapped_to_their_bytes() {
      MimeOutline outline = outline(MAIL);
      String body = Mails.read(MAIL).textBody();
      assertEquals("Fifty seats für alle, bitte.", body);
      assertEquals("f=C3=BCr|", text(outline, outline.text(12, 15)));
      assertEquals("=C3=BC|", text(outline, outline.text(13, 14)));
      assertEquals("alle, =\r\nbitte|", text(outline, outline.text(16, 27)));
      assertEquals(List.of(), outline.text(3, 3));
      assertThrows(IndexOutOfBoundsException.class, () -> outline.text(0, body.length() + 1));
    }

    @Test
    void words_of_the_visible_text_are_mapped_to_their_bytes_across_removed_text() {
      byte[] mail = Mails.octets("""
          From: a@example.com
          Content-Type: text/plain; format=flowed

          Hi Bob,

          we take fifty
           seats.

          On Mon, 2 Mar 2026, Bob wrote:
          > How many seats.
          > we take

          And five tables.
          --\u0020
          Jane
          """);
      Message message = Mails.read(mail);
      MimeOutline outline = outline(mail);
      String visible = message.visibleText();
      for (String words : List.of("we take fifty", "five tables")) {
        int at = visible.indexOf(words);
        assertTrue(at >= 0, visible);
        assertEquals(words + "|", text(outline, outline.visibleText(at, at + words.length())));
      }
      assertFalse(visible.contains("How many"));
    }

    @Test
    void several_texts_have_a_range_each() {
      byte[] mail =
          Mails.octets("From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n"
              + "--b\n\none\n--b\nContent-Type: text/plain; charset=utf-16le\n"
              + "Content-Transfer-Encoding: base64\n\ndAB3\nAG8A\n--b--\n");
      MimeOutline outline = outline(mail);
      assertEquals("one\ntwo", Mails.read(mail).textBody());
      assertEquals("one|dAB3\r\nAG8A|", text(outline, outline.text(0, 7)));
      assertEquals("G8A|", text(outline, outline.text(6, 7)));
    }

    @Test
    void words_outside_the_parts_are_mapped_to_their_bytes_if_they_are_the_text() {
      byte[] mail = Mails.octets("""
          From: jane@acme.example
          Content-Type: multipart/mixed; boundary=o

          Fünfzig Plätze, bitte.
          --o
          Content-Type: application/pdf
          Content-Disposition: attachment; filename=a.pdf

          %PDF
          --o--
          Danke
          """);
      MimeOutline outline = outline(mail);
      String text = Mails.read(mail).textBody();
      int at = text.indexOf("Plätze");
      assertEquals("Plätze|", text(outline, outline.text(at, at + 6)));
      assertEquals("Plätze|", text(outline, outline.visibleText(at, at + 6)));
      int thanks = text.indexOf("Danke");
      assertEquals("Danke|", text(outline, outline.text(thanks, thanks + 5)));
    }

    @Test
    void words_of_html_are_found_between_its_tags() {
      byte[] mail = Mails.octets("From: a@example.com\nContent-Type: text/html\n\n<p>fifty</p>");
      MimeOutline outline = outline(mail);
      assertEquals("fifty|", text(outline, outline.visibleText(0, 5)));
    }

    @Test
    void words_of_html_are_found_through_references_tags_and_transfer_encodings() {
      for (String encoding : new String[] {"8bit", "quoted-printable", "base64"}) {
        String html =
            "<div style=\"display:none\">SAML seats</div><p>We need caf&eacute; <b>seats</b>"
                + " &lt;now&gt;</p>\n<pre>a\n  table&colon; 7</pre>";
        byte[] mail = mail(encoding, html);
        Message message = Mails.read(mail);
        MimeOutline outline = outline(mail);
        String visible = message.visibleText();
        assertEquals("We need caf\u00e9 seats <now>\n\na\n  table: 7", visible, encoding);
        for (String[] word : new String[][] {
          {"caf\u00e9", "caf&eacute;|"},
          {"seats", "seats|"},
          {"<now>", "&lt;now&gt;|"},
          {"table:", "table&colon;|"}
        }) {
          int at = visible.indexOf(word[0]);
          List<Span> spans = outline.visibleText(at, at + word[0].length());
          String found =
              encoding.equals("8bit") ? text(outline, spans) : decoded(mail, spans, encoding);
          assertTrue(found.contains(word[1].replace("|", "")), encoding + ": " + found);
          assertTrue(found.length() <= word[1].length() + 4, encoding + ": " + found);
        }
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "us-ascii",
          "utf-8",
          "windows-1252",
          "gb18030",
          "shift_jis",
          "iso-2022-jp",
          "utf-16"
        })
    void each_character_is_mapped_to_its_bytes(String label) {
      Charset charset = Charset.forName(label);
      String alphabet = label.equals("us-ascii")
          ? "ab \n="
          : label.equals("windows-1252") ? "aü \n=€" : "a \n=日本語テ";
      for (int seed = 0; seed < 300; seed++) {
        Random random = new Random(seed);
        StringBuilder words = new StringBuilder("x");
        for (int i = random.nextInt(80); i > 0; i--) {
          words.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        String text = words.append("x").toString();
        byte[] octets = text.getBytes(charset);
        boolean base64 = random.nextBoolean();
        String encoded = base64
            ? Base64.getMimeEncoder(16 + 4 * random.nextInt(10), new byte[] {'\r', '\n'})
                .encodeToString(octets)
            : quotedPrintable(octets, random);
        byte[] mail = ("From: a@example.com\r\nContent-Type: text/plain; charset=" + label
                + "\r\nContent-Transfer-Encoding: " + (base64 ? "base64" : "quoted-printable")
                + "\r\n\r\n" + encoded)
            .getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(text, Mails.read(mail).textBody(), "seed " + seed);
        MimeOutline outline = outline(mail);
        Span whole = outline.root().body();
        int previous = whole.from();
        for (int i = 0; i < text.length(); i++) {
          Span span = outline.text(i, i + 1).get(0);
          assertTrue(span.to() - span.from() < 30, "seed " + seed + " at " + i);
          assertTrue(span.from() >= previous && span.to() <= whole.to(), "seed " + seed);
          previous = span.from();
          if (!base64 && !label.startsWith("iso-2022") && !label.equals("utf-16")) {
            ByteRange own = new ByteRange(mail, span.from(), span.to());
            byte[] decoded =
                Octets.of(TransferEncoding.QUOTED_PRINTABLE.decode(own, new Defects()));
            assertEquals(text.substring(i, i + 1), new String(decoded, charset), "seed " + seed);
          }
        }
      }
    }
  }

  private static void assertLossless(byte[] mail) {
    MimeOutline outline = outline(mail);
    for (Part part : outline.parts()) {
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      int at = part.header().from();
      for (Field field : part.fields()) {
        assertEquals(at, field.span().from());
        at = field.span().to();
        header.writeBytes(outline.bytes(field.span()));
      }
      String rest = text(outline, List.of(new Span(at, part.header().to())));
      assertTrue(rest.strip().equals("|"), rest);
      header.writeBytes(outline.bytes(new Span(at, part.header().to())));
      assertArrayEquals(outline.bytes(part.header()), header.toByteArray());
    }
  }

  private static byte[] mail(String encoding, String html) {
    String body = switch (encoding) {
      case "base64" ->
        Base64.getMimeEncoder().encodeToString(html.getBytes(StandardCharsets.UTF_8));
      case "quoted-printable" -> html.replace("=", "=3D");
      default -> html;
    };
    return ("From: a@example.com\r\nContent-Type: text/html; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The octets of the spans, decoded; of base64 with the octets that share a group of four. */
  private static String decoded(byte[] mail, List<Span> spans, String encoding) {
    String whole = new String(mail, StandardCharsets.ISO_8859_1);
    int body = whole.indexOf("\r\n\r\n") + 4;
    var found = new StringBuilder();
    for (Span span : spans) {
      if (encoding.equals("quoted-printable")) {
        found.append(whole, span.from(), span.to());
      } else {
        String clean = whole.substring(body).replaceAll("\\s", "");
        int before = whole.substring(body, span.from()).replaceAll("\\s", "").length() / 4 * 4;
        int after = (whole.substring(body, span.to()).replaceAll("\\s", "").length() + 3) / 4 * 4;
        found.append(new String(
            Base64.getDecoder().decode(clean.substring(before, Math.min(after, clean.length()))),
            StandardCharsets.UTF_8));
      }
    }
    return found.toString();
  }

  /** Everything quoted but what need not be, with soft breaks anywhere. */
  private static String quotedPrintable(byte[] octets, Random random) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : octets) {
      if (random.nextInt(12) == 0) {
        encoded.append("=\r\n");
      }
      boolean plain = octet == 'a' || octet == 'x' || random.nextBoolean() && octet == 'b';
      encoded.append(
          plain
              ? Character.toString(octet)
              : String.format(java.util.Locale.ROOT, "=%02X", octet & 0xFF));
    }
    return encoded.toString();
  }

  @Test
  @Tag("slow")
  void an_outline_of_anything_is_made_and_its_ranges_are_in_the_mail() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      byte[] mail = Samples.ALL.get(random.nextInt(Samples.ALL.size())).clone();
      for (int i = random.nextInt(20); i > 0; i--) {
        mail[random.nextInt(mail.length)] = (byte) " \n\r:=-\0<a".charAt(random.nextInt(9));
      }
      MimeOutline outline = outline(mail);
      Message message = Mails.read(mail);
      for (Part part : outline.parts()) {
        assertTrue(part.body().to() <= mail.length, "seed " + seed);
      }
      int text = message.textBody().length();
      assertTrue(text == 0 || !outline.text(0, text).isEmpty(), "seed " + seed);
      int visible = message.visibleText().length();
      assertTrue(visible == 0 || !outline.visibleText(0, visible).isEmpty(), "seed " + seed);
    }
  }
}
