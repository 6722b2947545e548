// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import java.util.Map;

/**
 * Parses colours in CSS and HTML (CSS Color 3 §4), as far as needed to detect text in the colour of its background. A colour that cannot be
 * determined is {@link #UNKNOWN}; unknown colours never hide text.
 */
final class CssColor {

  static final int TRANSPARENT = -1;
  static final int UNKNOWN = -2;

  /** Not a value of the property: the declaration is ignored. */
  static final int INVALID = -3;

  static final int WHITE = 0xFFFFFF;

  /** Colours whose channels differ by no more than this look the same. */
  private static final int SAME = 4;

  private static final Map<String, Integer> NAMES = Map.ofEntries(
      Map.entry("white", WHITE),
      Map.entry("black", 0),
      Map.entry("red", 0xFF0000),
      Map.entry("green", 0x008000),
      Map.entry("blue", 0x0000FF),
      Map.entry("yellow", 0xFFFF00),
      Map.entry("gray", 0x808080),
      Map.entry("grey", 0x808080),
      Map.entry("silver", 0xC0C0C0),
      Map.entry("maroon", 0x800000),
      Map.entry("navy", 0x000080),
      Map.entry("olive", 0x808000),
      Map.entry("purple", 0x800080),
      Map.entry("teal", 0x008080),
      Map.entry("lime", 0x00FF00),
      Map.entry("aqua", 0x00FFFF),
      Map.entry("fuchsia", 0xFF00FF),
      Map.entry("orange", 0xFFA500),
      Map.entry("snow", 0xFFFAFA),
      Map.entry("ivory", 0xFFFFF0),
      Map.entry("whitesmoke", 0xF5F5F5),
      Map.entry("lightgray", 0xD3D3D3),
      Map.entry("lightgrey", 0xD3D3D3),
      Map.entry("darkgray", 0xA9A9A9),
      Map.entry("darkgrey", 0xA9A9A9));

  private CssColor() {}

  /** Whether text of one colour cannot be read on the other. */
  static boolean isSame(int color, int background) {
    return color >= 0
        && background >= 0
        && Math.abs((color >> 16) - (background >> 16)) <= SAME
        && Math.abs((color >> 8 & 0xFF) - (background >> 8 & 0xFF)) <= SAME
        && Math.abs((color & 0xFF) - (background & 0xFF)) <= SAME;
  }

  /** The colour of a value; {@link #INVALID} for {@code inherit}, which has no effect here. */
  static int of(String css, int from, int to) {
    if (from == to) {
      return INVALID;
    }
    char first = css.charAt(from);
    if (first == '#') {
      return hexadecimal(css, from + 1, to);
    }
    if (css.regionMatches(true, from, "rgb", 0, 3)) {
      return rgb(css, from, to);
    }
    if (to - from > 24) {
      return UNKNOWN;
    }
    String name = css.substring(from, to).toLowerCase(java.util.Locale.ROOT);
    return switch (name) {
      case "inherit", "unset" -> INVALID;
      case "transparent" -> TRANSPARENT;
      default -> NAMES.getOrDefault(name, UNKNOWN);
    };
  }

  /** The colour of an HTML attribute, which may lack the number sign. */
  static int ofAttribute(String html, int from, int to) {
    int color = of(html, from, to);
    return color == UNKNOWN && to - from == 6 ? hexadecimal(html, from, to) : color;
  }

  /** The colour of the shorthand property {@code background} if its value is one colour; {@link #UNKNOWN} for an image or anything else. */
  static int ofBackground(String css, int from, int to) {
    if (new CssValue(css, from, to).is("none")) {
      return TRANSPARENT;
    }
    int end = from;
    while (end < to && css.charAt(end) > ' ' && css.charAt(end) != '(') {
      end++;
    }
    if (end < to && css.charAt(end) == '(') {
      end = CssValue.indexOf(css, ')', end, to);
      end = end < 0 ? to : end + 1;
    }
    boolean hasImage = CssValue.indexOf(css, '(', end, to) >= 0;
    return hasImage ? UNKNOWN : of(css, from, end);
  }

  private static int hexadecimal(String css, int from, int to) {
    int digits = to - from;
    if (digits != 3 && digits != 4 && digits != 6 && digits != 8) {
      return UNKNOWN;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = css.charAt(i) < 0x80 ? Character.digit(css.charAt(i), 16) : -1;
      if (digit < 0) {
        return UNKNOWN;
      }
      value = 16 * value + digit;
      if (digits <= 4) {
        value = 16 * value + digit;
      }
    }
    if (digits == 4 || digits == 8) {
      return (value & 0xFF) == 0 ? TRANSPARENT : (int) (value >> 8);
    }
    return (int) value;
  }

  private static int rgb(String css, int from, int to) {
    int[] channels = new int[3];
    int count = 0;
    int at = CssValue.indexOf(css, '(', from, to) + 1;
    while (at > 0 && at < to) {
      char c = css.charAt(at);
      if (c >= '0' && c <= '9' || c == '.') {
        int end = at;
        while (end < to
            && (css.charAt(end) >= '0' && css.charAt(end) <= '9' || css.charAt(end) == '.')) {
          end++;
        }
        boolean isPercentage = end < to && css.charAt(end) == '%';
        if (isPercentage && count < 3 || end - at > 8) {
          return UNKNOWN;
        }
        if (count == 3) {
          return isZero(css, at, end) ? TRANSPARENT : color(channels);
        }
        channels[count++] = Math.min(255, integer(css, at, end));
        at = end;
      } else {
        at++;
      }
    }
    return count == 3 ? color(channels) : UNKNOWN;
  }

  private static int color(int[] channels) {
    return channels[0] << 16 | channels[1] << 8 | channels[2];
  }

  private static boolean isZero(String css, int from, int to) {
    for (int i = from; i < to; i++) {
      if (css.charAt(i) != '0' && css.charAt(i) != '.') {
        return false;
      }
    }
    return true;
  }

  private static int integer(String css, int from, int to) {
    int value = 0;
    for (int i = from; i < to && css.charAt(i) != '.'; i++) {
      value = 10 * value + css.charAt(i) - '0';
    }
    return value;
  }
}
