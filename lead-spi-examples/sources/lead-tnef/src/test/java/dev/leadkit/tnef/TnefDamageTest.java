// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Message;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damage at every octet never causes an exception, and nothing is lost without a defect. */
class TnefDamageTest {

  private static final Instant AT = Instant.parse("2026-03-02T09:15:30Z");

  private static final String RTF = "{}\\'*u-8f1 par htmltag fromhtml\r\nx\u00E9";

  private final TnefReader reader = TnefReader.around(new MimeReader(MimeLimits.standard()));

  @Test
  @Tag("slow")
  void a_winmail_cut_anywhere_stays_beside_the_extracted_content() {
    Samples.all().forEach((name, packed) -> {
      for (int length = 0; length < packed.length; length++) {
        String where = name + " cut to " + length;
        if (isEndOfAttribute(packed, length)) {
          continue; // a sound, shorter winmail.dat
        }
        keepsTheOriginal(Arrays.copyOf(packed, length), where);
      }
    });
  }

  /** The head of an attribute has no checksum, so that a changed bit there is detected only sometimes. */
  @Test
  @Tag("slow")
  void a_winmail_with_a_bit_changed_in_its_contents_stays() {
    Samples.all().forEach((name, packed) -> {
      for (int at = 0; at < packed.length; at++) {
        for (int mask : new int[] {0x01, 0x80, 0xFF}) {
          byte[] changed = packed.clone();
          changed[at] ^= (byte) mask;
          if (isContent(packed, at)) {
            keepsTheOriginal(changed, name + ", octet " + at + ", mask " + mask);
          } else {
            assertEquals("ines@kestrel-optics.example", read(changed).from().email());
          }
        }
      }
    });
  }

  @Test
  void numbers_that_are_too_large_allocate_nothing() {
    for (int type : new int[] {0x1003, 0x1001, 0x1000, 0x101F, 0x1102, 0x1048, 0x1F, 0x0D}) {
      for (int count : new int[] {Integer.MAX_VALUE, -1, 1 << 30}) {
        byte[] greedy = Winmail.octets(12)
            .putShort((short) type)
            .putShort((short) 0x6001)
            .putInt(count)
            .putInt(count)
            .array();
        keepsTheOriginal(
            Winmail.mail(1252).raw(greedy).properties().bytes(), type + " times " + count);
      }
      byte[] block = Winmail.octets(4).putInt(-1).array();
      keepsTheOriginal(Winmail.mail(1252).attribute(1, 0x9003, 6, block).bytes(), "count");
    }
  }

  @Test
  @Tag("slow")
  void garbage_in_place_of_properties_and_rtf_is_tolerated() {
    for (long seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      byte[] noise = new byte[4 + random.nextInt(120)];
      random.nextBytes(noise);
      ByteBuffer.wrap(noise).put(0, (byte) 5).put(1, (byte) 0).put(2, (byte) 0).put(3, (byte) 0);
      byte[] rtf = new byte[random.nextInt(200)];
      for (int i = 0; i < rtf.length; i++) {
        rtf[i] = (byte) RTF.charAt(random.nextInt(RTF.length()));
      }
      String text = new String(rtf, StandardCharsets.ISO_8859_1);
      Message message = read(Winmail.mail(random.nextInt(70_000))
          .attribute(1, 0x9003, 6, noise)
          .binary(0x1009, Winmail.packed("{\\rtf1" + text))
          .properties()
          .bytes());
      assertFalse(message.headers().isEmpty(), "seed " + seed);
    }
  }

  private void keepsTheOriginal(byte[] packed, String where) {
    Message message = read(packed);
    assertTrue(holds(message, packed), where);
    assertFalse(message.defects().isEmpty(), where);
  }

  private Message read(byte[] packed) {
    return reader.read(Mails.bare(packed), AT, MessageReader.Sink.discarding());
  }

  private static boolean holds(Message message, byte[] packed) {
    List<Blob> blobs = message.attachments().stream().map(Attachment::blob).toList();
    return blobs.contains(Blob.of(packed));
  }

  /** Whether the position is in the content of an attribute or in its checksum. */
  private static boolean isContent(byte[] packed, int octet) {
    int at = 6;
    while (at <= octet) {
      int start = at + 9;
      at = start + length(packed, at) + 2;
      if (octet >= start && octet < at) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEndOfAttribute(byte[] packed, int length) {
    int at = 6;
    while (at < length) {
      at += 9 + length(packed, at) + 2;
    }
    return at == length;
  }

  private static int length(byte[] packed, int attribute) {
    return ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt(attribute + 5);
  }
}
