// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Decodes UTF-7 (RFC 2152), which occurs in old mail and which the platform does not support. */
final class Utf7 {

  private static final Set<String> LABELS =
      Set.of("utf7", "unicode11utf7", "csunicode11utf7", "unicode20utf7");

  private Utf7() {}

  /** Whether this label, reduced to letters and digits, means UTF-7. */
  static boolean isMeantBy(String key) {
    return LABELS.contains(key);
  }

  /** The text. An invalid shifted sequence is kept as it is. */
  static String decode(ByteRange octets) {
    byte[] bytes = octets.bytes;
    StringBuilder text = new StringBuilder(octets.length());
    int at = octets.from;
    while (at < octets.to) {
      byte octet = bytes[at++];
      if (octet != '+') {
        text.append((char) (octet & 0xFF));
      } else if (at < octets.to && bytes[at] == '-') {
        text.append('+');
        at++;
      } else {
        at = shifted(octets, at, text);
      }
    }
    // half a character becomes a question mark
    return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** Decodes UTF-16 in base64 without padding, up to the first character outside the alphabet; a hyphen there is consumed. */
  private static int shifted(ByteRange octets, int from, StringBuilder text) {
    int at = from;
    int bits = 0;
    int held = 0;
    while (at < octets.to && octets.bytes[at] >= 0 && Base64Stream.VALUES[octets.bytes[at]] >= 0) {
      bits = bits << 6 | Base64Stream.VALUES[octets.bytes[at++]];
      held += 6;
      if (held >= 16) {
        held -= 16;
        text.append((char) (bits >>> held));
      }
    }
    if (at == from) {
      text.append('+');
      return at;
    }
    return at < octets.to && octets.bytes[at] == '-' ? at + 1 : at;
  }
}
