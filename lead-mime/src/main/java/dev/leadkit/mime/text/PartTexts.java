// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.encoding.Charsets;
import dev.leadkit.mime.encoding.InlineFile;
import dev.leadkit.mime.encoding.InlineFiles;
import dev.leadkit.mime.encoding.PlainFooter;
import dev.leadkit.mime.html.MetaCharset;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decodes the texts of the parts of a mail, each once, within the limits that they share. */
public final class PartTexts {

  private final Map<Entity, PartText> decoded = new HashMap<>(4);
  private final int maxTextBytes;
  private final int maxFiles;
  private final Defects defects;
  private int textLeft;
  private int htmlLeft;

  /**
   * Nothing is decoded yet.
   *
   * @param maxTextBytes how much plain text, and as much HTML, is kept, in decoded bytes
   * @param maxFiles the maximum number of files in one text
   */
  public PartTexts(int maxTextBytes, int maxFiles, Defects defects) {
    this.maxTextBytes = maxTextBytes;
    this.maxFiles = maxFiles;
    this.defects = defects;
    this.textLeft = maxTextBytes;
    this.htmlLeft = maxTextBytes;
  }

  /** The text of a part, decoded on the first call. */
  public PartText of(Entity entity) {
    PartText text = decoded.get(entity);
    if (text == null) {
      text = decode(entity);
      decoded.put(entity, text);
    }
    return text;
  }

  /** How much plain text may still be kept, in decoded bytes. */
  public int textLeft() {
    return textLeft;
  }

  private PartText decode(Entity entity) {
    ByteRange body = entity.body();
    int footer = footer(entity, body);
    ByteRange octets =
        entity.encoding.decode(new ByteRange(body.bytes, body.from, footer), defects);
    int left = entity.isHtml() ? htmlLeft : textLeft;
    if (octets.length() > left) {
      defects.add(Code.TEXT_TOO_LONG, entity.position, "kept " + left + " bytes");
    }
    ByteRange kept = octets.head(left);
    if (entity.isHtml()) {
      htmlLeft -= kept.length();
    } else {
      textLeft -= kept.length();
    }
    String charset = entity.contentType.get("charset");
    if (charset.isEmpty() && entity.isHtml()) {
      charset = MetaCharset.declared(kept);
    }
    String text = Charsets.decodeLines(kept, charset, defects, entity.position);
    int footerStart = PartText.NO_FOOTER;
    if (footer < body.to) {
      footerStart = footer;
      text = withFooter(text, new ByteRange(body.bytes, footer, body.to), charset);
    }
    return entity.isHtml()
        ? new PartText(entity, text, "", footerStart, List.of())
        : plain(entity, text, footerStart, kept.length(), charset);
  }

  /**
   * Where plain text begins after an encoded body, the end of the body if there is none. A long text in a file is not searched, because its
   * end is not in memory.
   */
  private int footer(Entity entity, ByteRange body) {
    if (body.length() > maxTextBytes) {
      return body.to;
    }
    int footer = PlainFooter.start(body, entity.encoding);
    if (footer < body.to) {
      defects.add(
          Code.DAMAGED_ENCODING,
          footer,
          footer == body.from ? "the text is not encoded" : "plain text follows the encoded text");
    }
    return footer;
  }

  private static String withFooter(String text, ByteRange footer, String charset) {
    String label = Charsets.coversAscii(charset) ? charset : "";
    String plain = Charsets.decodeLines(footer, label, new Defects(), footer.from);
    return text.isEmpty() || text.endsWith("\n") ? text + plain : text + "\n" + plain;
  }

  /** Removes what the sender did not mean as text: files, line breaks of the transport, armour. Most texts contain none of it. */
  private PartText plain(Entity entity, String text, int footerStart, int length, String charset) {
    String shown = text;
    List<InlineFile> files = List.of();
    if (InlineFiles.mayStandIn(text)) {
      boolean octetsTell = Charsets.coversAscii(charset);
      ByteRange octets = octetsTell
          ? entity.encoding.decode(entity.body(), new Defects()).head(length).withLineFeeds()
          : ByteRange.utf8(text);
      files = InlineFiles.find(octets, maxFiles, entity.position, defects);
      if (!files.isEmpty()) {
        ByteRange rest = InlineFiles.without(octets, files);
        String restCharset = octetsTell ? charset : "utf-8";
        shown = Charsets.decodeLines(rest, restCharset, new Defects(), entity.position);
      }
    }
    if (FlowedText.isMeantBy(entity.contentType)) {
      shown = FlowedText.unfold(shown, entity.contentType);
    }
    if (PgpArmour.isEncrypted(shown)) {
      defects.add(Code.ENCRYPTED, entity.position, "OpenPGP");
    }
    return new PartText(entity, text, PgpArmour.removed(shown), footerStart, files);
  }
}
