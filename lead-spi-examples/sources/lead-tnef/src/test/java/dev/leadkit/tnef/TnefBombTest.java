// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.poi.hmef.CompressedRTF;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that declares, or decompresses to, a much larger size costs no more than the limits and is reported. */
class TnefBombTest {

  private static final String HTML = "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}We need SSO. ";
  private static final int LIMIT = 8 << 20;

  @TempDir
  Path folder;

  @ParameterizedTest
  @Tag("slow")
  @ValueSource(strings = {"2.7 MB of text", "2.7 MB that unpack to 20 MB", "RTF that is a file"})
  void a_large_body_is_read_in_a_small_heap(String kind) throws Exception {
    byte[] packed = switch (kind) {
      case "2.7 MB of text" -> Winmail.packed(HTML + "x1 y2 z3 ".repeat(265_000) + "}");
      case "RTF that is a file" -> Winmail.packed("{\\rtf1 " + "x1 y2 z3 ".repeat(265_000) + "}");
      default -> referring(HTML, 1_270_000);
    };
    assertTrue(packed.length > 2_600_000, "the body has " + packed.length + " octets");
    String found = readInSmallHeap(packed);
    int length = Integer.parseInt(found.substring(0, found.indexOf(' ')));
    assertTrue(length > 2_000_000, found);
    assertTrue(kind.contains("20 MB") == found.contains("TEXT_TOO_LONG"), found);
  }

  @Test
  void references_unpack_to_the_same_text_as_in_poi() throws Exception {
    byte[] packed = referring("{\\rtf1 one two three", 5_000);
    var expected = new ByteArrayOutputStream();
    new CompressedRTF().decompress(new ByteArrayInputStream(packed), expected);
    byte[] unpacked = new RtfStream(ByteReader.of(packed), Integer.MAX_VALUE).readAllBytes();
    assertEquals(
        expected.toString(StandardCharsets.ISO_8859_1).substring(0, unpacked.length),
        new String(unpacked, StandardCharsets.ISO_8859_1));
    assertTrue(unpacked.length > 80_000, "it unpacks to " + unpacked.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 1, 100_000_000})
  void a_wrong_declared_size_is_a_defect_and_allocates_nothing(int declared) {
    byte[] packed = Winmail.packed("{\\rtf1 We need SSO for 300 people.}");
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(4, declared);
    Message message = read(rtf(packed));
    assertEquals("We need SSO for 300 people.", message.textBody().strip());
    assertTrue(has(message, Code.DAMAGED_ENCODING), message.defects()::toString);
    assertEquals("winmail.dat", message.attachments().get(0).filename());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE, 0, 12})
  void a_wrong_packed_size_is_tolerated(int declared) {
    byte[] packed = Winmail.packed("{\\rtf1 We need SSO for 300 people.}");
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(0, declared);
    Message message = read(rtf(packed));
    assertEquals(
        declared == 0 || declared == 12,
        has(message, Code.DAMAGED_ENCODING),
        message.defects()::toString);
  }

  @Test
  @Tag("slow")
  void all_bodies_of_a_winmail_share_one_limit() {
    byte[] packed = referring(HTML, 100_000);
    var outer = Winmail.mail(1252);
    for (int i = 0; i < 9; i++) {
      outer.object(0x3701, Winmail.MESSAGE_INTERFACE, rtf(packed)).attachment();
    }
    MessageReader mime = new MimeReader(MimeLimits.standard());
    long[] read = new long[1];
    MessageReader counting = (raw, at, contents) -> {
      read[0] = Math.max(read[0], raw.blob().size());
      return mime.read(raw, at, contents);
    };
    Message message = TnefReader.around(counting)
        .read(Mails.bare(outer.bytes()), Instant.EPOCH, MessageReader.Sink.discarding());
    assertTrue(has(message, Code.TEXT_TOO_LONG), message.defects()::toString);
    assertTrue(message.isDamaged());
    assertTrue(read[0] < LIMIT * 3L / 2, "the rewritten mail has " + read[0] + " octets");
  }

  @Test
  @Tag("slow")
  void more_messages_inside_messages_than_the_limit_stay_closed() {
    byte[] nested = Samples.all().get("text");
    for (int depth = 0; depth < 1_000; depth++) {
      nested = Winmail.mail(1252)
          .object(0x3701, Winmail.MESSAGE_INTERFACE, nested)
          .attachment()
          .bytes();
    }
    Message message = read(nested);
    assertTrue(has(message, Code.TOO_DEEP), message.defects()::toString);
    assertTrue(message.isDamaged());
  }

  @Test
  void thousands_of_attributes_and_of_attachments_are_read_up_to_the_limit() {
    Winmail many = Winmail.mail(1252).subject("Seats");
    for (int i = 0; i < 50_000; i++) {
      many.attribute(1, 0x8005, 3, new byte[14]);
    }
    Message attributes = read(many.bytes());
    assertEquals("Seats", attributes.subject());
    assertEquals(0, attributes.defects().size(), attributes.defects()::toString);
    for (int i = 0; i < 50_000; i++) {
      many.attribute(2, 0x9002, 6, new byte[14]);
    }
    Message attachments = read(many.bytes());
    assertTrue(has(attachments, Code.TOO_MANY_PARTS), attachments.defects()::toString);
    assertTrue(
        attachments.attachments().size() <= 1_001,
        attachments.attachments().stream().map(Attachment::filename).collect(Collectors.joining()));
  }

  private String readInSmallHeap(byte[] packed) throws Exception {
    Path mail = folder.resolve("mail.eml");
    Files.write(
        mail,
        ("From: ines@kestrel-optics.example\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(rtf(packed)))
            .getBytes(StandardCharsets.US_ASCII));
    Path output = folder.resolve("output.txt");
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx80m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeap.class.getName(),
            mail.toString())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    boolean ended = child.waitFor(5, TimeUnit.MINUTES);
    child.destroyForcibly();
    String said = Files.readString(output);
    assertTrue(ended, "the child hangs");
    assertEquals(0, child.exitValue(), said);
    return said;
  }

  private static byte[] rtf(byte[] packed) {
    return Winmail.mail(1252).binary(0x1009, packed).properties().bytes();
  }

  private static Message read(byte[] packed) {
    return TnefReader.around(new MimeReader(MimeLimits.standard()))
        .read(Mails.bare(packed), Instant.EPOCH, MessageReader.Sink.discarding());
  }

  private static boolean has(Message message, Code code) {
    return message.defects().stream().anyMatch(defect -> defect.code() == code);
  }

  /** Compressed RTF that begins with this text and repeats its last octets, two packed ones for seventeen. */
  private static byte[] referring(String start, int references) {
    byte[] plain = start.getBytes(StandardCharsets.US_ASCII);
    assertTrue(plain.length >= 18, "too short to be repeated");
    var out = new ByteArrayOutputStream();
    int window = 207;
    int tokens = plain.length + references;
    for (int i = 0; i < tokens; i++) {
      if (i % 8 == 0) {
        int control = 0;
        for (int bit = 0; bit < 8; bit++) {
          control |= i + bit >= plain.length && i + bit < tokens ? 1 << bit : 0;
        }
        out.write(control);
      }
      if (i < plain.length) {
        out.write(plain[i]);
        window++;
      } else {
        int reference = (window - 17 & 0xFFF) << 4 | 15;
        out.write(reference >> 8);
        out.write(reference);
        window = window + 17 & 0xFFF;
      }
    }
    return Winmail.octets(16 + out.size())
        .putInt(out.size() + 12)
        .putInt(plain.length + 17 * references)
        .putInt(0x75465A4C)
        .putInt(0)
        .put(out.toByteArray())
        .array();
  }
}
