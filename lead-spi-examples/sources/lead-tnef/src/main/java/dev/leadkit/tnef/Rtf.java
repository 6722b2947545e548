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
 * Reads RTF in one forward pass: the HTML or plain text from which Outlook made it (MS-OXRTFEX), otherwise its own text without formatting.
 */
final class Rtf {

  /** What a document was made from. */
  enum Origin {
    HTML,
    TEXT,
    RTF
  }

  /** Groups that contain no text of the document (RTF 1.9.1, "Destinations"). */
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

  private static final int MAX_DEPTH = 1_000;
  private static final int MAX_FONTS = 1_000;
  private static final int MAX_WORD_LENGTH = 32;

  /** The state that a group restores at its end. */
  private record State(boolean silent, boolean tag, boolean looks, int skipped, Charset charset) {}

  /** The maximum number of octets that are decoded together, apart from those of one character. */
  private static final int MAX_RUN = 8_192;

  private final RtfStream rtf;
  private final int mostText;
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final Deque<State> groups = new ArrayDeque<>();
  private final Map<Integer, Charset> fonts = new HashMap<>();
  private Origin origin = Origin.RTF;
  private int ahead;
  private boolean cut;
  private int tooDeep;
  private int font;
  private int unitsToSkip;
  private Charset ansi = CodePages.WINDOWS_1252;
  private boolean starred;

  // The state of the open group.
  private boolean silent;
  private boolean tag;
  private boolean looks;
  private int skipped = 1;
  private Charset charset = ansi;

  private Rtf(RtfStream rtf, int mostText) {
    this.rtf = rtf;
    this.mostText = mostText;
    this.ahead = rtf.read();
  }

  /** @param mostText the length of the longest text, in characters; the rest is not read */
  static Rtf of(RtfStream rtf, int mostText) {
    var document = new Rtf(rtf, mostText);
    document.read();
    return document;
  }

  /** Whether the text was longer than the limit. */
  boolean isCut() {
    return cut;
  }

  /** The next octet without consuming it, -1 at the end. */
  private int peek() {
    return ahead;
  }

  private int next() {
    int octet = ahead;
    ahead = rtf.read();
    return octet;
  }

  Origin origin() {
    return origin;
  }

  String text() {
    return text.toString();
  }

  private void read() {
    while (peek() >= 0) {
      if (text.length() > mostText) {
        text.setLength(mostText);
        cut = true;
        return;
      }
      int octet = next();
      switch (octet) {
        case '{' -> open();
        case '}' -> close();
        case '\\' -> control();
        case '\r', '\n', 0 -> {}
        default -> octet(octet);
      }
    }
    flush();
    if (text.length() > mostText) {
      text.setLength(mostText);
      cut = true;
    }
  }

  private void open() {
    flush();
    unitsToSkip = 0;
    if (groups.size() == MAX_DEPTH) {
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
    if (peek() < 0) {
      return;
    }
    if (isLetter(peek())) {
      word();
      return;
    }
    int next = next();
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
    var word = new StringBuilder(8);
    while (isLetter(peek())) {
      int letter = next();
      if (word.length() <= MAX_WORD_LENGTH) {
        word.append((char) letter);
      }
    }
    boolean negative = peek() == '-';
    if (negative) {
      next();
    }
    boolean bare = true;
    long number = 0;
    while (peek() >= '0' && peek() <= '9') {
      number = Math.min(10 * number + next() - '0', Integer.MAX_VALUE);
      bare = false;
    }
    if (peek() == ' ') {
      next();
    }
    if (word.length() <= MAX_WORD_LENGTH) {
      word(word.toString(), bare ? Integer.MIN_VALUE : (int) (negative ? -number : number));
    }
  }

  /** Handles a control word. {@code MIN_VALUE} means that it has no number. */
  private void word(String word, int number) {
    boolean destination = starred;
    starred = false;
    switch (word) {
      case "fromhtml" -> origin = isAtStart() && number != 0 ? Origin.HTML : origin;
      case "fromtext" -> origin = isAtStart() ? Origin.TEXT : origin;
      case "htmlrtf" -> looks(number != 0);
      case "htmltag" -> tag(destination);
      case "u" -> unicode(number);
      case "uc" -> skipped = Math.max(0, Math.min(number, 16));
      case "bin" -> skip(number);
      case "ansicpg" -> ansi(number);
      case "f" -> font(number);
      case "fcharset" -> fontCharset(number);
      case "plain" -> charset(ansi);
      default -> other(word, destination);
    }
  }

  /** Whether no text was written yet. */
  private boolean isAtStart() {
    return text.isEmpty() && octets.size() == 0;
  }

  private void skip(int octets) {
    for (int i = 0; i < octets && peek() >= 0; i++) {
      next();
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

  /** A UTF-16 code unit, followed by octets for readers without Unicode (RTF 1.9.1, "Unicode RTF"). */
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
    if (page > 0 && fonts.size() < MAX_FONTS) {
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
      if (octets.size() >= MAX_RUN && (octet <= ' ' || octets.size() >= 2 * MAX_RUN)) {
        flush(); // no multi-octet character contains a blank
      }
    }
  }

  /** Decodes the collected octets together, because a character may have several. */
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
    for (int i = 0; i < 2 && peek() >= 0; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        break;
      }
      value = 16 * value + digit;
      next();
    }
    return value;
  }

  private static boolean isLetter(int octet) {
    return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
  }
}
