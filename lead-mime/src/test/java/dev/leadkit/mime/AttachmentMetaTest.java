// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentMetaTest {

  private static Attachment attachment(String header) {
    return Mails.read(
            ("From: a@example.com\n" + header + "\n\n%PDF-1.4\n").getBytes(StandardCharsets.UTF_8))
        .attachments()
        .get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filename=offer.pdf | offer.pdf",
        "filename=\"offer 1.pdf\" | offer 1.pdf",
        "filename=my offer.pdf | my offer.pdf",
        "filename=offer (1).pdf; size=3 | offer (1).pdf",
        "filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf | Größe.pdf",
        "filename*=iso-8859-1'de'Gr%F6%DFe.pdf | Größe.pdf",
        "filename=plain.pdf; filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf | Größe.pdf",
        "filename*0=one; filename*1=two; filename*2=.pdf | onetwo.pdf",
        "filename*1=two; filename*0=one; filename*10=.pdf | onetwo.pdf",
        "filename*0*=utf-8''Gr%C3; filename*1*=%B6%C3%9F; filename*2=\"e.pdf\" | Größe.pdf",
        "filename=\"=?utf-8?q?Gr=C3=B6=C3=9Fe.pdf?=\" | Größe.pdf",
        "filename==?utf-8?b?R3LDtsOfZS5wZGY=?= | Größe.pdf",
        "filename=\"Größe.pdf\" | Größe.pdf",
        "filename*0*=utf-8''%F0%9F%93%8E; filename*1=📎.pdf | 📎📎.pdf",
        "filename=\"say \\\"hi\\\".pdf\" | say \"hi\".pdf",
        "filename=\"offer.pdf | offer.pdf",
        "; filename=offer.pdf;; | offer.pdf",
        "FILENAME = offer.pdf | offer.pdf",
      })
  void names_in_each_form(String parameter, String name) {
    assertEquals(
        name,
        attachment("Content-Type: application/pdf\nContent-Disposition: attachment; " + parameter)
            .declaredName());
  }

  @Test
  void the_name_of_the_media_type_counts_if_the_disposition_has_none() {
    assertEquals(
        "a.pdf",
        attachment("Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment")
            .filename());
    assertEquals(
        "b.pdf",
        attachment(
                "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=b.pdf")
            .filename());
    assertEquals("", attachment("Content-Type: application/pdf").filename());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "../../etc/passwd | passwd",
        "C:\\\\Users\\\\jane\\\\offer.pdf | offer.pdf",
        "C:\\Users\\jane\\offer.pdf | offer.pdf",
        "offer\u202Efdp.exe | offerfdp.exe",
        "a\u0000b\u0007.pdf | ab.pdf",
        "a<b>:c?.pdf | a_b__c_.pdf",
        ".. | ``",
        "offer.pdf. . | offer.pdf",
        "zero\u200Bwidth.pdf | zerowidth.pdf",
      })
  void a_safe_name_has_no_path_control_or_hidden_character(String declared, String safe) {
    Message message = Mails.read(
        ("From: a@example.com\nContent-Type: application/pdf; name=\"" + declared + "\"\n\nx")
            .getBytes(StandardCharsets.UTF_8));
    Attachment attachment = message.attachments().get(0);
    assertEquals(safe, attachment.filename());
    assertEquals(declared.replace("\\\\", "\\"), attachment.declaredName());
    Mails.assertDefect(message, Code.UNSAFE_FILENAME);
  }

  @Test
  void a_long_name_keeps_its_extension() {
    String name = attachment("Content-Type: application/pdf; name=\"" + "x".repeat(500) + ".pdf\"")
        .filename();
    assertEquals(200, name.length());
    assertTrue(name.endsWith("x.pdf"));
  }

  @Test
  void size_and_hash_are_those_of_the_decoded_octets() {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 2, 3, 56, 57, 58, 9_215, 9_216, 9_217, 50_000}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      for (String lines : new String[] {"\r\n", "\n"}) {
        String encoded = Base64.getMimeEncoder(76, lines.getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content);
        String mail =
            "From: a@example.com\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n"
                + encoded + "\n";
        Mails.Contents contents = new Mails.Contents();
        Message message = Mails.READER.read(
            RawMessage.of(mail.getBytes(StandardCharsets.US_ASCII)), Mails.RECEIVED, contents);
        assertArrayEquals(content, contents.kept.get(0), "size " + size);
        assertEquals(Blob.of(content), message.attachments().get(0).blob());
        Mails.assertNoDefect(message, Code.DAMAGED_ENCODING);
      }
    }
  }

  @Test
  void the_first_octets_determine_the_kind_whatever_is_declared() {
    String[][] kinds = {
      {"%PDF-1.7", "application/pdf"},
      {"\u0089PNG\r\n\u001A\nxx", "image/png"},
      {"\u00FF\u00D8\u00FF\u00E0", "image/jpeg"},
      {"GIF89a", "image/gif"},
      {"PK\u0003\u0004xxxx", "application/zip"},
      {
        "PK\u0003\u0004xx[Content_Types].xml xx word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
      },
      {
        "PK\u0003\u0004xx[Content_Types].xml xx xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      },
      {
        "PK\u0003\u0004xxmimetypeapplication/vnd.oasis.opendocument.textPK",
        "application/vnd.oasis.opendocument.text"
      },
      {"MZ\u0090", "application/vnd.microsoft.portable-executable"},
      {"Rar!\u001A\u0007", "application/vnd.rar"},
      {"{\\rtf1", "application/rtf"},
      {"hello", ""}
    };
    for (String[] kind : kinds) {
      byte[] octets = kind[0].getBytes(StandardCharsets.ISO_8859_1);
      String mail =
          "From: a@example.com\nContent-Type: text/csv\nContent-Transfer-Encoding: base64\n\n"
              + Base64.getEncoder().encodeToString(octets);
      Attachment attachment = Mails.read(mail).attachments().get(0);
      assertEquals("text/csv", attachment.mime());
      assertEquals(kind[1], attachment.detectedMime(), kind[0]);
    }
  }

  @Test
  void beyond_the_content_limit_an_attachment_is_listed_and_not_kept() {
    MimeReader reader = new MimeReader(MimeLimits.standard().withContentBytes(10));
    Mails.Contents contents = new Mails.Contents();
    Message message = reader.read(
        RawMessage.of(Mails.octets(
            "From: a@example.com\nContent-Type: application/pdf; name=a.pdf\n\n0123456789a")),
        Mails.RECEIVED,
        contents);
    assertEquals("a.pdf", message.attachments().get(0).filename());
    assertEquals(Blob.NONE, message.attachments().get(0).blob());
    assertEquals(0, contents.kept.size());
    Mails.assertDefect(message, Code.CONTENT_TOO_LARGE);
  }
}
