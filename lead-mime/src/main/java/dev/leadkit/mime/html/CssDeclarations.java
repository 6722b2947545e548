// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

/**
 * The declarations of a style attribute or of a rule that decide whether and how text is shown (CSS Syntax 3 §5.3.7, "declaration list"). The
 * value of each property is a small number; other properties are ignored.
 *
 * <p>Later declarations replace earlier ones unless these are {@code !important}, so applying rules by rising specificity and then the style
 * attribute is the cascade (CSS Cascade 4 §6). Mutable; one instance is reused for all elements.
 */
final class CssDeclarations {

  static final int DISPLAY = 0;
  static final int VISIBILITY = 1;
  static final int OPACITY = 2;
  static final int FONT_SIZE = 3;
  static final int COLOR = 4;
  static final int BACKGROUND = 5;
  static final int WHITE_SPACE = 6;
  static final int OVERFLOW = 7;
  static final int HEIGHT = 8;
  static final int MAX_HEIGHT = 9;
  static final int WIDTH = 10;
  static final int MAX_WIDTH = 11;
  static final int CLIP = 12;
  static final int CLIP_PATH = 13;
  static final int TEXT_INDENT = 14;
  static final int POSITION = 15;
  static final int LEFT = 16;
  static final int TOP = 17;
  static final int MARGIN_LEFT = 18;
  static final int TRANSFORM = 19;
  static final int MSO_HIDE = 20;
  private static final int PROPERTIES = 21;
  private static final int COLORS = 1 << COLOR | 1 << BACKGROUND;

  /** A value that hides: {@code none}, {@code hidden}, 0. */
  static final int NONE = 0;

  /** Any other value. */
  static final int OTHER = 1;

  /** The value of the parent: a relative font size. */
  static final int INHERITED = 2;

  /** Value of {@code display}: a line of its own. */
  static final int BLOCK = 3;

  /** Values of {@code white-space}. */
  static final int PRE = 4;

  static final int PRE_LINE = 5;

  /** Value of {@code position}. */
  static final int OUT_OF_FLOW = 6;

  /** Value of an offset: so far outside that the text cannot be seen. */
  static final int FAR = 7;

  private final int[] values = new int[PROPERTIES];
  private int set;
  private int important;

  /** The properties other than colours with the value NONE or FAR, as bits: only these can remove an element. */
  private int extreme;

  /** Whether a quotation mark or a parenthesis of the list is never closed; searched for once. */
  private boolean unclosed;

  void clear() {
    set = 0;
    important = 0;
    extreme = 0;
  }

  boolean isEmpty() {
    return set == 0;
  }

  /** Whether any property other than a colour is NONE or FAR. */
  boolean isAnyExtreme() {
    return extreme != 0;
  }

  boolean has(int property) {
    return (set & 1 << property) != 0;
  }

  /** The value of a property, {@link #OTHER} if it is not set. */
  int value(int property) {
    return has(property) ? values[property] : OTHER;
  }

  boolean is(int property, int value) {
    return has(property) && values[property] == value;
  }

  void put(int property, int value) {
    put(property, value, 0);
  }

  private void put(int property, int value, int importance) {
    int bit = 1 << property;
    if ((important & bit) == 0 || importance != 0) {
      boolean isExtreme = (value == NONE || value == FAR) && (COLORS & bit) == 0;
      values[property] = value;
      set |= bit;
      extreme = isExtreme ? extreme | bit : extreme & ~bit;
      important |= importance << property;
    }
  }

  /** Adds the declarations of a rule. */
  void add(CssDeclarations rule) {
    for (int left = rule.set; left != 0; left &= left - 1) {
      int property = Integer.numberOfTrailingZeros(left);
      put(property, rule.values[property], rule.important >>> property & 1);
    }
  }

  /** A copy, for a rule that is kept. */
  CssDeclarations copy() {
    var copy = new CssDeclarations();
    System.arraycopy(values, 0, copy.values, 0, PROPERTIES);
    copy.set = set;
    copy.important = important;
    copy.extreme = extreme;
    return copy;
  }

  /** Adds the declarations of a list. */
  void parse(String css, int from, int to) {
    unclosed = false;
    if (isDisguised(css, from, to)) {
      String plain = CssEscapes.removed(css.substring(from, to));
      parsePlain(plain, 0, plain.length());
    } else {
      parsePlain(css, from, to);
    }
  }

  /** Whether the list has an escape or a comment, which may be within a name or a value. */
  private static boolean isDisguised(String css, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = css.charAt(i);
      if (c == '\\' || c == '/' && i + 1 < to && css.charAt(i + 1) == '*') {
        return true;
      }
    }
    return false;
  }

  private void parsePlain(String css, int from, int to) {
    int at = from;
    while (at < to) {
      char c = css.charAt(at);
      if (c <= ' ' || c == ';') {
        at++;
      } else {
        at = declaration(css, at, to);
      }
    }
  }

  private int declaration(String css, int from, int to) {
    int colon = from;
    while (colon < to && css.charAt(colon) != ':') {
      if (css.charAt(colon) == ';') {
        return colon + 1;
      }
      colon++;
    }
    int end = valueEnd(css, colon, to);
    int nameEnd = colon;
    while (nameEnd > from && css.charAt(nameEnd - 1) <= ' ') {
      nameEnd--;
    }
    int property = property(css, from, nameEnd);
    if (property >= 0 && colon < to) {
      int start = colon + 1;
      int stop = end;
      int bang = stop - 1;
      while (bang >= start && css.charAt(bang) != '!') {
        bang--;
      }
      int importance = 0;
      if (bang >= start) {
        importance = CssValue.is(css, bang + 1, stop, "important") ? 1 : 0;
        stop = bang;
      }
      set(property, new CssValue(css, start, stop), importance);
    }
    return end + 1;
  }

  /** The position of the semicolon that ends a declaration, outside quotes and parentheses that are closed. */
  private int valueEnd(String css, int from, int to) {
    for (int at = from; at < to; at++) {
      char c = css.charAt(at);
      if (c == ';') {
        return at;
      }
      if ((c == '(' || c == '"' || c == '\'') && !unclosed) {
        int close = CssValue.indexOf(css, c == '(' ? ')' : c, at + 1, to);
        unclosed = close < 0;
        at = unclosed ? at : close;
      }
    }
    return to;
  }

  // ------------------------------------------------------------------------------------------
  // properties

  private static final int FONT = 100;
  private static final int OVERFLOW_AXIS = 101;

  private static int property(String css, int from, int to) {
    String name;
    int property;
    switch (to - from) {
      case 3 -> {
        name = "top";
        property = TOP;
      }
      case 4 -> {
        char first = css.charAt(from);
        name = (first | 0x20) == 'f' ? "font" : (first | 0x20) == 'l' ? "left" : "clip";
        property = name.equals("font") ? FONT : name.equals("left") ? LEFT : CLIP;
      }
      case 5 -> {
        name = (css.charAt(from) | 0x20) == 'w' ? "width" : "color";
        property = name.equals("width") ? WIDTH : COLOR;
      }
      case 6 -> {
        name = "height";
        property = HEIGHT;
      }
      case 7 -> {
        name = (css.charAt(from) | 0x20) == 'd' ? "display" : "opacity";
        property = name.equals("display") ? DISPLAY : OPACITY;
      }
      case 8 -> {
        char first = css.charAt(from);
        name = (first | 0x20) == 'o' ? "overflow" : (first | 0x20) == 'm' ? "mso-hide" : "position";
        property =
            name.equals("overflow") ? OVERFLOW : name.equals("mso-hide") ? MSO_HIDE : POSITION;
      }
      default -> {
        return longProperty(css, from, to);
      }
    }
    return HtmlElement.isName(name, css, from, to) ? property : -1;
  }

  private static final String[] LONG_NAMES = {
    "font-size",
    "max-width",
    "clip-path",
    "transform",
    "visibility",
    "background",
    "overflow-x",
    "overflow-y",
    "max-height",
    "text-indent",
    "white-space",
    "margin-left",
    "background-color"
  };
  private static final int[] LONG_PROPERTIES = {
    FONT_SIZE,
    MAX_WIDTH,
    CLIP_PATH,
    TRANSFORM,
    VISIBILITY,
    BACKGROUND,
    OVERFLOW_AXIS,
    OVERFLOW_AXIS,
    MAX_HEIGHT,
    TEXT_INDENT,
    WHITE_SPACE,
    MARGIN_LEFT,
    BACKGROUND
  };

  private static int longProperty(String css, int from, int to) {
    int length = to - from;
    if (length < 9 || length > 16) {
      return -1;
    }
    int first = css.charAt(from) | 0x20;
    for (int i = 0; i < LONG_NAMES.length; i++) {
      String name = LONG_NAMES[i];
      if (name.charAt(0) == first && HtmlElement.isName(name, css, from, to)) {
        return LONG_PROPERTIES[i];
      }
    }
    return -1;
  }

  /** Sets a property; an invalid value is ignored, as CSS requires. */
  private void set(int property, CssValue value, int importance) {
    int number = switch (property) {
      case DISPLAY -> value.display();
      case VISIBILITY -> value.visibility();
      case OPACITY -> value.opacity();
      case FONT_SIZE -> value.fontSize();
      case FONT -> value.fontSizeOfShorthand();
      case COLOR -> CssColor.of(value.css(), value.from(), value.to());
      case BACKGROUND -> CssColor.ofBackground(value.css(), value.from(), value.to());
      case WHITE_SPACE -> value.whiteSpace();
      case OVERFLOW, OVERFLOW_AXIS -> value.overflow();
      case HEIGHT, MAX_HEIGHT, WIDTH, MAX_WIDTH -> value.size();
      case CLIP -> value.clip();
      case CLIP_PATH -> value.clipPath();
      case POSITION -> value.position();
      case TEXT_INDENT, LEFT, TOP, MARGIN_LEFT -> value.offset();
      case TRANSFORM -> value.transform();
      case MSO_HIDE -> value.is("all") ? NONE : OTHER;
      default -> throw new AssertionError(property);
    };
    boolean isColor = property == COLOR || property == BACKGROUND;
    if (isColor ? number == CssColor.INVALID : number < 0) {
      return;
    }
    switch (property) {
      case FONT -> put(FONT_SIZE, number, importance);
      case OVERFLOW_AXIS -> {
        if (number == NONE) {
          put(OVERFLOW, NONE, importance);
        }
      }
      default -> put(property, number, importance);
    }
  }
}
