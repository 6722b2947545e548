// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.encoding.Charsets;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Text before the first or after the last part of a multipart. It is not part of a mail (RFC 2046 §5.1.1) and counts only if the parts
 * contain no text.
 *
 * @param octets its range in the mail
 * @param text the decoded text
 */
public record OutsideText(ByteRange octets, String text) {

  public OutsideText {
    Objects.requireNonNull(octets, "octets");
    Objects.requireNonNull(text, "text");
  }

  /** The longest text, in characters, that may be the customary note for readers without MIME. */
  private static final int MAX_NOTE_LENGTH = 1_000;

  /** The ranges outside the parts of all multiparts, in the order of the multiparts. */
  public static List<ByteRange> ranges(List<Entity> entities) {
    List<ByteRange> ranges = new ArrayList<>(2);
    for (Entity entity : entities) {
      if (entity.isMultipart() && entity.children > 0) {
        ranges.add(entity.preamble());
        ranges.add(entity.epilogue());
      }
    }
    return ranges;
  }

  /**
   * Decodes the text in these ranges, except for customary notes.
   *
   * @param maxBytes how much text is kept
   */
  public static List<OutsideText> read(List<ByteRange> ranges, int maxBytes, Defects defects) {
    List<OutsideText> texts = new ArrayList<>(0);
    int left = maxBytes;
    for (ByteRange range : ranges) {
      ByteRange kept = range.head(left);
      String text = Charsets.decodeLines(kept, "", new Defects(), range.from);
      if (!text.isBlank() && !isCustomary(text)) {
        left -= kept.length();
        texts.add(new OutsideText(kept, text));
        defects.add(Code.TEXT_OUTSIDE_PARTS, range.from, "there is no other text");
      }
    }
    return texts;
  }

  /** Whatever its language, the note for readers without MIME mentions MIME or multiparts. */
  private static boolean isCustomary(String text) {
    String note = text.length() > MAX_NOTE_LENGTH ? "" : text.toLowerCase(Locale.ROOT);
    return note.contains("mime") || note.contains("multipart") || note.contains("multi-part");
  }
}
