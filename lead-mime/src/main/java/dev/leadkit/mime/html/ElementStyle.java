// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import java.util.Locale;

/** Computes the style of one element after another from its attributes and the style sheets of the document (CSS Cascade 4 §6). */
final class ElementStyle {

  /** What is known about the background of the document. */
  private enum Canvas {
    UNKNOWN,
    PLAIN,
    COLORED
  }

  private final String html;
  private final HtmlTag tag;
  private final StyleSheet sheet;
  private final CssDeclarations style = new CssDeclarations();
  private final StyleCache cache = new StyleCache();
  private Canvas canvas = Canvas.UNKNOWN;
  private int color;
  private int background;

  ElementStyle(String html, HtmlTag tag, StyleSheet sheet) {
    this.html = html;
    this.tag = tag;
    this.sheet = sheet;
  }

  /** Reads the style of the element whose tag was read last. Its parent has these colours. */
  void read(int key, int outerColor, int outerBackground) {
    style.clear();
    hints(key);
    if (!sheet.isEmpty()) {
      sheet.apply(key, html, tag, style);
    }
    if (tag.has(HtmlTag.STYLE)) {
      attribute();
    }
    boolean isLink = key == HtmlElement.A.ordinal() && tag.has(HtmlTag.HREF);
    color = style.has(CssDeclarations.COLOR)
        ? style.value(CssDeclarations.COLOR)
        : isLink ? CssColor.UNKNOWN : outerColor;
    boolean hasBackground = style.has(CssDeclarations.BACKGROUND)
        && style.value(CssDeclarations.BACKGROUND) != CssColor.TRANSPARENT;
    background = hasBackground ? style.value(CssDeclarations.BACKGROUND) : outerBackground;
  }

  int color() {
    return color;
  }

  int background() {
    return background;
  }

  /** Whether its style makes the element a line of its own. */
  boolean isLine() {
    return style.is(CssDeclarations.DISPLAY, CssDeclarations.BLOCK);
  }

  /** The state of its text. */
  int state(int parent, int key, boolean isQuirky) {
    boolean isQuirkyTable = isQuirky && key == HtmlElement.TABLE.ordinal();
    int state = TextState.of(parent, HtmlElement.traits(key), isQuirkyTable, style);
    return isUnreadable()
        ? state | TextState.BACKGROUND_COLORED
        : state & ~TextState.BACKGROUND_COLORED;
  }

  /** Reads presentational attributes, which any rule overrides. */
  private void hints(int key) {
    if (tag.has(HtmlTag.HIDDEN)) {
      style.put(CssDeclarations.DISPLAY, CssDeclarations.NONE);
    }
    if (tag.has(HtmlTag.BACKGROUND_COLOR)) {
      putColor(CssDeclarations.BACKGROUND, HtmlTag.BACKGROUND_COLOR);
    }
    if (tag.has(HtmlTag.BACKGROUND)) {
      style.put(CssDeclarations.BACKGROUND, CssColor.UNKNOWN);
    }
    if (key == HtmlElement.FONT.ordinal()) {
      if (tag.has(HtmlTag.COLOR)) {
        putColor(CssDeclarations.COLOR, HtmlTag.COLOR);
      }
      if (tag.has(HtmlTag.SIZE)) {
        style.put(CssDeclarations.FONT_SIZE, CssDeclarations.OTHER);
      }
    } else if (key == HtmlElement.BODY.ordinal() && tag.has(HtmlTag.TEXT)) {
      putColor(CssDeclarations.COLOR, HtmlTag.TEXT);
    }
  }

  private void putColor(int property, int attribute) {
    int value = CssColor.ofAttribute(html, tag.start(attribute), tag.end(attribute));
    if (value != CssColor.INVALID) {
      style.put(property, value);
    }
  }

  private void attribute() {
    int from = tag.start(HtmlTag.STYLE);
    int to = tag.end(HtmlTag.STYLE);
    if (CssValue.indexOf(html, '&', from, to) < 0) {
      style.add(cache.of(html, from, to));
    } else {
      String css = tag.value(HtmlTag.STYLE);
      style.parse(css, 0, css.length());
    }
  }

  /** Whether text has the colour of its background; false if either colour is unknown. */
  private boolean isUnreadable() {
    if (color == CssColor.TRANSPARENT) {
      return true;
    }
    if (color < 0 || sheet.hasUnknownColors()) {
      return false;
    }
    return background == TextState.NO_COLOR
        ? CssColor.isSame(color, CssColor.WHITE) && hasPlainCanvas()
        : CssColor.isSame(color, background);
  }

  /** Whether no element around has a background, so that it is white. */
  private boolean hasPlainCanvas() {
    if (canvas == Canvas.UNKNOWN) {
      String lower = html.toLowerCase(Locale.ROOT);
      boolean isPlain = !lower.contains("background") && !lower.contains("bgcolor");
      canvas = isPlain ? Canvas.PLAIN : Canvas.COLORED;
    }
    return canvas == Canvas.PLAIN;
  }
}
