// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.tnef.PropertyList.Value;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a message in the available forms.
 *
 * @param text plain text, {@code ""} if there is none
 * @param html the octets of HTML, empty if there is none
 * @param htmlCharset the charset of the HTML, {@code ""} if it is unknown
 * @param rtf compressed RTF that was not made from HTML or plain text, empty if there is none
 * @param damaged whether compressed RTF cannot be unpacked
 * @param cut whether the RTF is too long to be unpacked
 */
record Body(
    String text,
    ByteReader html,
    String htmlCharset,
    ByteReader rtf,
    boolean damaged,
    boolean cut) {

  /** How much RTF is searched for its text, in octets: 64 MB, several times the longest text. */
  static final int MAX_RTF = 64 << 20;

  /** @param mostText the length of the longest text that is unpacked, in characters */
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

  /** The octets without the NUL at the end of a text (MS-OXTNEF §2.1.3.4), which binary values do not have. */
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
        new Body(
            text.isBlank() ? content : text, ByteReader.EMPTY, "", ByteReader.EMPTY, damaged, cut);
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
