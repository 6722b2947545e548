// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpaqueContentTest {

  private static Message read(String entity) {
    return Mails.read("From: a@example.com\nDate: Tue, 12 Mar 2024 09:00:00 +0000\n" + entity);
  }

  private static List<String> types(Message message) {
    return message.attachments().stream().map(Attachment::mime).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/pkcs7-mime; smime-type=enveloped-data | ENCRYPTED",
        "application/pkcs7-mime; smime-type=\"authEnveloped-data\" | ENCRYPTED",
        "application/x-pkcs7-mime; smime-type=signed-data | WRAPPED",
        "application/pkcs7-mime; smime-type=compressed-data | WRAPPED",
        "application/pgp-encrypted | ENCRYPTED",
        "message/partial; id=\"x@example.com\"; number=1; total=3 | FRAGMENT",
        "message/external-body; access-type=URL; url=\"https://example.com/a\" | EXTERNAL_CONTENT",
      })
  void content_that_cannot_be_read_is_attached_and_reported(String type, Code code) {
    Message message = read("Content-Type: " + type + "\n\nabc");
    assertEquals(List.of(code), List.copyOf(Mails.codes(message)));
    assertEquals(1, message.attachments().size());
    assertEquals(code != Code.EXTERNAL_CONTENT, message.isDamaged());
    assertTrue(!code.source().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "MIAGCSqGSIb3DQEHA6CA, ENCRYPTED",
    "MIAGCSqGSIb3DQEHAqCA, WRAPPED",
    "MIAGCSqGSIb3DQEHAaCA,"
  })
  void without_the_parameter_the_octets_determine_the_type(String base64, Code code) {
    Message message = read("Content-Type: application/pkcs7-mime; name=smime.p7m\n"
        + "Content-Transfer-Encoding: base64\n\n" + base64 + "\n");
    assertEquals(code == null ? List.of() : List.of(code), List.copyOf(Mails.codes(message)));
  }

  @Test
  void an_encrypted_multipart_is_one_defect_and_two_attachments() {
    Message message = read("Content-Type: multipart/encrypted; boundary=b\n\n"
        + "This is an OpenPGP/MIME encrypted message (RFC 4880 and 3156)\n"
        + "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
        + "--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n"
        + "-----BEGIN PGP MESSAGE-----\n--b--\n");
    assertEquals(1, message.defects().size());
    assertEquals(Code.ENCRYPTED, message.defects().get(0).code());
    assertEquals(List.of("application/pgp-encrypted", "application/octet-stream"), types(message));
    assertEquals("", message.textBody());
  }

  @Test
  void the_data_fork_of_a_macintosh_file_is_attached_even_if_it_is_text() {
    Message message = read("Content-Type: multipart/appledouble; boundary=b\n\n"
        + "--b\nContent-Type: application/applefile\n\nfork\n"
        + "--b\nContent-Type: text/plain\n\nseats\n--b--\n");
    assertEquals(List.of("text/plain"), types(message));
    assertEquals("", message.textBody());
  }

  @Test
  void an_invitation_is_attached_beside_the_text_that_announces_it() {
    Message message = read("Content-Type: multipart/alternative; boundary=b\n\n"
        + "--b\n\nDemo on Monday\n"
        + "--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--b--\n");
    assertEquals("Demo on Monday", message.textBody());
    assertEquals(List.of("text/calendar"), types(message));
    assertEquals("text/calendar", message.attachments().get(0).detectedMime());
  }

  @Test
  void a_mail_with_utf8_in_its_header_may_be_the_one_forwarded() {
    Message message = read("Subject: Fwd: seats\nContent-Type: message/global\n\n"
        + "From: jane@example.org\nSubject: seats\n\nfifty\n");
    assertEquals(List.of("message/global"), types(message));
    assertEquals(
        "jane@example.org",
        java.util.Objects.requireNonNull(message.forwarded()).from().email());
  }

  private static String attachmentOnly(String preamble, String epilogue) {
    return "Content-Type: multipart/mixed; boundary=b\n\n" + preamble
        + "\n--b\nContent-Type: application/pdf\n\n%PDF-\n--b--\n" + epilogue;
  }

  @Test
  void text_before_and_after_the_parts_is_read_if_there_is_no_other() {
    Message before = read(attachmentOnly("Fifty seats, see below.\n", ""));
    assertEquals("Fifty seats, see below.\n", before.textBody());
    assertEquals("Fifty seats, see below.", before.visibleText());
    assertEquals(List.of(Code.TEXT_OUTSIDE_PARTS), List.copyOf(Mails.codes(before)));
    Message after = read(attachmentOnly("", "Fifty seats, see above.\n"));
    assertEquals("Fifty seats, see above.\n", after.textBody());
    assertEquals(1, after.attachments().size());
    assertTrue(after.defects().get(0).position() > 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "This is a multi-part message in MIME format.",
        "This is a multipart message",
        "Dies ist eine mehrteilige Nachricht im MIME-Format.",
      })
  void a_note_for_readers_without_mime_is_not_text(String note) {
    Message message = read(attachmentOnly(note, ""));
    assertEquals("", message.textBody());
    assertEquals(List.of(), message.defects());
  }

  @Test
  void text_outside_the_parts_is_ignored_if_the_parts_contain_text() {
    Message message = read(
        "Content-Type: multipart/mixed; boundary=b\n\nbefore\n--b\n\nfifty\n" + "--b--\nafter\n");
    assertEquals("fifty", message.textBody());
    assertEquals(List.of(), message.defects());
  }

  @Test
  void text_between_inner_multiparts_ends_at_the_next_outer_delimiter() {
    Message message = read("Content-Type: multipart/mixed; boundary=o\n\n"
        + "--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: image/gif\n\nx\n--i--\n"
        + "inner\n--o\nContent-Type: image/gif\n\ny\n--o--\n");
    assertEquals("inner", message.textBody());
    assertEquals(2, message.attachments().size());
  }
}
