// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes damaged UTF-8 from text in another charset by the share of octets that form valid sequences (RFC 3629 §4).
 *
 * <p>In an eight-bit or East Asian charset valid sequences occur only by chance: a lead octet must be followed by a certain number of octets
 * from 80 to BF, which are rarely letters. In UTF-8 that lost or gained an octet, almost all sequences are valid, and the rest are fragments.
 */
final class DamagedUtf8 {

  /** How much evidence for UTF-8 is required. */
  enum Evidence {
    /** No charset was declared, or none that covers these octets. */
    UNDECLARED,
    /** Another charset that covers these octets was declared. */
    DECLARED_OTHER,
    /** UTF-8 was declared. */
    DECLARED
  }

  private int whole;
  private int western;
  private int damages;
  private int fragments;

  private DamagedUtf8() {}

  /** The text with U+FFFD in place of each damage, null if it is more likely not UTF-8. */
  static @Nullable String decode(byte[] bytes, int from, int to, Evidence evidence) {
    DamagedUtf8 count = new DamagedUtf8();
    count.count(bytes, from, to);
    return count.isUtf8(evidence)
        ? new String(bytes, from, to - from, StandardCharsets.UTF_8)
        : null;
  }

  private boolean isUtf8(Evidence evidence) {
    return switch (evidence) {
      case DECLARED -> whole > 0 && damages <= 2 * whole;
      case DECLARED_OTHER -> whole >= 8 && damages * 8 <= whole;
      case UNDECLARED ->
        whole >= 2 && damages * 2 <= whole
            || whole == 1 && western == 1 && damages == 1 && fragments == 1;
    };
  }

  private void count(byte[] bytes, int from, int to) {
    int at = ByteRange.beyondAscii(bytes, from, to);
    while (at < to) {
      int octet = bytes[at++] & 0xFF;
      int more = octet >= 0xC2 && octet < 0xE0
          ? 1
          : octet >= 0xE0 && octet < 0xF0 ? 2 : octet >= 0xF0 && octet < 0xF5 ? 3 : 0;
      int next = at;
      while (next < to && next - at < more && (bytes[next] & 0xC0) == 0x80) {
        next++;
      }
      if (more > 0 && next - at == more && isShortest(octet, bytes[at] & 0xFF)) {
        whole++;
        western += octet == 0xC2 || octet == 0xC3 ? 1 : 0;
      } else {
        damages++;
        while (octet >= 0xF5 && next < to && next - at < 3 && (bytes[next] & 0xC0) == 0x80) {
          next++;
        }
        fragments += octet == 0xC2 || octet == 0xC3 || octet < 0xC0 || octet >= 0xFE ? 1 : 0;
      }
      at = ByteRange.beyondAscii(bytes, next, to);
    }
  }

  /** Whether the sequence is not overlong, not half of a surrogate pair, and not beyond Unicode. */
  private static boolean isShortest(int lead, int second) {
    return switch (lead) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
  }
}
