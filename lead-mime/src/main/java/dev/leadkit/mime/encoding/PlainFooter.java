// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;

/**
 * Finds plain text after an encoded text: mailing lists and virus scanners append it to a body without regard to its transfer encoding.
 *
 * <p>The search runs backwards, line by line, so that only the last line of a body without a footer is read. A line is data if it cannot be
 * anything else; a footer needs a line that is certainly not base64. A body without any data is text that was never encoded.
 */
public final class PlainFooter {

  /** The longest footer, in octets. Anything longer is damaged content and not a footer. */
  private static final int MAX_LENGTH = 16 * 1024;

  /** A line of the base64 alphabet that is shorter than this may be a word. */
  private static final int SURELY_DATA = 20;

  /** A line without blanks that is longer than this is data, even with characters of another alphabet such as base64url. */
  private static final int LONG_LINE = 40;

  private enum Kind {
    BLANK,
    DATA,
    TEXT,
    WORD
  }

  private PlainFooter() {}

  /** The position of the footer: the end of the body if there is none, its beginning if nothing is encoded. */
  public static int start(ByteRange body, TransferEncoding encoding) {
    return switch (encoding) {
      case BASE64 -> behindBase64(body);
      case UUENCODE -> behindUuencode(body);
      default -> body.to;
    };
  }

  private static int behindBase64(ByteRange body) {
    byte[] bytes = body.bytes;
    int footer = body.to;
    boolean text = false;
    boolean startsWithWord = false;
    boolean blankAbove = false;
    int at = body.to;
    while (at > body.from && body.to - at <= MAX_LENGTH) {
      int stop = bytes[at - 1] == '\n' ? at - 1 : at;
      int start = stop;
      while (start > body.from && bytes[start - 1] != '\n') {
        start--;
      }
      Kind kind = kind(bytes, start, stop);
      if (kind == Kind.WORD && isFirst(body, start) && isText(body, start, stop)) {
        kind = Kind.DATA;
      }
      if (kind == Kind.DATA) {
        if (startsWithWord && !blankAbove) {
          footer = Math.min(ByteRange.lineFeed(bytes, footer, body.to) + 1, body.to);
        }
        return text ? footer : body.to;
      }
      if (kind == Kind.BLANK) {
        blankAbove = true;
      } else {
        footer = start;
        text |= kind == Kind.TEXT;
        startsWithWord = kind == Kind.WORD;
        blankAbove = false;
      }
      at = start;
    }
    boolean isPlain = text && at == body.from && !isText(body, body.from, body.to);
    return isPlain ? body.from : body.to;
  }

  private static boolean isFirst(ByteRange body, int start) {
    for (int i = body.from; i < start; i++) {
      if (body.bytes[i] > ' ' || body.bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether these octets are text in base64 and not words such as a greeting. */
  private static boolean isText(ByteRange body, int start, int stop) {
    ByteRange word = new ByteRange(body.bytes, start, stop);
    Base64Stream stream = new Base64Stream(word);
    ByteRange decoded = Base64Stream.decode(stream);
    if (stream.garbage() > 0) {
      return false;
    }
    String text = Charsets.utf8(decoded.bytes, decoded.from, decoded.to);
    return text != null
        && !text.isEmpty()
        && text.chars().noneMatch(c -> c < ' ' && c != '\r' && c != '\n' && c != '\t');
  }

  private static Kind kind(byte[] bytes, int start, int stop) {
    int from = start;
    int to = stop;
    while (from < to && bytes[from] <= ' ' && bytes[from] >= 0) {
      from++;
    }
    while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
      to--;
    }
    int length = to - from;
    if (length == 0) {
      return Kind.BLANK;
    }
    int blanks = 0;
    int marks = 0;
    int strange = 0;
    int run = 0;
    int longest = 0;
    int repeated = 1;
    for (int i = from; i < to; i++) {
      byte octet = bytes[i];
      if (octet == ' ' || octet == '\t') {
        blanks++;
        run = 0;
      } else {
        longest = Math.max(longest, ++run);
        marks += ".,:;@_-()<>'\"?".indexOf(octet) >= 0 ? 1 : 0;
        strange += octet < 0 || Base64Stream.VALUES[octet] < 0 ? 1 : 0;
        repeated += i > from && octet == bytes[i - 1] ? 1 : 0;
      }
    }
    if (repeated == length && length >= 3 && strange == length) {
      return Kind.TEXT;
    }
    if (blanks > 0) {
      return marks > 0 || longest < SURELY_DATA ? Kind.TEXT : Kind.DATA;
    }
    if (marks > 0) {
      return length < LONG_LINE || isAddress(bytes, from, to) ? Kind.TEXT : Kind.DATA;
    }
    return length >= SURELY_DATA || strange > 0 ? Kind.DATA : Kind.WORD;
  }

  /** Whether a line without blanks contains a web or e-mail address. */
  private static boolean isAddress(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '@'
          || bytes[i] == ':' && i + 2 < to && bytes[i + 1] == '/' && bytes[i + 2] == '/') {
        return true;
      }
    }
    return false;
  }

  private static int behindUuencode(ByteRange body) {
    byte[] bytes = body.bytes;
    int at = body.from;
    boolean begun = false;
    while (at < body.to) {
      int lineEnd = ByteRange.lineFeed(bytes, at, body.to);
      int stop = ByteRange.lineStop(bytes, at, lineEnd);
      int next = Math.min(lineEnd + 1, body.to);
      if (!begun) {
        begun = ByteRange.startsWith(bytes, at, lineEnd, Uuencode.BEGIN);
      } else if (stop - at == 3 && ByteRange.startsWithExactly(bytes, at, stop, "end")) {
        int text = next;
        while (text < body.to && bytes[text] <= ' ' && bytes[text] >= 0) {
          text++;
        }
        return text < body.to ? next : body.to;
      }
      at = next;
    }
    return body.to;
  }
}
