// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import dev.leadkit.Link;
import dev.leadkit.mime.html.HtmlLines.Origins;
import dev.leadkit.understanding.Container;
import java.util.List;

/**
 * An HTML document as plain text: what a mail program shows of it, what it hides, where its links lead, and the texts of its images.
 *
 * <p>If a document shows neither text nor an image although it contains text, the hidden text is its text: an element that is interpreted
 * wrongly must not lose what a person wrote.
 */
public final class HtmlText {

  private final String text;
  private final String hidden;
  private final boolean isAllHidden;
  private final boolean isCut;
  private final HtmlLinks links;
  private final List<Container> containers;
  private final int[] starts;
  private final int[] ends;

  /** The lines of the reader are in a shared buffer: they are copied here. */
  private HtmlText(HtmlReader reader, Origins origins) {
    String shown = reader.shown().text();
    this.hidden = reader.hidden().length() == 0 ? "" : reader.hidden().text();
    this.isAllHidden =
        !hidden.isEmpty() && !reader.hasImages() && !hasWords(shown) && hasWords(hidden);
    this.text = isAllHidden ? hidden : shown;
    this.isCut = reader.isCut();
    this.links = reader.links();
    this.containers = isAllHidden ? List.of() : reader.shown().within(reader.containers());
    HtmlLines visible = isAllHidden ? reader.hidden() : reader.shown();
    this.starts = origins == Origins.KEPT ? visible.starts() : new int[0];
    this.ends = origins == Origins.KEPT ? visible.ends() : new int[0];
  }

  /** Reads a document. */
  public static HtmlText of(String html) {
    return of(html, Origins.NONE);
  }

  /** Reads a document, with or without the origins of its characters. */
  public static HtmlText of(String html, Origins origins) {
    var reader = new HtmlReader(html, origins);
    reader.read();
    return new HtmlText(reader, origins);
  }

  private static boolean hasWords(String text) {
    return text.codePoints().anyMatch(c -> Character.isLetterOrDigit(c) || c >= 0x2190);
  }

  /** The text that a mail program shows, or the hidden text if it shows nothing. */
  public String text() {
    return text;
  }

  /** The text that a mail program does not show, {@code ""} if there is none. */
  public String hidden() {
    return hidden;
  }

  /** Whether everything is hidden, so that the text is the hidden text. */
  public boolean isAllHidden() {
    return isAllHidden;
  }

  /** The links, in their order. */
  public List<Link> links() {
    return links.links();
  }

  /** The alternative texts of the images that are shown, without repeats. */
  public List<String> imageTexts() {
    return links.imageTexts();
  }

  /** The parts of the text that a mail program marked as a quoted mail or a signature, in the order of their beginnings. */
  public List<Container> containers() {
    return containers;
  }

  /** Whether links, style rules or nested elements exceeded their limit. */
  public boolean isCut() {
    return isCut;
  }

  /** For each character of the text the position in the HTML where it begins; empty if origins were not requested. */
  public int[] starts() {
    return starts;
  }

  /** For each character of the text the position in the HTML where it ends; empty if origins were not requested. */
  public int[] ends() {
    return ends;
  }
}
