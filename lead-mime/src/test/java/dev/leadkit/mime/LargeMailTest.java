// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.spi.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails that are too large to be held in memory. */
class LargeMailTest {

  private static final String HEADER =
      "From: Ada <ada@acme.example>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: Plans\n";

  @TempDir
  private Path folder;

  private Path file() {
    return folder.resolve("mail.eml");
  }

  private RawMessage written(String mail) throws IOException {
    return RawMessage.of(Files.write(file(), mail.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Message read(RawMessage raw) {
    return Mails.READER.read(raw, Mails.RECEIVED, Sink.discarding());
  }

  private static String withAttachment(String headers, String body) {
    return HEADER + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n" + headers
        + "\n\n" + body + "\n--b--\n";
  }

  /** Writes a mail of 200 MB with three attachments, two of them nested, and returns the hashes of their contents. */
  private List<String> writeMail() throws Exception {
    List<String> hashes = new ArrayList<>();
    try (OutputStream mail = new BufferedOutputStream(Files.newOutputStream(file()), 1 << 20)) {
      write(
          mail,
          HEADER + "Content-Type: multipart/mixed; boundary=\"=_outer\"\n\n"
              + "--=_outer\nContent-Type: multipart/alternative; boundary=inner\n\n"
              + "--inner\nContent-Type: text/plain\n\n50 seats\n"
              + "--inner\nContent-Type: text/html\n\n<p>50 seats</p>\n--inner--\n"
              + "--=_outer\nContent-Type: application/pdf; name=plans.pdf\n"
              + "Content-Transfer-Encoding: base64\n\n");
      byte[] pdf = new byte[57 * 1000];
      new Random(1).nextBytes(pdf);
      System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), 0, pdf, 0, 8);
      String base64 = Base64.getMimeEncoder().encodeToString(pdf).replace("\r\n", "\n") + "\n";
      hashes.add(write(mail, base64, pdf, 1_300));
      write(
          mail,
          "\n--=_outer\nContent-Type: multipart/mixed; boundary=deeper\n\n--deeper\n"
              + "Content-Type: text/csv; name=rows.csv\nContent-Disposition: attachment\n"
              + "Content-Transfer-Encoding: quoted-printable\n\n");
      String row = "--=3D;caf=C3=A9;=\n12.50 \n";
      byte[] rows = "--=;caf\u00e9;12.50\r\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
      hashes.add(write(mail, row.repeat(1_000), rows, 1_500));
      write(
          mail,
          "\n--deeper\nContent-Type: application/octet-stream; name=all.bin\n"
              + "Content-Transfer-Encoding: binary\n\n");
      byte[] octets = new byte[100_000];
      new Random(2).nextBytes(octets);
      String binary = new String(octets, StandardCharsets.ISO_8859_1);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < 500; i++) {
        mail.write(octets);
        digest.update(octets);
      }
      assertTrue(binary.contains("\n"));
      hashes.add(HexFormat.of().formatHex(digest.digest()) + " 50000000");
      write(mail, "\n--deeper--\n--=_outer--\n");
    }
    assertTrue(Files.size(file()) > 190_000_000, Files.size(file()) + " bytes");
    return hashes;
  }

  private static void write(OutputStream mail, String text) throws IOException {
    mail.write(Mails.octets(text));
  }

  private static String write(OutputStream mail, String encoded, byte[] decoded, int times)
      throws Exception {
    byte[] octets = Mails.octets(encoded);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < times; i++) {
      mail.write(octets);
      digest.update(decoded);
    }
    return HexFormat.of().formatHex(digest.digest()) + " " + (long) decoded.length * times;
  }

  /** Starts a process whose heap is an eighth of the size of the mail. */
  static final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) throws IOException {
      Message message = read(RawMessage.of(Path.of(arguments[0])));
      System.out.println(message.subject() + ", " + message.textBody().strip());
      for (Attachment attachment : message.attachments()) {
        System.out.println(attachment.filename() + " " + attachment.detectedMime() + " "
            + attachment.blob().sha256() + " " + attachment.blob().size());
      }
      message.defects().forEach(System.out::println);
    }
  }

  private List<String> readInSmallHeap() throws Exception {
    List<String> classPath = new ArrayList<>();
    for (Class<?> type : List.of(MimeReader.class, RawMessage.class)) {
      classPath.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString());
    }
    var own = LargeMailTest.class.getResource("LargeMailTest.class");
    assertNotNull(own);
    classPath.add(Path.of(own.toURI()).resolve("../../../..").normalize().toString());
    Path output = folder.resolve("output.txt");
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx24m",
            "-XX:+UseSerialGC",
            "-cp",
            String.join(System.getProperty("path.separator"), classPath),
            SmallHeap.class.getName(),
            file().toString())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    int exit = child.waitFor();
    assertEquals(0, exit, Files.readString(output));
    return Files.readAllLines(output);
  }

  @Test
  @Tag("slow")
  void two_hundred_megabytes_are_read_in_a_heap_of_twenty_four() throws Exception {
    List<String> hashes = writeMail();
    assertEquals(
        List.of(
            "Plans, 50 seats",
            "plans.pdf application/pdf " + hashes.get(0),
            "rows.csv  " + hashes.get(1),
            "all.bin  " + hashes.get(2)),
        readInSmallHeap());
  }

  @Test
  void a_long_text_is_kept_up_to_its_limit() throws IOException {
    MimeLimits limits = MimeLimits.standard().withTextBytes(100_000);
    RawMessage raw = written(HEADER + "\n" + "lorem ipsum dolor sit amet\n".repeat(100_000));
    Message message = new MimeReader(limits).read(raw, Mails.RECEIVED, Sink.discarding());
    assertEquals(100_000, message.textBody().length());
    assertEquals(Set.of(Code.TEXT_TOO_LONG), Mails.codes(message));
  }

  @Test
  void a_long_text_that_decodes_to_little_is_reported_as_cut() throws IOException {
    MimeLimits limits = MimeLimits.standard().withTextBytes(10_000);
    RawMessage raw = written(HEADER + "Content-Transfer-Encoding: base64\n\n"
        + ("QUJD" + "*".repeat(70) + "\n").repeat(10_000));
    Message message = new MimeReader(limits).read(raw, Mails.RECEIVED, Sink.discarding());
    assertTrue(message.textBody().startsWith("ABCABC"));
    assertTrue(
        Mails.codes(message).contains(Code.TEXT_TOO_LONG), message.defects().toString());
  }

  @Test
  @Tag("slow")
  void the_original_in_a_large_forward_is_found() throws IOException {
    String inner = "From: Bob <bob@buyer.example>\nSubject: Offer\n"
        + "Content-Type: multipart/mixed; boundary=i\n\n--i\n\n"
        + "We want 50 seats.\n".repeat(9_000)
        + "--i\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
        + "QUJD\n".repeat(400_000) + "--i--\n";
    String mail = withAttachment("Content-Type: message/rfc822", inner).replace("hello", "");
    Message streamed = read(written(mail));
    assertNotNull(streamed.forwarded());
    assertEquals("bob@buyer.example", streamed.forwarded().from().email());
    assertEquals(read(RawMessage.of(mail.getBytes(StandardCharsets.ISO_8859_1))), streamed);
  }

  @Test
  void a_mail_is_read_up_to_the_limit_of_a_file() throws IOException {
    String mail = withAttachment("Content-Type: image/png", "x".repeat(1_000_000));
    MimeReader reader = new MimeReader(MimeLimits.standard().withStreamedBytes(500_000));
    Message message = reader.read(written(mail), Mails.RECEIVED, Sink.discarding());
    assertEquals(Set.of(Code.TOO_LARGE, Code.MISSING_END), Mails.codes(message));
    assertEquals(
        List.of(500_000L),
        message.defects().stream().map(Defect::position).distinct().toList());
    assertEquals("hello", message.textBody());
    assertTrue(message.attachments().get(0).blob().size() > 499_000);
  }

  @Test
  @Tag("slow")
  void structure_without_end_fills_no_more_memory_than_the_limit() throws IOException {
    MimeLimits limits = MimeLimits.standard().withBytes(1_000_000);
    MimeReader reader = new MimeReader(limits);
    for (String piece :
        List.of("--b\n", "--b\nX: y\n", "X: " + "y".repeat(5_000) + "\n", "x", "\r")) {
      RawMessage raw = written(HEADER + "Content-Type: multipart/mixed; boundary=b\n\n"
          + piece.repeat(4_000_000 / piece.length()) + "\n\n--b\n\nhello\n--b--\n");
      MailSource original = MailSource.of(raw, limits, MailSource.Streaming.STANDARD);
      assertTrue(original.octets().length() < 1_100_000, piece);
      Message message = reader.read(raw, Mails.RECEIVED, Sink.discarding());
      assertEquals("Plans", message.subject());
    }
  }

  @Test
  void content_beyond_its_limit_is_not_kept() throws IOException {
    MimeReader reader = new MimeReader(MimeLimits.standard().withContentBytes(500_000));
    RawMessage raw = written(withAttachment("Content-Type: image/png", "x".repeat(1_000_000)));
    Message message = reader.read(raw, Mails.RECEIVED, content -> {
      throw new AssertionError("nothing is put");
    });
    assertEquals(Set.of(Code.CONTENT_TOO_LARGE), Mails.codes(message));
    assertEquals(Blob.NONE, message.attachments().get(0).blob());
  }

  @Test
  void exceptions_of_the_sink_are_passed_on() throws IOException {
    RawMessage raw = written(withAttachment("Content-Type: image/png", "x".repeat(1_000_000)));
    var full = new StoreException("disk full");
    assertSame(
        full,
        assertThrows(
            StoreException.class,
            () -> Mails.READER.read(raw, Mails.RECEIVED, content -> {
              throw full;
            })));
  }

  @Test
  void a_sink_may_read_only_the_beginning_of_a_content() throws IOException {
    RawMessage raw = written(withAttachment("Content-Type: image/png", "x".repeat(1_000_000)));
    Message message = Mails.READER.read(raw, Mails.RECEIVED, content -> {
      try {
        return Blob.of(content.readNBytes(10));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    assertEquals(10, message.attachments().get(0).blob().size());
  }

  @Test
  @Tag("slow")
  void a_file_that_is_truncated_while_it_is_read_is_a_store_failure() throws IOException {
    for (Map.Entry<String, String> part : Map.of(
            "Content-Type: image/png", "x",
            "Content-Type: a/b\nContent-Transfer-Encoding: base64", "QUJD",
            "Content-Type: c/d\nContent-Transfer-Encoding: quoted-printable", "=20",
            "Content-Type: e/f\nContent-Transfer-Encoding: x-uuencode", "#")
        .entrySet()) {
      RawMessage raw = written(withAttachment(part.getKey(), part.getValue().repeat(1_000_000)));
      MimeReader reader = Mails.READER;
      Sink cuttingOff = content -> {
        cutOff();
        return Sink.discarding().put(content);
      };
      if (part.getKey().contains("uuencode")) {
        cutOff();
      }
      assertThrows(
          StoreException.class, () -> reader.read(raw, Mails.RECEIVED, cuttingOff), part.getKey());
    }
  }

  private void cutOff() {
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.truncate(300_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Tag("slow")
  void a_missing_file_is_a_store_failure() throws IOException {
    RawMessage raw = written(HEADER + "\nhello\n");
    Files.delete(file());
    StoreException thrown = assertThrows(StoreException.class, () -> read(raw));
    assertTrue(String.valueOf(thrown.getMessage()).startsWith("the message could not be read: "));
  }

  @Test
  void an_old_encoding_is_decoded_as_a_whole() throws IOException {
    String body = "begin 644 a.bin\n" + "#86)C\n".repeat(50_000) + "`\nend\n";
    String mail = withAttachment("Content-Type: a/b\nContent-Transfer-Encoding: x-uuencode", body);
    Message message = read(written(mail));
    assertEquals(Set.of(), Mails.codes(message));
    assertEquals(
        Blob.of("abc".repeat(50_000).getBytes(StandardCharsets.US_ASCII)),
        message.attachments().get(0).blob());
    try (InputStream in = RawMessage.of(file()).open()) {
      assertEquals('F', in.read());
    }
  }
}
