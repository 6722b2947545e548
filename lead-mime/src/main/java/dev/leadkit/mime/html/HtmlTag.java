// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

/**
 * The attributes of a start tag that matter to its text, as ranges of the HTML (HTML Standard §13.2.5.32 to §13.2.5.40). One instance is
 * reused for all tags of a document.
 *
 * <p>A quotation mark that is never closed is a character of the value, so that a missing one does not hide the rest of the mail.
 */
final class HtmlTag {

  /** The attributes that are kept. The first one of a repeated attribute counts. */
  static final int STYLE = 0;

  static final int CLASS = 1;
  static final int ID = 2;
  static final int HREF = 3;
  static final int ALT = 4;
  static final int COLOR = 5;
  static final int BACKGROUND_COLOR = 6;
  static final int BACKGROUND = 7;
  static final int HIDDEN = 8;
  static final int SIZE = 9;
  static final int TEXT = 10;
  static final int MEDIA = 11;
  private static final int KEPT = 12;

  /** The attributes that may change how text looks, and those that rules select by. */
  static final int LOOKS = 1 << STYLE
      | 1 << HREF
      | 1 << COLOR
      | 1 << BACKGROUND_COLOR
      | 1 << BACKGROUND
      | 1 << HIDDEN
      | 1 << SIZE
      | 1 << TEXT;

  static final int NAMES = 1 << CLASS | 1 << ID;

  private static final String[] SPELLINGS = {
    "style",
    "class",
    "id",
    "href",
    "alt",
    "color",
    "bgcolor",
    "background",
    "hidden",
    "size",
    "text",
    "media"
  };

  private final String html;
  private final int[] starts = new int[KEPT];
  private final int[] ends = new int[KEPT];
  private int found;
  private boolean noEnd;
  private boolean noDoubleQuote;
  private boolean noSingleQuote;
  private boolean selfClosing;

  HtmlTag(String html) {
    this.html = html;
  }

  /** Reads the attributes after the name of a tag. Returns the position of the closing bracket, -1 if there is none. */
  int read(int from) {
    int end = scan(from);
    if (end < 0 && !(noDoubleQuote && noSingleQuote)) {
      noDoubleQuote = true;
      noSingleQuote = true;
      end = scan(from);
    }
    noEnd |= end < 0;
    return end;
  }

  /** Whether it is known that no closing bracket follows. */
  boolean hasNoEnd() {
    return noEnd;
  }

  boolean has(int attribute) {
    return (found & 1 << attribute) != 0;
  }

  /** Whether the tag has any of these attributes, which are bits. */
  boolean hasAny(int attributes) {
    return (found & attributes) != 0;
  }

  int start(int attribute) {
    return starts[attribute];
  }

  int end(int attribute) {
    return ends[attribute];
  }

  /** The value of an attribute that the tag has, with its character references replaced. */
  String value(int attribute) {
    return decoded(html, starts[attribute], ends[attribute]);
  }

  static String decoded(String html, int from, int to) {
    int ampersand = CssValue.indexOf(html, '&', from, to);
    if (ampersand < 0) {
      return html.substring(from, to);
    }
    var references = new CharacterReferences(html);
    var text = new StringBuilder(to - from);
    int done = from;
    while (ampersand >= 0) {
      String value = references.at(ampersand, to, CharacterReferences.Place.ATTRIBUTE);
      text.append(html, done, ampersand).append(value == null ? "&" : value);
      done = value == null ? ampersand + 1 : references.end();
      ampersand = CssValue.indexOf(html, '&', done, to);
    }
    return text.append(html, done, to).toString();
  }

  /** The position of the end tag of an element without inner tags, -1 if there is none. */
  static int endOf(String name, String html, int from) {
    int at = html.indexOf("</", from);
    while (at >= 0 && !html.regionMatches(true, at + 2, name, 0, name.length())) {
      at = html.indexOf("</", at + 2);
    }
    return at;
  }

  boolean isSelfClosing() {
    return selfClosing;
  }

  private int scan(int from) {
    found = 0;
    selfClosing = false;
    int length = html.length();
    int at = from;
    while (at < length) {
      char c = html.charAt(at);
      if (c == '>') {
        selfClosing = html.charAt(at - 1) == '/';
        return at;
      }
      if (c <= ' ' || c == '/') {
        at++;
        continue;
      }
      int name = at++;
      while (at < length && !endsName(html.charAt(at))) {
        at++;
      }
      at = value(name, at, length);
    }
    return -1;
  }

  private static boolean endsName(char c) {
    return c == '=' || c == '>' || c <= ' ' || c == '/';
  }

  /** Reads the value after the name of an attribute and returns the position where the next one may begin. */
  private int value(int name, int nameEnd, int length) {
    int at = nameEnd;
    while (at < length && html.charAt(at) <= ' ') {
      at++;
    }
    if (at == length || html.charAt(at) != '=') {
      keep(name, nameEnd, nameEnd, nameEnd);
      return at;
    }
    at++;
    while (at < length && html.charAt(at) <= ' ') {
      at++;
    }
    if (at == length) {
      return at;
    }
    char quote = html.charAt(at);
    if (quote == '"' && !noDoubleQuote || quote == '\'' && !noSingleQuote) {
      int end = html.indexOf(quote, at + 1);
      if (end >= 0) {
        keep(name, nameEnd, at + 1, end);
        return end + 1;
      }
      noDoubleQuote |= quote == '"';
      noSingleQuote |= quote == '\'';
    }
    int start = at;
    while (at < length && html.charAt(at) > ' ' && html.charAt(at) != '>') {
      at++;
    }
    keep(name, nameEnd, start, at);
    return at;
  }

  private void keep(int name, int nameEnd, int start, int end) {
    int attribute = attribute(name, nameEnd);
    if (attribute >= 0 && (found & 1 << attribute) == 0) {
      found |= 1 << attribute;
      starts[attribute] = start;
      ends[attribute] = end;
    }
  }

  private int attribute(int from, int to) {
    int candidate = switch (html.charAt(from) | 0x20) {
      case 's' -> to - from == 5 ? STYLE : SIZE;
      case 'c' -> to - from == 5 && (html.charAt(from + 1) | 0x20) == 'l' ? CLASS : COLOR;
      case 'i' -> ID;
      case 'h' -> to - from == 4 ? HREF : HIDDEN;
      case 'a' -> ALT;
      case 'b' -> to - from == 7 ? BACKGROUND_COLOR : BACKGROUND;
      case 't' -> TEXT;
      case 'm' -> MEDIA;
      default -> -1;
    };
    return candidate >= 0 && HtmlElement.isName(SPELLINGS[candidate], html, from, to)
        ? candidate
        : -1;
  }
}
