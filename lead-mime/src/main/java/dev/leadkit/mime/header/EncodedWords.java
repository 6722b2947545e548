// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.encoding.Base64Stream;
import dev.leadkit.mime.encoding.Charsets;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the encoded words in a field body (RFC 2047) in one forward pass.
 *
 * <p>The octets of adjacent words with the same charset are joined before they are decoded, so that a character that was split between two
 * words is decoded correctly. Words inside quoted strings, longer than 75 characters or adjacent to other text are decoded, too.
 */
public final class EncodedWords {

  private final String text;
  private final Defects defects;
  private final long position;
  private final StringBuilder decoded;
  private byte[] octets = new byte[128];
  private int length;
  private String label = "";
  private @Nullable Charset charset;
  private boolean malformed;

  private EncodedWords(String text, Defects defects, long position) {
    this.text = text;
    this.defects = defects;
    this.position = position;
    this.decoded = new StringBuilder(text.length());
  }

  /** The text with its encoded words decoded. */
  public static String decode(String text, Defects defects, long position) {
    int first = text.indexOf("=?");
    return first < 0 ? text : new EncodedWords(text, defects, position).decode(first);
  }

  /** The end of the encoded word that begins here ({@code =?charset?B?…?=}), -1 if none does. */
  static int end(String text, int start) {
    int label = start + 2;
    int afterLabel = text.indexOf('?', label);
    if (afterLabel <= label || afterLabel - label > 60 || afterLabel + 2 >= text.length()) {
      return -1;
    }
    char encoding = (char) (text.charAt(afterLabel + 1) | 0x20);
    if ((encoding != 'b' && encoding != 'q') || text.charAt(afterLabel + 2) != '?') {
      return -1;
    }
    int close = text.indexOf('?', afterLabel + 3);
    while (close >= 0 && encoding == 'q' && isLiteral(text, close)) {
      close = text.indexOf('?', close + 1);
    }
    return close >= 0 && close + 1 < text.length() && text.charAt(close + 1) == '='
        ? close + 2
        : -1;
  }

  /** Whether this question mark should have been encoded: it is inside a word or at its end and does not begin the next word. */
  private static boolean isLiteral(String text, int at) {
    return at + 1 < text.length()
        && text.charAt(at + 1) != '='
        && text.charAt(at + 1) > ' '
        && text.charAt(at - 1) != '=';
  }

  private String decode(int first) {
    int done = 0;
    int at = first;
    while (at >= 0) {
      int end = end(text, at);
      if (end < 0) {
        malformed = true;
        at = text.indexOf("=?", at + 2);
        continue;
      }
      if (length == 0 || !isBlank(done, at)) {
        flush();
        decoded.append(text, done, at);
      }
      word(at + 2, end - 2);
      done = end;
      at = text.indexOf("=?", end);
    }
    flush();
    decoded.append(text, done, text.length());
    if (malformed) {
      defects.add(Code.MALFORMED_WORD, position, "left as it stands");
    }
    return decoded.toString();
  }

  private void word(int start, int stop) {
    int mark = text.indexOf('?', start);
    String name = text.substring(start, mark);
    int star = name.indexOf('*');
    if (star >= 0) {
      name = name.substring(0, star); // RFC 2231 §5: the language
    }
    if (!name.equalsIgnoreCase(label)) {
      Charset next = Charsets.forLabel(name);
      if (next == null || !next.equals(charset)) {
        flush();
      }
      label = name;
      charset = next;
    }
    if (length + stop - mark > octets.length) {
      octets = Arrays.copyOf(octets, (length + stop - mark) * 2);
    }
    if ((text.charAt(mark + 1) | 0x20) == 'b') {
      base64(mark + 3, stop);
    } else {
      quotedPrintable(mark + 3, stop);
    }
  }

  private void base64(int start, int stop) {
    int bits = 0;
    int held = 0;
    for (int i = start; i < stop; i++) {
      char c = text.charAt(i);
      int value = c < 128 ? Base64Stream.VALUES[c] : -1;
      if (value >= 0) {
        bits = bits << 6 | value;
        held += 6;
        if (held >= 8) {
          held -= 8;
          octets[length++] = (byte) (bits >>> held);
        }
      } else if (c == '=') {
        held = 0;
      } else if (c != ' ') {
        malformed = true;
      }
    }
  }

  private void quotedPrintable(int start, int stop) {
    for (int i = start; i < stop; i++) {
      char c = text.charAt(i);
      int octet = c == '=' ? hex(i + 1) : -1; // the closing marks follow it
      if (octet >= 0) {
        octets[length++] = (byte) octet;
        i += 2;
      } else if (c == '_') {
        octets[length++] = ' ';
      } else if (c < 128) {
        octets[length++] = (byte) c;
        malformed |= c == '=';
      } else {
        malformed = true;
        raw(c);
      }
    }
  }

  /** Adds a character that should have been encoded: decodes the octets before it and appends it unchanged. */
  private void raw(char c) {
    flush();
    decoded.append(c);
  }

  private int hex(int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f'
        ? -1
        : high << 4 | low;
  }

  private void flush() {
    if (length > 0) {
      decoded.append(Charsets.decode(new ByteRange(octets, 0, length), label, defects, position));
      length = 0;
    }
  }

  /** Whether there is only white space between two words; it is not part of the text (RFC 2047 §6.2). */
  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) > ' ') {
        return false;
      }
    }
    return true;
  }
}
