// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.mime.encoding.Base64Stream;
import dev.leadkit.mime.encoding.Charsets;
import dev.leadkit.mime.encoding.EscapedText;
import dev.leadkit.mime.encoding.QuotedPrintable;
import dev.leadkit.mime.encoding.TransferEncoding;
import dev.leadkit.mime.html.HtmlText;
import dev.leadkit.mime.html.MetaCharset;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.mime.text.OutsideText;
import dev.leadkit.mime.text.PartText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps each character of a decoded text to its position in the mail.
 *
 * <p>The text is decoded a second time, slowly and with positions, and compared with the text that was read: text that differs has no positions
 * instead of wrong ones.
 */
final class TextOrigins {

  private final String text;
  private final ByteRange octets;
  private final int[] octetStarts;
  private final int[] octetEnds;
  private final int[] starts;
  private final int[] ends;

  private TextOrigins(String text, ByteRange octets, int[] octetStarts, int[] octetEnds) {
    this.text = text;
    this.octets = octets;
    this.octetStarts = octetStarts;
    this.octetEnds = octetEnds;
    this.starts = new int[text.length()];
    this.ends = new int[text.length()];
  }

  /** The positions of the text of a part, null if they cannot be determined. */
  static @Nullable TextOrigins of(PartText part) {
    Entity entity = part.entity();
    String text = part.text();
    if (text.isEmpty()) {
      return null;
    }
    ByteRange whole = entity.body();
    int[] octetStarts = new int[whole.length() + 1];
    int[] octetEnds = new int[whole.length() + 1];
    int dataEnd = part.footerStart() == PartText.NO_FOOTER ? whole.to : part.footerStart();
    ByteRange data = new ByteRange(whole.bytes, whole.from, dataEnd);
    ByteRange decoded = entity.encoding.decode(data, new Defects());
    if (!transferOrigins(entity.encoding, data, decoded, octetStarts, octetEnds)) {
      return null;
    }
    if (dataEnd < whole.to) {
      ByteRange footer = new ByteRange(whole.bytes, dataEnd, whole.to);
      decoded = withFooter(decoded, footer, octetStarts, octetEnds);
    }
    TextOrigins origins = new TextOrigins(text, decoded, octetStarts, octetEnds);
    String charset = entity.contentType.get("charset");
    if (charset.isEmpty() && entity.isHtml()) {
      charset = MetaCharset.declared(decoded);
    }
    return origins.decodedAs(Charsets.forLabel(charset));
  }

  /** The positions of the text of a document, whose HTML has these positions. */
  TextOrigins of(HtmlText document) {
    int[] from = document.starts();
    int[] to = document.ends();
    TextOrigins origins = new TextOrigins(document.text(), octets, octetStarts, octetEnds);
    for (int i = 0; i < from.length; i++) {
      origins.starts[i] = from[i] == text.length() ? octets.to : starts[from[i]];
      origins.ends[i] = from[i] == to[i] ? origins.starts[i] : ends[to[i] - 1];
    }
    return origins;
  }

  /** The decoded octets, a line break if there is none, and the plain octets after them. */
  private static ByteRange withFooter(
      ByteRange decoded, ByteRange footer, int[] starts, int[] ends) {
    int size = decoded.length();
    byte[] octets =
        Arrays.copyOfRange(decoded.bytes, decoded.from, decoded.to + 1 + footer.length());
    if (size > 0 && octets[size - 1] != '\n') {
      octets[size] = '\n';
      starts[size] = footer.from;
      ends[size++] = footer.from;
    }
    for (int at = footer.from; at < footer.to; at++) {
      octets[size] = footer.bytes[at];
      starts[size] = at;
      ends[size++] = at + 1;
    }
    return new ByteRange(octets, 0, size);
  }

  /** The positions of a text that is not encoded. */
  static @Nullable TextOrigins of(OutsideText outside) {
    ByteRange octets = outside.octets();
    int[] octetStarts = new int[octets.length()];
    int[] octetEnds = new int[octets.length()];
    identity(octets, octetStarts, octetEnds);
    return new TextOrigins(outside.text(), octets, octetStarts, octetEnds).decodedAs(null);
  }

  private @Nullable TextOrigins decodedAs(@Nullable Charset declared) {
    Charset first = declared == null ? StandardCharsets.UTF_8 : declared;
    Charset escaped = EscapedText.charset(octets.bytes, octets.from, octets.to);
    Charset second = escaped == null ? StandardCharsets.UTF_8 : escaped;
    for (Charset charset : List.of(first, second, StandardCharsets.UTF_8, Charsets.WINDOWS_1252)) {
      if (isDecodedAs(charset)) {
        return this;
      }
    }
    return null;
  }

  /** The position where the character with this index begins. */
  int start(int from) {
    return starts[from];
  }

  int end(int to) {
    return ends[to - 1];
  }

  // ------------------------------------------------------------------------------------------
  // charset

  private boolean isDecodedAs(Charset charset) {
    CharsetDecoder decoder = charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    ByteBuffer in = ByteBuffer.wrap(octets.bytes, octets.from, octets.length()).slice();
    CharBuffer one = CharBuffer.allocate(1);
    CharBuffer two = CharBuffer.allocate(2);
    int size = 0;
    boolean afterReturn = false;
    while (size < text.length()) {
      int before = in.position();
      CharBuffer out = one.clear();
      CoderResult result = decoder.decode(in, out, true);
      if (out.position() == 0 && result.isOverflow()) {
        out = two.clear();
        decoder.decode(in, out, true);
      }
      if (out.position() == 0) {
        return false;
      }
      for (int i = 0; i < out.position(); i++) {
        char c = out.get(i);
        boolean passedOver = c == '\n' && afterReturn || before == 0 && c == '\uFEFF';
        afterReturn = c == '\r';
        if (!passedOver) {
          if (size == text.length() || text.charAt(size) != (c == '\r' ? '\n' : c)) {
            return false;
          }
          starts[size] = octetStarts[before];
          ends[size++] = octetEnds[in.position() - 1];
        } else if (size > 0) {
          ends[size - 1] = octetEnds[in.position() - 1];
        }
      }
    }
    return true;
  }

  // ------------------------------------------------------------------------------------------
  // transfer encoding

  private static boolean transferOrigins(
      TransferEncoding encoding, ByteRange body, ByteRange decoded, int[] starts, int[] ends) {
    return switch (encoding) {
      case IDENTITY -> identity(body, starts, ends);
      case BASE64 -> base64(body, decoded, starts, ends);
      case QUOTED_PRINTABLE -> quotedPrintable(body, decoded, starts, ends);
      case UUENCODE, YENC, BINHEX -> false;
    };
  }

  private static boolean identity(ByteRange body, int[] starts, int[] ends) {
    for (int i = 0; i < body.length(); i++) {
      starts[i] = body.from + i;
      ends[i] = body.from + i + 1;
    }
    return true;
  }

  /** Base64: three octets in four characters, each octet in two of them. */
  private static boolean base64(ByteRange body, ByteRange decoded, int[] starts, int[] ends) {
    int length = decoded.length();
    int size = 0;
    int bits = 0;
    int held = 0;
    int previous = body.from;
    for (int i = body.from; i < body.to && size < length; i++) {
      byte octet = body.bytes[i];
      int value = octet < 0 ? -1 : Base64Stream.VALUES[octet];
      if (value >= 0) {
        bits = bits << 6 | value;
        held += 6;
        if (held >= 8) {
          held -= 8;
          starts[size] = previous;
          ends[size] = i + 1;
          if ((byte) (bits >>> held) != decoded.bytes[decoded.from + size++]) {
            return false;
          }
        }
        previous = i;
      } else if (octet == '=') {
        held = 0;
      }
    }
    return size == length;
  }

  /** The same steps as {@link QuotedPrintable#decode}, octet by octet. */
  private static boolean quotedPrintable(
      ByteRange body, ByteRange decoded, int[] starts, int[] ends) {
    byte[] bytes = body.bytes;
    int size = 0;
    int solid = 0;
    int at = body.from;
    while (at < body.to) {
      int start = at;
      byte octet = bytes[at++];
      boolean isQuoted = octet == '=' && QuotedPrintable.hexadecimal(bytes, at, body.to) >= 0;
      int softEnd = octet == '=' && !isQuoted ? QuotedPrintable.softBreak(bytes, at, body.to) : -1;
      if (octet == '\n' || octet == '\r' && (at == body.to || bytes[at] == '\n')) {
        while (size > solid && ByteRange.isBlank(bytes[starts[size - 1]])) {
          size--;
        }
        solid = size + 1;
      } else if (octet == '=') {
        at = isQuoted ? at + 2 : softEnd < 0 ? at : softEnd;
        solid = softEnd < 0 ? size + 1 : size;
      }
      if (softEnd < 0) {
        starts[size] = start;
        ends[size++] = at;
      }
    }
    return size == decoded.length();
  }
}
