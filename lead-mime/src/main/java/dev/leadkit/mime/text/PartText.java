// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.mime.encoding.InlineFile;
import dev.leadkit.mime.html.HtmlText;
import dev.leadkit.mime.structure.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decoded text of one part. */
public final class PartText {

  /** The value of {@link #footerStart} if there is no footer. */
  public static final int NO_FOOTER = -1;

  private final Entity entity;
  private final String text;
  private final String shown;
  private final int footerStart;
  private final List<InlineFile> files;
  private @Nullable HtmlText document;

  PartText(Entity entity, String text, String shown, int footerStart, List<InlineFile> files) {
    this.entity = entity;
    this.text = text;
    this.shown = shown;
    this.footerStart = footerStart;
    this.files = files;
  }

  /** The part that contains the text. */
  public Entity entity() {
    return entity;
  }

  /** The text without transfer encoding and charset, its lines separated by line feeds. */
  public String text() {
    return text;
  }

  /** Plain text as a person would read it: without files, line breaks of the transport and PGP armour. {@code ""} for HTML. */
  public String shown() {
    return shown;
  }

  /** The position in the mail where plain text begins after the encoded text, {@link #NO_FOOTER} if there is none. */
  public int footerStart() {
    return footerStart;
  }

  /** The files in the text, in their order. */
  public List<InlineFile> files() {
    return files;
  }

  /** The HTML of the part as text, read on the first call. */
  public HtmlText document() {
    HtmlText read = document;
    if (read == null) {
      read = HtmlText.of(text);
      document = read;
    }
    return read;
  }

  /** Whether {@link #document()} was called. */
  public boolean isDocumentRead() {
    return document != null;
  }
}
