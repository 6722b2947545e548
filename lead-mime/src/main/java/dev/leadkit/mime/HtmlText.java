// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * HTML as plain text, in one forward pass: blocks are lines, white space is one blank, scripts and styles are nothing, and what a mail
 * program marks as quoted stands behind {@code "> "}, as it does in plain text.
 */
final class HtmlText {

  private static final Set<String> BLOCKS = Set.of(
      "address",
      "article",
      "aside",
      "blockquote",
      "body",
      "center",
      "dd",
      "div",
      "dl",
      "dt",
      "fieldset",
      "figure",
      "footer",
      "form",
      "h1",
      "h2",
      "h3",
      "h4",
      "h5",
      "h6",
      "header",
      "hr",
      "html",
      "li",
      "main",
      "nav",
      "ol",
      "p",
      "pre",
      "section",
      "table",
      "tr",
      "ul");
  private static final Set<String> PARAGRAPHS =
      Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol");
  private static final Set<String> SILENT =
      Set.of("script", "style", "title", "template", "noscript", "textarea", "select", "object");
  private static final Phrases KNOWN =
      Phrases.of(Stream.of(BLOCKS, SILENT, Set.of("br", "td", "th"))
          .flatMap(Set::stream)
          .toArray(String[]::new));
  private static final Map<String, String> ENTITIES = entities();

  /** How much of a document is searched for the charset that it names. */
  private static final int PRESCAN = 1_024;

  /** How many open elements are remembered; deeper ones are not told apart. */
  private static final int DEPTH = 200;

  private final String html;
  private final StringBuilder text;
  private final Deque<String> quotes = new ArrayDeque<>();
  private int nested;
  private int at;
  private boolean gap;
  private int lineBreaks = 2;
  private boolean noTagEnds;
  private boolean noCommentEnds;
  private boolean noQuotedTagEnds;

  private HtmlText(String html) {
    this.html = html;
    this.text = new StringBuilder(Math.min(html.length(), 16 * 1024));
  }

  static String of(String html) {
    HtmlText reader = new HtmlText(html);
    reader.read();
    return reader.text.toString().strip();
  }

  /** The charset that HTML names itself, {@code ""} where it names none at its begin (HTML Standard, "prescan a byte stream"). */
  static String declaredCharset(Octets octets) {
    Octets head = octets.head(PRESCAN);
    if (Octets.isAscii(octets.bytes, octets.from, octets.to)) {
      return "";
    }
    String text = Octets.ascii(head.bytes, head.from, head.to).toLowerCase(Locale.ROOT);
    int at = text.indexOf("charset=", Math.max(0, text.indexOf("<meta")));
    if (at < 0 || !text.contains("<meta")) {
      return "";
    }
    int start = at + "charset=".length();
    while (start < text.length() && "\"' ".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < text.length() && (isNameCharacter(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return text.substring(start, end);
  }

  private void read() {
    while (at < html.length()) {
      int end = plainEnd();
      if (end > at) {
        plain(end);
      } else if (html.charAt(at) == '<') {
        markup();
      } else if (html.charAt(at) == '&') {
        entity();
      } else {
        at++;
        gap = true;
      }
    }
  }

  /** The end of the text that begins here and is shown as it stands: to the next markup, or to white space of which one blank would stay. */
  private int plainEnd() {
    int end = at;
    while (end < html.length()) {
      char c = html.charAt(end);
      if (c == '&' || c < ' ' || c == 0xA0 || c == '<' && isMarkup(end) || c == ' ' && end == at) {
        return end;
      }
      end++;
      if (c == ' ' && (end == html.length() || endsWord(html.charAt(end)))) {
        return end - 1;
      }
    }
    return end;
  }

  private void plain(int end) {
    begin();
    text.append(html, at, end);
    at = end;
  }

  private boolean isMarkup(int bracket) {
    if (noTagEnds || bracket + 1 == html.length()) {
      return false;
    }
    char next = html.charAt(bracket + 1);
    return next == '!' || next == '/' || next == '?' || isLetter(next);
  }

  private static boolean endsWord(char c) {
    return isSpace(c) || c == '<' || c == '&';
  }

  private static boolean isSpace(char c) {
    return c <= ' ' || c == 0xA0;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private void character(char c) {
    if (isSpace(c)) {
      gap = true;
      return;
    }
    begin();
    text.append(c);
  }

  /** What stands before a visible character. */
  private void begin() {
    startLine();
    if (gap && lineBreaks == 0) {
      text.append(' ');
    }
    gap = false;
    lineBreaks = 0;
  }

  private void startLine() {
    if (lineBreaks > 0 && !quotes.isEmpty()) {
      text.append("> ");
    }
  }

  private void lineBreak() {
    gap = false;
    if (lineBreaks < 2) {
      startLine();
      text.append('\n');
      lineBreaks++;
    }
  }

  private void endLine() {
    gap = false;
    if (lineBreaks == 0) {
      text.append('\n');
      lineBreaks = 1;
    }
  }

  private void markup() {
    char next = html.charAt(at + 1);
    if (next == '!') {
      declaration();
    } else if (next == '?') {
      int end = html.indexOf('>', at);
      at = end < 0 ? html.length() : end + 1;
    } else {
      int end = tagEnd();
      if (end < 0) {
        noTagEnds = true;
        return;
      }
      tag(at + 1, end);
    }
  }

  private void declaration() {
    boolean comment = !noCommentEnds && html.startsWith("<!--", at);
    int end = comment ? html.indexOf("-->", at + 2) : -1;
    if (end >= 0) {
      at = end + 3;
      return;
    }
    noCommentEnds |= comment;
    end = html.indexOf('>', at);
    at = end < 0 ? html.length() : end + 1;
  }

  /** The closing bracket, not one within a quoted attribute as long as quotes end at all. */
  private int tagEnd() {
    char quote = 0;
    for (int i = at + 1; i < html.length() && !noQuotedTagEnds; i++) {
      char c = html.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '>') {
        return i;
      } else if ((c == '"' || c == '\'') && html.charAt(i - 1) == '=') {
        quote = c;
      }
    }
    noQuotedTagEnds = true;
    return html.indexOf('>', at);
  }

  private void tag(int from, int end) {
    boolean closing = html.charAt(from) == '/';
    int start = closing ? from + 1 : from;
    int stop = start;
    while (stop < end && stop - start < 20 && isNameCharacter(html.charAt(stop))) {
      stop++;
    }
    String name = KNOWN.of(html, start, stop);
    boolean empty = html.charAt(end - 1) == '/';
    at = end + 1;
    if (!closing && !empty && SILENT.contains(name)) {
      skipTo(name);
    } else if (name.equals("br")) {
      lineBreak();
    } else if (name.equals("td") || name.equals("th")) {
      gap = true;
    } else if (BLOCKS.contains(name)) {
      block(name, closing, stop, end);
    }
  }

  private void block(String name, boolean closing, int attributes, int end) {
    endLine();
    if (closing) {
      leave(name);
    } else {
      enter(name, attributes, end);
    }
    if (PARAGRAPHS.contains(name) && lineBreaks == 1) {
      lineBreak();
    }
    if (name.equals("li") && !closing) {
      character('-');
      gap = true;
    }
  }

  /** Counts the elements of the quotation's own name inside it, so that its own end is found. */
  private void enter(String name, int attributes, int end) {
    if (!quotes.isEmpty() && quotes.peek().equals(name) && !isQuotation(name, attributes, end)) {
      nested++;
    } else if (isQuotation(name, attributes, end) && quotes.isEmpty()) {
      quotes.push(name);
      nested = 0;
    } else if (!quotes.isEmpty() && quotes.peek().equals(name)) {
      nested = Math.min(nested + 1, DEPTH);
    }
  }

  private void leave(String name) {
    if (!quotes.isEmpty() && quotes.peek().equals(name)) {
      if (nested == 0) {
        quotes.pop();
      } else {
        nested--;
      }
    }
  }

  private boolean isQuotation(String name, int attributes, int end) {
    if (name.equals("blockquote")) {
      return true;
    }
    if (!name.equals("div") || end - attributes < 8 || end - attributes > 1_000) {
      return false;
    }
    String text = html.substring(attributes, end);
    return text.contains("gmail_quote")
        || text.contains("gmail_extra")
        || text.contains("yahoo_quoted")
        || text.contains("protonmail_quote")
        || text.contains("moz-cite-prefix");
  }

  private void skipTo(String name) {
    String close = "</" + name;
    int i = html.indexOf("</", at);
    while (i >= 0 && !html.regionMatches(true, i, close, 0, close.length())) {
      i = html.indexOf("</", i + 2);
    }
    int end = i < 0 ? -1 : html.indexOf('>', i);
    at = end < 0 ? html.length() : end + 1;
  }

  private void entity() {
    int semicolon = -1;
    for (int i = at + 1; i < html.length() && i - at <= 10; i++) {
      char c = html.charAt(i);
      if (c == ';') {
        semicolon = i;
        break;
      }
      if (!isNameCharacter(c) && c != '#') {
        break;
      }
    }
    String value = semicolon < 0 ? null : reference(html.substring(at + 1, semicolon));
    if (value == null) {
      at++;
      character('&');
      return;
    }
    at = semicolon + 1;
    for (int i = 0; i < value.length(); i++) {
      character(value.charAt(i));
    }
  }

  private static @org.jspecify.annotations.Nullable String reference(String name) {
    if (!name.startsWith("#")) {
      return ENTITIES.get(name);
    }
    boolean hexadecimal = name.length() > 1 && (name.charAt(1) | 0x20) == 'x';
    try {
      int code = hexadecimal
          ? Integer.parseInt(name.substring(2), 16)
          : Integer.parseInt(name.substring(1));
      if (code >= 0x80 && code <= 0x9F) {
        return Charsets.windows1252(new byte[] {(byte) code}, 0, 1);
      }
      return Character.isValidCodePoint(code) && (code < 0xD800 || code > 0xDFFF) && code > 0
          ? Character.toString(code)
          : null;
    } catch (NumberFormatException e) {
      return null; // not a number: it stays as it stands
    }
  }

  private static boolean isNameCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == ':'
        || c == '-';
  }

  private static Map<String, String> entities() {
    Map<String, String> entities = new HashMap<>();
    String[] latin =
        ("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn"
                + " sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
                + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave"
                + " Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave"
                + " Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig"
                + " ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute"
                + " ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml")
            .split(" ", -1);
    for (int i = 0; i < latin.length; i++) {
      entities.put(latin[i], Character.toString(0xA0 + i));
    }
    String[] others = {
      "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "ndash", "–", "mdash", "—",
      "lsquo", "‘", "rsquo", "’", "sbquo", "‚", "ldquo", "“", "rdquo", "”", "bdquo", "„", "hellip",
      "…", "bull", "•", "euro", "€", "trade", "™", "lsaquo", "‹", "rsaquo", "›", "ensp", " ",
      "emsp", " ", "thinsp", " ", "zwnj", "", "zwj", "", "minus", "−", "rarr", "→", "larr", "←",
      "OElig", "Œ", "oelig", "œ", "Scaron", "Š", "scaron", "š", "Yuml", "Ÿ", "hearts", "♥"
    };
    for (int i = 0; i < others.length; i += 2) {
      entities.put(others[i], others[i + 1]);
    }
    entities.put("shy", "");
    return entities;
  }
}
