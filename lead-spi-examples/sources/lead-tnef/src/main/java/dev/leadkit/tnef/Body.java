// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import dev.leadkit.tnef.PropertyList.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.poi.hmef.CompressedRTF;
import org.apache.poi.hmef.attribute.TNEFProperty;

/**
 * The text of a message, in the forms in which it is there.
 *
 * @param text plain text, {@code ""} where there is none
 * @param html the octets of HTML, empty where there is none
 * @param htmlCharset {@code ""} where nobody says in which charset the HTML is
 * @param rtf that was never HTML or plain text, empty where there is none
 * @param damaged whether compressed RTF cannot be unpacked
 * @param cut whether it is too long to be unpacked
 */
record Body(String text, Slice html, String htmlCharset, Slice rtf, boolean damaged, boolean cut) {

  /** How much RTF is unpacked: 16 MB. */
  private static final int LONGEST_RTF = 16 << 20;

  static Body of(Tnef tnef) {
    Tnef.Part message = tnef.message();
    String text = tnef.text(message, Tnef.BODY);
    if (text.isBlank()) {
      text = tnef.text(message, TNEFProperty.ID_BODY);
    }
    Value html = message.property(Tnef.HTML);
    Slice rtf = message.property(Tnef.RTF).content();
    if (html.content().length() > 0) {
      return new Body(text, html.content(), charset(html, tnef), Slice.EMPTY, false, false);
    }
    return rtf.length() == 0
        ? new Body(text, Slice.EMPTY, "", Slice.EMPTY, false, false)
        : unpacked(text, rtf);
  }

  boolean isEmpty() {
    return text.isBlank() && html.length() == 0;
  }

  private static String charset(Value html, Tnef tnef) {
    if (html.type() == PropertyList.UNICODE) {
      return StandardCharsets.UTF_16LE.name();
    }
    long codePage = tnef.message().number(Tnef.INTERNET_CODE_PAGE);
    Charset charset = codePage == 0 ? tnef.charset() : CodePages.charset(codePage);
    return codePage == 0 && html.type() == PropertyList.BINARY ? "" : charset.name();
  }

  private static Body unpacked(String text, Slice compressed) {
    var out = new ByteArrayOutputStream();
    var unpacking = new CompressedRTF();
    try {
      unpacking.decompress(
          new ByteArrayInputStream(compressed.octets(), compressed.from(), compressed.length()),
          new Bounded(out, LONGEST_RTF));
    } catch (IOException | IllegalArgumentException e) {
      // too short for its header, or neither of the two kinds: POI says it with these two
      return new Body(text, Slice.EMPTY, "", Slice.EMPTY, true, false);
    }
    int size = Math.max(0, Math.min(out.size(), unpacking.getDeCompressedSize()));
    boolean damaged = size < unpacking.getDeCompressedSize();
    boolean cut = out.size() == LONGEST_RTF;
    Slice rtf = Slice.of(out.toByteArray()).range(0, size);
    Rtf document = Rtf.of(java.util.Arrays.copyOf(rtf.octets(), size));
    return switch (document.origin()) {
      case HTML ->
        new Body(
            text,
            Slice.of(document.text().getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8.name(),
            Slice.EMPTY,
            damaged,
            cut);
      case TEXT ->
        new Body(
            text.isBlank() ? document.text() : text, Slice.EMPTY, "", Slice.EMPTY, damaged, cut);
      case RTF ->
        new Body(text.isBlank() ? document.text() : text, Slice.EMPTY, "", rtf, damaged, cut);
    };
  }
}
