// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import dev.leadkit.Link;
import dev.leadkit.mime.scan.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the links of a document and the alternative texts of its images, both within limits. */
public final class HtmlLinks {

  /** The most links that are collected from one document. */
  public static final int MAX_LINKS = 1_000;

  static final int MAX_TARGET = 2_048;
  static final int MAX_LINK_TEXT = 200;
  static final int MAX_IMAGE_TEXTS = 200;
  static final int MAX_IMAGE_TEXT = 500;

  private static final int MAX_EMOJI = 16;

  /** How much HTML inside a link is searched for its text, in characters. */
  private static final int MAX_LINK_HTML = 2_000;

  private final List<Link> links = new ArrayList<>(0);
  private final Set<String> imageTexts = new LinkedHashSet<>(0);
  private boolean cut;

  // the open link
  private String target = "";
  private String image = "";
  private HtmlLines lines = new HtmlLines(new char[0], HtmlLines.Origins.NONE);
  private int start;

  /** The links, in their order. */
  public List<Link> links() {
    return links;
  }

  List<String> imageTexts() {
    return List.copyOf(imageTexts);
  }

  /** Whether links or texts were left out because there were too many or they were too long. */
  public boolean isCut() {
    return cut;
  }

  /** Begins a link, whose start tag was read; its text is the text written until its end. */
  void begin(HtmlTag tag, HtmlLines out) {
    target = target(tag);
    image = "";
    lines = out;
    start = out.length();
  }

  /** Ends the open link, if there is one. */
  void end() {
    if (!target.isEmpty()) {
      String text = Text.line(lines.since(start, MAX_LINK_TEXT));
      add(text.isEmpty() ? image : text, target);
      target = "";
    }
  }

  private void add(String text, String whole) {
    if (links.size() == MAX_LINKS) {
      cut = true;
      return;
    }
    cut |= whole.length() > MAX_TARGET;
    links.add(new Link(text, whole.substring(0, Math.min(whole.length(), MAX_TARGET))));
  }

  /** The target of a link, without the white space that browsers ignore; {@code ""} if it is within the document. */
  private static String target(HtmlTag tag) {
    String target = tag.value(HtmlTag.HREF).strip();
    if (target.indexOf('\n') >= 0 || target.indexOf('\t') >= 0) {
      target = target.replace("\n", "").replace("\t", "");
    }
    return target.startsWith("#") ? "" : target;
  }

  /** Adds an image, whose tag was read. Mail programs send emoji as images; these are text. */
  void image(HtmlTag tag, HtmlLines out, int at) {
    if (!tag.has(HtmlTag.ALT)) {
      return;
    }
    String value = tag.value(HtmlTag.ALT);
    String text = Text.line(value.substring(0, Math.min(value.length(), MAX_IMAGE_TEXT)));
    if (text.isEmpty()) {
      return;
    }
    image = text.substring(0, Math.min(text.length(), MAX_LINK_TEXT));
    if (text.length() <= MAX_EMOJI
        && text.chars()
            .allMatch(c -> c >= 0x2000 && c < 0x3000
                || c >= 0xD800 && c < 0xE000
                || c >= 0xFE00 && c <= 0xFE0F)) {
      for (int i = 0; i < text.length(); i++) {
        out.character(text.charAt(i), at, at);
      }
    } else if (imageTexts.size() < MAX_IMAGE_TEXTS) {
      imageTexts.add(text);
    } else {
      cut = true;
    }
  }

  // ------------------------------------------------------------------------------------------
  // documents that are not read as text

  /** Finds the links of a document without reading its text, for a document with a plain text beside it. */
  public static HtmlLinks of(String html) {
    var found = new HtmlLinks();
    var anchors = new TagFinder(html, "a");
    var tag = new HtmlTag(html);
    int at = anchors.next(0);
    while (at >= 0 && !found.cut) {
      int end = tag.read(at);
      if (end < 0) {
        break;
      }
      String target = tag.has(HtmlTag.HREF) ? target(tag) : "";
      if (!target.isEmpty()) {
        found.add(text(html, end + 1), target);
      }
      at = anchors.next(end);
    }
    return found;
  }

  private static String text(String html, int from) {
    int end = Math.min(html.length(), from + MAX_LINK_HTML);
    var text = new StringBuilder();
    for (int at = from; at < end; at++) {
      char c = html.charAt(at);
      if (c != '<') {
        text.append(c);
      } else if (html.regionMatches(true, at, "</a", 0, 3)) {
        break;
      } else {
        int close = CssValue.indexOf(html, '>', at, end);
        at = close < 0 ? end : close;
      }
    }
    String line = Text.line(HtmlTag.decoded(text.toString(), 0, text.length()));
    return line.substring(0, Math.min(line.length(), MAX_LINK_TEXT));
  }
}
