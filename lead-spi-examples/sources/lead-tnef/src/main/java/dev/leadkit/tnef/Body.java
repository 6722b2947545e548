// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.tnef.PropertyList.Value;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a message, in the forms in which it is there.
 *
 * @param text plain text, {@code ""} where there is none
 * @param html the octets of HTML, empty where there is none
 * @param htmlCharset {@code ""} where it is not said in which charset the HTML is
 * @param rtf compressed RTF that was never HTML or plain text, empty where there is none
 * @param damaged whether compressed RTF cannot be unpacked
 * @param cut whether it is too long to be unpacked
 */
record Body(String text, ByteReader html, String htmlCharset, ByteReader rtf, boolean damaged, boolean cut) {

  /** How much RTF is looked at for its text: 64 MB, several times the longest text. */
  static final int MAX_RTF = 64 << 20;

  /** @param mostText how long a text that is unpacked may be, in characters */
  static Body of(Tnef tnef, int mostText) {
    Tnef.Part message = tnef.message();
    String text = tnef.text(message, Tnef.BODY);
    if (text.isBlank()) {
      text = tnef.attributeText(message, Tnef.ATTRIBUTE_BODY);
    }
    Value html = message.property(Tnef.HTML);
    ByteReader rtf = message.property(Tnef.RTF).content();
    ByteReader markup = withoutTerminator(html);
    if (markup.length() > 0) {
      return new Body(text, markup, charset(html, tnef), ByteReader.EMPTY, false, false);
    }
    return rtf.length() == 0
        ? new Body(text, ByteReader.EMPTY, "", ByteReader.EMPTY, false, false)
        : unpacked(text, rtf, mostText);
  }

  /** A text ends with a NUL (MS-OXTNEF §2.1.3.4), octets do not. */
  private static ByteReader withoutTerminator(Value html) {
    ByteReader content = html.content();
    return switch (html.type()) {
      case PropertyList.UNICODE ->
        content.range(0, 2 * content.text(StandardCharsets.UTF_16LE).length());
      case PropertyList.STRING_8 ->
        content.range(0, content.text(StandardCharsets.ISO_8859_1).length());
      default -> content;
    };
  }

  private static String charset(Value html, Tnef tnef) {
    if (html.type() == PropertyList.UNICODE) {
      return StandardCharsets.UTF_16LE.name();
    }
    long codePage = tnef.message().number(Tnef.INTERNET_CODE_PAGE);
    Charset charset = codePage == 0 ? tnef.charset() : CodePages.charset(codePage);
    return codePage == 0 && html.type() == PropertyList.BINARY ? "" : charset.name();
  }

  private static Body unpacked(String text, ByteReader compressed, int mostText) {
    RtfStream stream = new RtfStream(compressed, MAX_RTF);
    Rtf document = Rtf.of(stream, mostText);
    boolean damaged = stream.isDamaged();
    boolean cut = document.isCut() || stream.isCut();
    String content = document.text();
    return switch (document.origin()) {
      case HTML ->
        new Body(
            text,
            ByteReader.of(content.getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8.name(),
            ByteReader.EMPTY,
            damaged,
            cut);
      case TEXT ->
        new Body(text.isBlank() ? content : text, ByteReader.EMPTY, "", ByteReader.EMPTY, damaged, cut);
      case RTF ->
        new Body(
            text.isBlank() ? content : text,
            ByteReader.EMPTY,
            "",
            cut || content.isEmpty() && damaged ? ByteReader.EMPTY : compressed,
            damaged,
            cut);
    };
  }
}
