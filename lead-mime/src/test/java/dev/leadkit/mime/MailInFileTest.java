// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail in a file is read through a small window: texts whole, as far as they are kept at all, and attachments as streams. */
class MailInFileTest {

  private static final String HEADER =
      "From: a@example.com\nDate: 2 Mar 2026 10:00:00 +0000\nSubject: Plans\n";

  private static final String TEXT = "We need fifty seats.\n".repeat(600);

  private static final MimeLimits LIMITS = MimeLimits.standard();

  @TempDir
  private Path folder;

  private RawMessage file(String mail) throws IOException {
    byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
    return RawMessage.of(Files.write(folder.resolve("mail.eml"), octets));
  }

  private static MimeReader reader(MimeLimits limits, int bodyStart) {
    return new MimeReader(limits, new MailSource.Streaming(bodyStart, 64));
  }

  private static MailSource source(MimeLimits limits, RawMessage raw) {
    return MailSource.of(raw, limits, new MailSource.Streaming(8, 64));
  }

  private Message read(String mail, MimeLimits limits) throws IOException {
    return reader(limits, 8).read(file(mail), Mails.RECEIVED, Sink.discarding());
  }

  /** In the file as in memory, whatever is kept of the beginning of each body. */
  private Message assertReadAlike(String mail, MimeLimits limits) throws IOException {
    var expected = new Mails.Contents();
    RawMessage inMemory = RawMessage.of(mail.getBytes(StandardCharsets.ISO_8859_1));
    Message whole = new MimeReader(limits).read(inMemory, Mails.RECEIVED, expected);
    RawMessage inFile = file(mail);
    for (int bodyStart : new int[] {1, 8, 30, 300, 30_000}) {
      var actual = new Mails.Contents();
      Message streamed = reader(limits, bodyStart).read(inFile, Mails.RECEIVED, actual);
      assertEquals(whole, streamed, "read with " + bodyStart + " octets of each body");
      assertEquals(expected.kept.size(), actual.kept.size());
      for (int i = 0; i < expected.kept.size(); i++) {
        assertArrayEquals(expected.kept.get(i), actual.kept.get(i), "content " + i);
      }
    }
    return whole;
  }

  private static String base64(String text) {
    return Base64.getMimeEncoder(60, new byte[] {'\n'})
        .encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A boundary that is not in the parts. */
  private static String mixed(String... parts) {
    String boundary = "b";
    while (String.join("", parts).contains("--" + boundary + "\n")) {
      boundary += "b";
    }
    String delimiter = "--" + boundary;
    return HEADER + "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n" + delimiter
        + "\n" + String.join("\n" + delimiter + "\n", parts) + "\n" + delimiter + "--\n";
  }

  private static String encoded(String type, String text) {
    return "Content-Type: " + type + "\nContent-Transfer-Encoding: base64\n\n" + base64(text);
  }

  @Test
  void long_texts_are_read_whole_in_every_encoding() throws IOException {
    Message message = assertReadAlike(
        mixed(
            "\n" + TEXT,
            encoded("text/plain", TEXT),
            "Content-Transfer-Encoding: quoted-printable\n\n" + TEXT.replace(" ", "=20"),
            "Content-Type: image/png\n\n" + TEXT),
        LIMITS);
    assertTrue(message.textBody().length() > 3 * TEXT.length() - 10, "all three texts are there");
    assertReadAlike(HEADER + "\n" + TEXT, LIMITS);
    assertReadAlike(
        HEADER + "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n" + TEXT
            + "\n--b\nContent-Type: text/html\n\n<p>" + TEXT + "\n--b--\n",
        LIMITS);
  }

  @Test
  void text_around_the_parts_is_read_whole() throws IOException {
    String attachment = "Content-Type: image/png\n\n" + TEXT;
    String mail = mixed(attachment).replace("\n\n--b\n", "\n\n" + TEXT + "--b\n") + TEXT;
    Message message = assertReadAlike(mail, LIMITS);
    assertTrue(message.textBody().length() > 2 * TEXT.length() - 10, "before and after");
  }

  @Test
  void the_original_of_a_forward_is_read_whole() throws IOException {
    String original = "From: bob@buyer.example\nSubject: Offer\n\n" + TEXT;
    String mail = "Content-Type: message/rfc822\n\n" + original;
    String picture = "Content-Type: image/png\n\n" + TEXT;
    for (String parts : List.of(
        mixed(picture, mail),
        mixed(mail, picture),
        mixed(picture, encoded("message/rfc822", original)),
        mixed("Content-Type: message/rfc822\n\n" + mixed(picture, mail)))) {
      Message message = assertReadAlike(parts, LIMITS);
      assertNotNull(message.forwarded(), parts);
      assertEquals(TEXT.strip(), message.forwarded().text());
    }
    String deep = mail;
    for (int depth = 0; depth < 4; depth++) {
      deep = "Content-Type: message/rfc822\n\n" + mixed(deep);
    }
    assertReadAlike(mixed(deep), LIMITS);
  }

  @Test
  void only_the_originals_that_may_be_read_are_loaded() throws IOException {
    String mail = "Content-Type: message/rfc822\n\nFrom: c@example.com\n\n" + TEXT;
    for (int depth = 1; depth <= 3; depth++) {
      mail = "Content-Type: message/rfc822\n\n" + mixed("\n" + TEXT, mail);
    }
    long previous = 0;
    for (int messages = 1; messages <= 3; messages++) {
      MailSource original = source(LIMITS.withMessages(messages), file(mixed(mail)));
      int length = original.octets().length();
      if (messages > 1) {
        assertEquals(TEXT.length(), length - previous, 40, messages + " originals");
      }
      previous = length;
    }
  }

  @Test
  void of_a_text_no_more_is_loaded_than_is_kept() throws IOException {
    MimeLimits limits = LIMITS.withTextBytes(1_000);
    String header = HEADER + "Content-Transfer-Encoding: 8bit\n\n";
    int plain = source(limits, file(header + TEXT)).octets().length();
    assertEquals(header.length() + 1_003, plain);
    header = header.replace("8bit", "base64");
    int encoded = source(limits, file(header + base64(TEXT))).octets().length();
    assertEquals(header.length() + 3_003, encoded);
    String around =
        mixed("Content-Type: image/png\n\nx").replace("\n\n--b\n", "\n\n" + TEXT + "--b\n");
    MimeLimits more = LIMITS.withTextBytes(5_000);
    int outside = source(more, file(around)).octets().length();
    assertEquals(around.length() - TEXT.length() + 5_001 + 2, outside, "and a line break");
    for (String mail : List.of(header + base64(TEXT), HEADER + "\n" + TEXT)) {
      assertEquals(Set.of(Code.TEXT_TOO_LONG), Mails.codes(read(mail, limits)));
      assertEquals(1_000, read(mail, limits).textBody().length());
    }
  }

  @Test
  void a_text_with_little_left_is_reported_once_though_its_end_was_not_read() throws IOException {
    String garbage =
        "\nContent-Transfer-Encoding: base64\n\n" + ("QUJD" + "*".repeat(70) + "\n").repeat(1_000);
    for (String type : new String[] {"text/plain", "text/html"}) {
      String other = type.endsWith("html") ? "text/plain" : "text/html";
      String mail =
          HEADER + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: " + type
              + garbage + "\n--b\nContent-Type: " + other + "\n\nx\n--b--\n";
      Message message = read(mail, LIMITS.withTextBytes(10_000));
      assertEquals(
          1,
          message.defects().stream().filter(d -> d.code() == Code.TEXT_TOO_LONG).count(),
          type + message.defects());
    }
  }

  @Test
  void attachments_are_decoded_and_recognised_however_little_of_them_is_in_memory()
      throws IOException {
    String pdf = "%PDF-1.7 " + TEXT;
    Message message = assertReadAlike(
        mixed(
            "\nhello",
            "Content-Type: a/b\n\n" + pdf,
            encoded("a/b", pdf),
            "Content-Type: a/b\nContent-Transfer-Encoding: quoted-printable\n\n=25PDF-1.7 " + TEXT,
            "Content-Type: a/b\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a.pdf\n"
                + "$)5!$1@\n".repeat(3_000) + "`\nend",
            "Content-Type: a/b\nContent-Transfer-Encoding: base64\n\nJVBERi0x",
            "Content-Type: a/b\n\nGIF8",
            "Content-Type: a/b\n\n"),
        LIMITS);
    assertEquals(
        List.of(
            "application/pdf",
            "application/pdf",
            "application/pdf",
            "",
            "application/pdf",
            "image/gif",
            ""),
        message.attachments().stream().map(Attachment::detectedMime).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base64\n\n*QUJD\n",
        "quoted-printable\n\n=4x=\n",
        "x-uuencode\n\nbegin 644 a\n#86)C\n",
        "x-yenc\n\nno file\n",
      })
  void damage_of_an_attachment_is_reported_where_the_attachment_is(String content)
      throws IOException {
    String mail = mixed(
        "\nhello",
        "Content-Type: a/b\nContent-Transfer-Encoding: " + content
            + content.substring(content.indexOf("\n\n") + 2).repeat(4_000));
    Message message = read(mail, LIMITS);
    Defect defect = message.defects().get(0);
    assertEquals(Code.DAMAGED_ENCODING, defect.code());
    int part = mail.indexOf("Content-Type: a/b");
    int body = mail.indexOf("\n\n", part) + 2;
    assertTrue(defect.position() == part || defect.position() == body, defect.toString());
    assertEquals(1, message.defects().size(), message.defects().toString());
  }

  @Test
  void an_old_encoding_that_is_too_large_to_load_is_not_kept() throws IOException {
    String body = "begin 644 a\n" + "#86)C\n".repeat(2_000) + "`\nend";
    String mail =
        mixed("\nhello", "Content-Type: a/b\nContent-Transfer-Encoding: x-uuencode\n\n" + body);
    Message whole = read(mail, LIMITS.withBytes(body.length()));
    assertEquals(6_000, whole.attachments().get(0).blob().size());
    Message message = read(mail, LIMITS.withBytes(body.length() - 1));
    assertEquals(Blob.NONE, message.attachments().get(0).blob());
    assertEquals(Set.of(Code.CONTENT_TOO_LARGE), Mails.codes(message));
  }

  @Test
  void all_attachments_together_may_have_as_much_content_as_the_limit() throws IOException {
    String files = "begin 644 a\n#86)C\n`\nend\n";
    String mail = mixed(
        "\n" + files + "and\n" + files,
        "Content-Type: a/b\n\n123456",
        "Content-Type: a/b\n\n12345");
    for (int limit : new int[] {5, 6, 10, 11, 13, 14, 16, 17}) {
      Message message = assertReadAlike(mail, LIMITS.withContentBytes(limit));
      int left = limit;
      long[] expected = new long[4];
      int[] lengths = {6, 5, 3, 3};
      for (int i = 0; i < 4; i++) {
        expected[i] = lengths[i] <= left ? lengths[i] : 0;
        left -= (int) expected[i];
      }
      assertArrayEquals(
          expected,
          message.attachments().stream().mapToLong(a -> a.blob().size()).toArray(),
          "of " + limit);
      assertEquals(
          limit < 17, Mails.codes(message).contains(Code.CONTENT_TOO_LARGE), "of " + limit);
    }
  }

  @Test
  void content_can_be_read_octet_by_octet() throws IOException {
    String content = "\u0000\u00FF\n-".repeat(5_000);
    String mail = mixed("\nhello", "Content-Type: a/b\n\n" + content);
    var octets = new ByteArrayOutputStream();
    reader(LIMITS, 8).read(file(mail), Mails.RECEIVED, stream -> {
      try {
        for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
          octets.write(octet);
        }
        assertEquals(-1, stream.read());
        return Blob.of(octets.toByteArray());
      } catch (IOException e) {
        throw new AssertionError("the file is there", e);
      }
    });
    assertEquals(content, octets.toString(StandardCharsets.ISO_8859_1));
  }
}
