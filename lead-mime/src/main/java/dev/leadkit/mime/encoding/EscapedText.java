// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Recognizes seven-bit East Asian text that switches its character sets by escape sequences (RFC 1468, RFC 1557, RFC 1922). */
public final class EscapedText {

  private static final byte ESCAPE = 0x1B;
  private static final char REPLACEMENT = '\uFFFD';

  private EscapedText() {}

  /** The charset of a text of ASCII octets, null if it has no such escape sequence or cannot be decoded. */
  public static @Nullable Charset charset(byte[] bytes, int from, int to) {
    for (int at = ByteRange.escape(bytes, from, to);
        at + 2 < to;
        at = ByteRange.escape(bytes, at + 1, to)) {
      Charset charset = charsetAt(bytes, at, to);
      if (charset != null) {
        String text = new String(bytes, from, to - from, charset);
        return isWhole(text) ? charset : null;
      }
    }
    return null;
  }

  private static @Nullable Charset charsetAt(byte[] bytes, int at, int to) {
    if (bytes[at] != ESCAPE || bytes[at + 1] != '$') {
      return null;
    }
    byte set = bytes[at + 2];
    if (set == '@' || set == 'B') {
      return Charsets.forLabel("iso-2022-jp");
    }
    byte next = at + 3 < to ? bytes[at + 3] : 0;
    if (set == '(' && next == 'D') { // JIS X 0212 (RFC 2237), which ISO-2022-JP lacks
      return Charsets.forLabel("iso-2022-jp-2");
    }
    return set == ')' && next == 'C'
        ? Charsets.forLabel("iso-2022-kr")
        : set == ')' && (next == 'A' || next == 'G') ? Charsets.forLabel("iso-2022-cn") : null;
  }

  /** Whether the decoded text is readable, except for isolated damage. */
  private static boolean isWhole(String text) {
    int damages = 0;
    int beyond = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      damages += c == REPLACEMENT ? 1 : 0;
      beyond += c >= 0x80 ? 1 : 0;
    }
    return beyond > 0 && damages * 4 <= beyond;
  }
}
