// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.Scratch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A strict decoder for UTF-8 (RFC 3629) that is fast for text that is mostly ASCII.
 *
 * <p>As long as the text is Latin-1 it is written as octets, which is how a string stores such text; ASCII is copied eight octets at a time.
 * From the first character beyond Latin-1 on it is written as characters. The platform's decoder takes twice as long and allocates three
 * arrays.
 */
final class Utf8 {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHS = 0x8080808080808080L;

  private final byte[] bytes;
  private final int to;
  private int at;

  private Utf8(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  /** The text, null if the octets are not valid UTF-8. */
  static @Nullable String decode(byte[] bytes, int from, int to) {
    return new Utf8(bytes, from, to).decode();
  }

  private @Nullable String decode() {
    byte[] latin = Scratch.latin(to - at);
    int size = 0;
    while (at < to) {
      if (at + 8 <= to) {
        long word = (long) LONG.get(bytes, at);
        LONG.set(latin, size, word);
        int plain = Long.numberOfTrailingZeros(word & HIGHS) >>> 3;
        at += plain;
        size += plain;
        if (plain == 8) {
          continue;
        }
      }
      int code = next();
      if (code < 0) {
        return null;
      }
      if (code > 0xFF) {
        return wide(latin, size, code);
      }
      latin[size++] = (byte) code;
    }
    return new String(latin, 0, size, StandardCharsets.ISO_8859_1);
  }

  /** Continues with characters after text that was Latin-1 so far. */
  private @Nullable String wide(byte[] latin, int length, int first) {
    char[] text = Scratch.characters(length + 2 + to - at);
    for (int i = 0; i < length; i++) {
      text[i] = (char) (latin[i] & 0xFF);
    }
    int size = length;
    int code = first;
    while (code >= 0) {
      if (code < 0x10000) {
        text[size++] = (char) code;
      } else {
        text[size++] = Character.highSurrogate(code);
        text[size++] = Character.lowSurrogate(code);
      }
      while (at + 8 <= to && ((long) LONG.get(bytes, at) & HIGHS) == 0) {
        for (int i = 0; i < 8; i++) {
          text[size + i] = (char) bytes[at + i];
        }
        at += 8;
        size += 8;
      }
      while (at < to && bytes[at] >= 0) {
        text[size++] = (char) bytes[at++];
      }
      if (at == to) {
        return new String(text, 0, size);
      }
      code = next();
    }
    return null;
  }

  /** The next code point, -1 if the sequence is incomplete, overlong or a surrogate. */
  private int next() {
    int lead = bytes[at++];
    if (lead >= 0) {
      return lead;
    }
    if (lead < (byte) 0xE0) {
      int code = (lead & 0x1F) << 6 | continuation();
      return lead >= (byte) 0xC2 && code >= 0x80 ? code : -1;
    }
    if (lead < (byte) 0xF0) {
      int code = (lead & 0xF) << 12 | continuation() << 6 | continuation();
      return code >= 0x800 && (code < 0xD800 || code > 0xDFFF) ? code : -1;
    }
    int code = (lead & 0x7) << 18 | continuation() << 12 | continuation() << 6 | continuation();
    return lead <= (byte) 0xF4 && code >= 0x10000 && code <= 0x10FFFF ? code : -1;
  }

  /** The six bits of a continuation octet, or a value that makes the code point negative. */
  private int continuation() {
    int octet = at < to ? bytes[at++] : 0;
    return octet < (byte) 0xC0 ? octet & 0x3F : Integer.MIN_VALUE >> 18;
  }
}
