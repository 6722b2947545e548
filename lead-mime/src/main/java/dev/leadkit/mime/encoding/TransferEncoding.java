// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.util.List;
import java.util.Locale;

/** The transfer encoding of a part (RFC 2045 §6), including older encodings that have private names there. */
public enum TransferEncoding {
  IDENTITY,
  BASE64,
  QUOTED_PRINTABLE,
  UUENCODE,
  YENC,
  BINHEX;

  /** The encoding that a {@code Content-Transfer-Encoding} field names; {@link #IDENTITY} if it is unknown. */
  public static TransferEncoding of(String field, Defects defects, long position) {
    int from = 0;
    while (from < field.length() && (field.charAt(from) <= ' ' || field.charAt(from) == '"')) {
      from++;
    }
    int to = from;
    while (to < field.length() && field.charAt(to) > ' ' && ";\"(,".indexOf(field.charAt(to)) < 0) {
      to++;
    }
    return switch (field.substring(from, to).toLowerCase(Locale.ROOT)) {
      case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none" -> IDENTITY;
      case "base64", "base-64", "b" -> BASE64;
      case "quoted-printable", "quotedprintable", "quoted_printable", "q", "qp" -> QUOTED_PRINTABLE;
      case "x-uuencode", "uuencode", "x-uue", "uue", "x-uu" -> UUENCODE;
      case "x-yenc", "yenc" -> YENC;
      case "x-binhex", "binhex", "x-binhex40", "x-mac-binhex40", "mac-binhex40" -> BINHEX;
      default -> {
        defects.add(Code.UNKNOWN_ENCODING, position, "the content stays as it stands");
        yield IDENTITY;
      }
    };
  }

  /** The decoded octets. {@link #IDENTITY} returns the encoded range itself. */
  public ByteRange decode(ByteRange encoded, Defects defects) {
    return switch (this) {
      case IDENTITY -> encoded;
      case BASE64 -> base64(encoded, defects);
      case QUOTED_PRINTABLE -> quotedPrintable(encoded, defects);
      case UUENCODE -> uuencode(encoded, defects);
      case YENC, BINHEX -> file(encoded, defects);
    };
  }

  private static ByteRange base64(ByteRange encoded, Defects defects) {
    Base64Stream stream = new Base64Stream(encoded);
    ByteRange decoded = Base64Stream.decode(stream);
    reportGarbage(stream, encoded.from, defects);
    return decoded;
  }

  /** Reports the characters outside the base64 alphabet, if there were any. */
  public static void reportGarbage(Base64Stream stream, long position, Defects defects) {
    if (stream.garbage() > 0) {
      defects.add(
          Code.DAMAGED_ENCODING,
          position,
          "base64: " + stream.garbage() + " characters passed over");
    }
  }

  private static ByteRange quotedPrintable(ByteRange encoded, Defects defects) {
    QuotedPrintable decoder = new QuotedPrintable();
    ByteRange decoded = decoder.decode(encoded);
    reportStrays(decoder, encoded.from, defects);
    return decoded;
  }

  /** Reports the equals signs that encode nothing, if there were any. */
  public static void reportStrays(QuotedPrintable decoder, long position, Defects defects) {
    if (decoder.strays() > 0) {
      defects.add(
          Code.DAMAGED_ENCODING,
          position,
          "quoted-printable: " + decoder.strays() + " equals signs that encode nothing");
    }
  }

  /** The file in this content, whatever is before and after it. Content without a file is returned unchanged. */
  private static ByteRange file(ByteRange encoded, Defects defects) {
    List<InlineFile> files = InlineFiles.find(encoded, 1, encoded.from, defects);
    if (files.isEmpty()) {
      defects.add(Code.DAMAGED_ENCODING, encoded.from, "there is no file of this encoding");
      return encoded;
    }
    byte[] content = files.get(0).content();
    return new ByteRange(content, 0, content.length);
  }

  private static ByteRange uuencode(ByteRange encoded, Defects defects) {
    byte[] bytes = encoded.bytes;
    int at = encoded.from;
    while (at < encoded.to && !ByteRange.startsWith(bytes, at, encoded.to, "begin ")) {
      at = ByteRange.lineFeed(bytes, at, encoded.to) + 1;
    }
    if (at >= encoded.to) {
      defects.add(Code.DAMAGED_ENCODING, encoded.from, "uuencode: there is no begin line");
      return encoded;
    }
    at = ByteRange.lineFeed(bytes, at, encoded.to) + 1;
    byte[] decoded = new byte[Math.max(0, encoded.to - at)];
    int size = 0;
    while (at < encoded.to) {
      int lineEnd = ByteRange.lineFeed(bytes, at, encoded.to);
      int count = bytes[at] - ' ' & 0x3F;
      if (count == 0 || ByteRange.startsWith(bytes, at, lineEnd, "end")) {
        return new ByteRange(decoded, 0, size);
      }
      size = uuLine(bytes, at + 1, lineEnd, decoded, size, count);
      at = lineEnd + 1;
    }
    defects.add(Code.DAMAGED_ENCODING, encoded.from, "uuencode: there is no end line");
    return new ByteRange(decoded, 0, size);
  }

  private static int uuLine(byte[] bytes, int from, int to, byte[] decoded, int start, int count) {
    int size = start;
    int bits = 0;
    int held = 0;
    for (int i = from; i < to && size - start < count; i++) {
      bits = bits << 6 | (bytes[i] - ' ' & 0x3F);
      held += 6;
      if (held >= 8) {
        held -= 8;
        decoded[size++] = (byte) (bits >>> held);
      }
    }
    return size;
  }

  /** The first decoded octets, enough to detect the kind of file. */
  public ByteRange head(ByteRange encoded, int size) {
    Defects unheard = new Defects();
    ByteRange start = encoded.head(size * 2);
    return switch (this) {
      case BASE64 -> Base64Stream.decode(new Base64Stream(start)).head(size);
      default -> decode(start, unheard).head(size);
    };
  }
}
