// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Defect.Code;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeOutline;
import dev.leadkit.mime.MimeReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderMapTest {

  @Test
  void every_field_is_listed_in_order_as_spelled_with_repeats() {
    Message message = Mails.read("""
            Received: by two
            RECEIVED: by one
            X-Empty:
            subject : =?utf-8?q?a?=
            From: a@example.com

            body
            """);
    assertEquals(
        List.of(
            new Header("Received", "by two"),
            new Header("RECEIVED", "by one"),
            new Header("X-Empty", ""),
            new Header("subject", "=?utf-8?q?a?="),
            new Header("From", "a@example.com")),
        message.headers());
    assertEquals("a", message.subject());
  }

  @Test
  void a_folded_value_loses_its_line_breaks_and_nothing_else() {
    Message message =
        Mails.read("Subject: one\n two\n\tthree  \n   \n four\nFrom: a@example.com\n\n");
    assertEquals("one two\tthree      four", message.header("Subject"));
    assertEquals("one two three four", message.subject());
  }

  @Test
  void octets_beyond_ascii_are_utf8_if_valid_and_else_windows_1252() {
    Message utf8 = Mails.read("Subject: Grüße\n\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("Grüße", utf8.subject());
    Mails.assertNoDefect(utf8, Code.UNENCODED_FIELD);
    Message latin =
        Mails.read("Subject: Gr\u00FC\u00DFe \u0080\n\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("Grüße €", latin.subject());
    Mails.assertDefect(latin, Code.UNENCODED_FIELD);
  }

  @Test
  void a_line_without_a_name_is_skipped_if_fields_follow_and_else_begins_the_body() {
    Message over = Mails.read("From: a@example.com\n>From nowhere\nSubject: s\n\nbody\n");
    assertEquals("s", over.subject());
    assertEquals("body\n", over.textBody());
    Message body = Mails.read("From: a@example.com\nHello there\nand more\n");
    assertEquals("Hello there\nand more\n", body.textBody());
    Mails.assertDefect(body, Code.MALFORMED_FIELD);
  }

  @Test
  void beyond_the_limits_the_first_fields_are_kept_and_the_body_is_found() {
    MimeReader reader = new MimeReader(MimeLimits.standard().withFields(3).withFieldBytes(10));
    Message message = reader.read(
        dev.leadkit.RawMessage.of(
            Mails.octets("A: 1\nB: 0123456789abcdef\nC: 3\nD: 4\nE: 5\n\nbody\n")),
        Mails.RECEIVED,
        dev.leadkit.spi.MessageReader.Sink.discarding());
    assertEquals(
        List.of(new Header("A", "1"), new Header("B", "012345678"), new Header("C", "3")),
        message.headers());
    assertEquals("body\n", message.textBody());
    Mails.assertDefect(message, Code.HEADER_TOO_LARGE);
  }

  @Test
  void order_duplicates_and_original_bytes_are_recoverable() {
    byte[] mail = "Received: by two\r\nX-A : =?utf-8?q?a?=\r\n\tfolded \nRECEIVED: by one\r\n\r\nhi"
        .getBytes(StandardCharsets.US_ASCII);
    MimeOutline outline = Mails.READER.outline(mail);
    assertEquals(
        List.of(
            "Received: by two\r\n", "X-A : =?utf-8?q?a?=\r\n\tfolded \n", "RECEIVED: by one\r\n"),
        outline.root().fields().stream()
            .map(field -> new String(outline.bytes(field.span()), StandardCharsets.US_ASCII))
            .toList());
    assertEquals(
        Mails.read(mail).headers().stream().map(Header::name).toList(),
        outline.root().fields().stream().map(MimeOutline.Field::name).toList());
  }
}
