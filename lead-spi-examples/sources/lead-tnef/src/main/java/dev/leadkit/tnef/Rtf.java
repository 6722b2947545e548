// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What RTF says, in one forward pass: the HTML or the text from which Outlook made it (MS-OXRTFEX), else its own text without its looks.
 */
final class Rtf {

  /** What a document was made from. */
  enum Origin {
    HTML,
    TEXT,
    RTF
  }

  /** Groups that hold no text of the document (RTF 1.9.1, "Destinations"). */
  private static final Set<String> SILENT = Set.of(
      "fonttbl",
      "colortbl",
      "stylesheet",
      "info",
      "pict",
      "header",
      "headerl",
      "headerr",
      "headerf",
      "footer",
      "footerl",
      "footerr",
      "footerf",
      "filetbl",
      "objdata",
      "nonshppict");

  private static final Map<String, String> SYMBOLS = Map.ofEntries(
      Map.entry("par", "\r\n"),
      Map.entry("line", "\r\n"),
      Map.entry("sect", "\r\n"),
      Map.entry("page", "\r\n"),
      Map.entry("row", "\r\n"),
      Map.entry("tab", "\t"),
      Map.entry("cell", "\t"),
      Map.entry("lquote", "‘"),
      Map.entry("rquote", "’"),
      Map.entry("ldblquote", "“"),
      Map.entry("rdblquote", "”"),
      Map.entry("bullet", "•"),
      Map.entry("endash", "–"),
      Map.entry("emdash", "—"),
      Map.entry("enspace", " "),
      Map.entry("emspace", " "));

  private static final int DEEPEST = 1_000;
  private static final int MOST_FONTS = 1_000;
  private static final int LONGEST_WORD = 32;

  /** What ends with the group. */
  private record State(boolean silent, boolean tag, boolean looks, int skipped, Charset charset) {}

  private final byte[] rtf;
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final Deque<State> groups = new ArrayDeque<>();
  private final Map<Integer, Charset> fonts = new HashMap<>();
  private Origin origin = Origin.RTF;
  private int at;
  private int tooDeep;
  private int font;
  private int unitsToSkip;
  private Charset ansi = CodePages.WINDOWS_1252;
  private boolean starred;

  // The state of the group that is open.
  private boolean silent;
  private boolean tag;
  private boolean looks;
  private int skipped = 1;
  private Charset charset = ansi;

  private Rtf(byte[] rtf) {
    this.rtf = rtf;
  }

  static Rtf of(byte[] rtf) {
    var document = new Rtf(rtf);
    document.read();
    return document;
  }

  Origin origin() {
    return origin;
  }

  String text() {
    return text.toString();
  }

  private void read() {
    while (at < rtf.length) {
      int octet = rtf[at++] & 0xFF;
      switch (octet) {
        case '{' -> open();
        case '}' -> close();
        case '\\' -> control();
        case '\r', '\n', 0 -> {}
        default -> octet(octet);
      }
    }
    flush();
  }

  private void open() {
    flush();
    unitsToSkip = 0;
    if (groups.size() == DEEPEST) {
      tooDeep++;
      return;
    }
    groups.push(new State(silent, tag, looks, skipped, charset));
  }

  private void close() {
    flush();
    unitsToSkip = 0;
    starred = false;
    if (tooDeep > 0) {
      tooDeep--;
    } else if (!groups.isEmpty()) {
      State state = groups.pop();
      silent = state.silent();
      tag = state.tag();
      looks = state.looks();
      skipped = state.skipped();
      charset = state.charset();
    }
  }

  private void control() {
    if (at == rtf.length) {
      return;
    }
    int next = rtf[at] & 0xFF;
    if (isLetter(next)) {
      word();
      return;
    }
    at++;
    switch (next) {
      case '\'' -> octet(hexadecimal());
      case '*' -> starred = true;
      case '~' -> symbol(origin == Origin.HTML ? "&nbsp;" : "\u00A0");
      case '_' -> symbol("-");
      case '-' -> symbol(origin == Origin.HTML ? "&shy;" : "");
      case '\r', '\n' -> symbol("\r\n");
      case '\\', '{', '}' -> octet(next);
      default -> {} // a symbol of formulas and indexes
    }
  }

  private void word() {
    int start = at;
    while (at < rtf.length && isLetter(rtf[at])) {
      at++;
    }
    int end = at;
    boolean negative = at < rtf.length && rtf[at] == '-';
    if (negative) {
      at++;
    }
    int digits = at;
    long number = 0;
    while (at < rtf.length && rtf[at] >= '0' && rtf[at] <= '9') {
      number = Math.min(10 * number + rtf[at++] - '0', Integer.MAX_VALUE);
    }
    boolean bare = at == digits;
    if (at < rtf.length && rtf[at] == ' ') {
      at++;
    }
    if (end - start <= LONGEST_WORD) {
      String word =
          Slice.of(rtf).range(start, end).text(java.nio.charset.StandardCharsets.US_ASCII);
      word(word, bare ? Integer.MIN_VALUE : (int) (negative ? -number : number));
    }
  }

  /** MIN_VALUE stands for no number. */
  private void word(String word, int number) {
    boolean destination = starred;
    starred = false;
    switch (word) {
      case "fromhtml" -> origin = text.isEmpty() && number != 0 ? Origin.HTML : origin;
      case "fromtext" -> origin = text.isEmpty() ? Origin.TEXT : origin;
      case "htmlrtf" -> looks(number != 0);
      case "htmltag" -> tag(destination);
      case "u" -> unicode(number);
      case "uc" -> skipped = Math.max(0, Math.min(number, 16));
      case "bin" -> at = (int) Math.min(rtf.length, (long) at + Math.max(0, number));
      case "ansicpg" -> ansi(number);
      case "f" -> font(number);
      case "fcharset" -> fontCharset(number);
      case "plain" -> charset(ansi);
      default -> other(word, destination);
    }
  }

  private void other(String word, boolean destination) {
    String symbol = SYMBOLS.get(word);
    if (symbol != null) {
      symbol(symbol);
    } else if (destination || SILENT.contains(word)) {
      flush();
      silent = true;
    }
  }

  private void looks(boolean on) {
    flush();
    looks = on;
  }

  private void tag(boolean destination) {
    flush();
    silent = !destination || origin != Origin.HTML;
    tag = !silent;
    charset = ansi;
  }

  /** A unit of UTF-16, then as many octets for readers that do not know it (RTF 1.9.1, "Unicode RTF"). */
  private void unicode(int number) {
    if (number == Integer.MIN_VALUE) {
      return;
    }
    flush();
    if (isShown()) {
      text.append((char) number);
    }
    unitsToSkip = skipped;
  }

  private void ansi(int number) {
    ansi = CodePages.charset(number);
    charset(ansi);
  }

  private void font(int number) {
    font = number;
    charset(fonts.getOrDefault(number, ansi));
  }

  private void fontCharset(int number) {
    int page = CodePages.ofFont(number);
    if (page > 0 && fonts.size() < MOST_FONTS) {
      fonts.put(font, CodePages.charset(page));
    }
  }

  private void charset(Charset other) {
    flush();
    charset = other;
  }

  private void symbol(String symbol) {
    if (unitsToSkip > 0) {
      unitsToSkip--;
      return;
    }
    flush();
    if (isShown()) {
      text.append(symbol);
    }
  }

  private void octet(int octet) {
    starred = false;
    if (unitsToSkip > 0) {
      unitsToSkip--;
    } else if (isShown()) {
      octets.write(octet);
    }
  }

  /** Octets are decoded together: a character may have several. */
  private void flush() {
    if (octets.size() > 0) {
      text.append(octets.toString(charset));
      octets.reset();
    }
  }

  private boolean isShown() {
    return !silent && (origin != Origin.HTML || tag || !looks);
  }

  private int hexadecimal() {
    int value = 0;
    for (int i = 0; i < 2 && at < rtf.length; i++) {
      int digit = Character.digit(rtf[at], 16);
      if (digit < 0) {
        break;
      }
      value = 16 * value + digit;
      at++;
    }
    return value;
  }

  private static boolean isLetter(int octet) {
    return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
  }
}
