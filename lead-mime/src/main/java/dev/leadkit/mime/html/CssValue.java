// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

/**
 * The value of a declaration, parsed to one of the constants of {@link CssDeclarations}; -1 if it is invalid.
 *
 * <p>A length of up to one pixel counts as zero: newsletters hide their preview text by such font sizes and box heights, and no one can read
 * it.
 */
record CssValue(String css, int from, int to) {

  private static final int INVALID = -1;

  /** An offset of at least this many pixels puts text outside every window. */
  private static final double FAR_PIXELS = 900;

  CssValue {
    while (from < to && css.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && css.charAt(to - 1) <= ' ') {
      to--;
    }
  }

  static boolean is(String css, int from, int to, String keyword) {
    return new CssValue(css, from, to).is(keyword);
  }

  boolean is(String keyword) {
    return HtmlElement.isName(keyword, css, from, to);
  }

  private boolean begins(String keyword) {
    return css.regionMatches(
        true,
        from,
        keyword,
        0,
        keyword.length()); // no keyword contains a character that ends a value
  }

  int display() {
    if (is("none")) {
      return CssDeclarations.NONE;
    }
    boolean block = is("block") || is("table") || is("list-item") || is("flex") || is("grid");
    return block ? CssDeclarations.BLOCK : CssDeclarations.OTHER;
  }

  int visibility() {
    if (is("inherit")) {
      return CssDeclarations.INHERITED;
    }
    return is("hidden") || is("collapse") ? CssDeclarations.NONE : CssDeclarations.OTHER;
  }

  /** The value of {@code opacity}; up to one percent counts as zero. */
  int opacity() {
    Number number = number();
    if (number == null) {
      return INVALID;
    }
    double opacity = unitIs(number, "%") ? number.value() / 100 : number.value();
    return opacity <= 0.01 ? CssDeclarations.NONE : CssDeclarations.OTHER;
  }

  int fontSize() {
    if (is("inherit") || is("larger") || is("smaller") || is("unset")) {
      return CssDeclarations.INHERITED;
    }
    Number number = number();
    if (number == null) {
      return CssDeclarations.OTHER; // a keyword or a computed value
    }
    if (number.value() < 0) {
      return INVALID;
    }
    if (unitIs(number, "%")) {
      return number.value() <= 5 ? CssDeclarations.NONE : CssDeclarations.INHERITED;
    }
    if (unitIs(number, "em") || unitIs(number, "ex") || unitIs(number, "ch")) {
      return number.value() <= 0.05 ? CssDeclarations.NONE : CssDeclarations.INHERITED;
    }
    boolean relative = unitIs(number, "rem") || unitIs(number, "vw") || unitIs(number, "vh");
    return number.value() <= (relative ? 0.05 : 1) ? CssDeclarations.NONE : CssDeclarations.OTHER;
  }

  /** The font size in {@code font: italic 0/0 a}: the first number that is not a weight. */
  int fontSizeOfShorthand() {
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && css.charAt(end) > ' ') {
        end++;
      }
      char first = css.charAt(at);
      if (first >= '0' && first <= '9' || first == '.') {
        int slash = indexOf(css, '/', at, end);
        int stop = slash < 0 ? end : slash;
        boolean isWeight = stop == end && stop - at == 3 && css.startsWith("00", at + 1);
        if (!isWeight) {
          return new CssValue(css, at, stop).fontSize();
        }
      }
      at = end;
      while (at < to && css.charAt(at) <= ' ') {
        at++;
      }
    }
    return is("inherit") ? CssDeclarations.INHERITED : CssDeclarations.OTHER;
  }

  int whiteSpace() {
    if (is("inherit") || is("unset")) {
      return CssDeclarations.INHERITED;
    }
    if (is("pre") || is("pre-wrap") || is("break-spaces") || is("-moz-pre-wrap")) {
      return CssDeclarations.PRE;
    }
    return is("pre-line") ? CssDeclarations.PRE_LINE : CssDeclarations.OTHER;
  }

  int overflow() {
    return begins("hidden") || is("clip") ? CssDeclarations.NONE : CssDeclarations.OTHER;
  }

  /** The width or height of a box. */
  int size() {
    Number number = number();
    return number != null && number.value() <= 1 && (number.value() == 0 || isAbsolute(number))
        ? CssDeclarations.NONE
        : CssDeclarations.OTHER;
  }

  /** The value of {@code clip}: {@code rect(0, 0, 0, 0)}, or edges of one pixel, hide. */
  int clip() {
    int open = begins("rect") ? indexOf(css, '(', from, to) : -1;
    if (open < 0) {
      return CssDeclarations.OTHER;
    }
    for (int at = open + 1; at < to; at++) {
      char c = css.charAt(at);
      boolean isSmall = c == '0' || c == '1' || c == ',' || c == ')' || c == '.' || c <= ' ';
      boolean isUnit = c == 'p' || c == 'x' || c == 'P' || c == 'X';
      boolean isLong = (c == '0' || c == '1')
          && at + 1 < to
          && css.charAt(at + 1) >= '0'
          && css.charAt(at + 1) <= '9';
      if (!isSmall && !isUnit || isLong) {
        return CssDeclarations.OTHER;
      }
    }
    return CssDeclarations.NONE;
  }

  int clipPath() {
    boolean nothing = begins("inset(50%") || begins("inset(100%") || begins("circle(0");
    return nothing ? CssDeclarations.NONE : CssDeclarations.OTHER;
  }

  int position() {
    return is("absolute") || is("fixed") || is("-webkit-sticky")
        ? CssDeclarations.OUT_OF_FLOW
        : is("relative") ? CssDeclarations.OTHER : CssDeclarations.INHERITED;
  }

  int offset() {
    Number number = number();
    if (number == null) {
      return CssDeclarations.OTHER;
    }
    double pixels = unitIs(number, "em") || unitIs(number, "rem")
        ? 16 * number.value()
        : unitIs(number, "%") || unitIs(number, "vw") ? 10 * number.value() : number.value();
    return pixels <= -FAR_PIXELS ? CssDeclarations.FAR : CssDeclarations.OTHER;
  }

  int transform() {
    boolean nothing = begins("scale(0)") || begins("scale(0,") || begins("scale3d(0,");
    return nothing ? CssDeclarations.NONE : CssDeclarations.OTHER;
  }

  // ------------------------------------------------------------------------------------------
  // numbers

  private record Number(double value, int unit) {}

  /** The value as a number with its unit; null if it is not a number. */
  private @org.jspecify.annotations.Nullable Number number() {
    int at = from;
    boolean negative = at < to && css.charAt(at) == '-';
    if (negative || at < to && css.charAt(at) == '+') {
      at++;
    }
    int digits = 0;
    double value = 0;
    while (at < to && isDigit(css.charAt(at))) {
      value = 10 * value + css.charAt(at++) - '0';
      digits++;
    }
    if (at < to && css.charAt(at) == '.') {
      at++;
      for (double place = 0.1; at < to && isDigit(css.charAt(at)); place /= 10) {
        value += place * (css.charAt(at++) - '0');
        digits++;
      }
    }
    if (digits == 0 || hasMore(at)) {
      return null;
    }
    return new Number(negative ? -value : value, at);
  }

  private boolean hasMore(int unit) {
    for (int i = unit; i < to; i++) {
      if (css.charAt(i) <= ' ' || css.charAt(i) == '(') {
        return true;
      }
    }
    return false;
  }

  private boolean unitIs(Number number, String unit) {
    return HtmlElement.isName(unit, css, number.unit, to);
  }

  /** Whether the unit is pixels or points, or missing. */
  private boolean isAbsolute(Number number) {
    return to == number.unit || unitIs(number, "px") || unitIs(number, "pt");
  }

  /** The position of a character within a range, -1 if it does not occur. */
  static int indexOf(String text, char c, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.charAt(at) == c) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
