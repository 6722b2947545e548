// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Defect.Code;
import dev.leadkit.mime.encoding.Charsets;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A field value with parameters (RFC 2045 §5.1); continuations are joined and charsets decoded (RFC 2231). */
public final class ParameterList {

  static final ParameterList NONE = new ParameterList("", 1, new Defects(), -1);

  /** One attribute as it was written: {@code name*section*=value}. */
  private record Piece(String name, int section, boolean extended, String value) {}

  private final String text;
  private final int limit;
  private final Defects defects;
  private final long position;
  private final List<Piece> pieces = new ArrayList<>(3);
  private String value = "";
  private boolean noQuoteEnds;
  private boolean noCommentEnds;
  private boolean emptyFound;
  private int at;

  private ParameterList(String text, int maxParameters, Defects defects, long position) {
    this.text = text;
    this.limit = maxParameters;
    this.defects = defects;
    this.position = position;
  }

  /**
   * Parses a field body.
   *
   * @param maxParameters the maximum number of parameters
   * @param position the position of the field in the message, for defects
   */
  public static ParameterList parse(
      String text, int maxParameters, Defects defects, long position) {
    if (text.isEmpty()) {
      return NONE;
    }
    ParameterList list = new ParameterList(text, maxParameters, defects, position);
    list.parse();
    return list;
  }

  /** The value before the first parameter, in lower case. */
  public String value() {
    return value;
  }

  /** The decoded value of a parameter, {@code ""} if there is none. A value with a charset takes precedence over one without. */
  public String get(String name) {
    String plain = null;
    List<Piece> sections = null;
    for (Piece piece : pieces) {
      if (piece.name.equals(name)) {
        if (piece.section < 0 && !piece.extended) {
          plain = plain == null ? piece.value : plain;
        } else {
          sections = sections == null ? new ArrayList<>(2) : sections;
          sections.add(piece);
        }
      }
    }
    if (sections != null) {
      return joined(sections);
    }
    return plain == null ? "" : plain;
  }

  /** The decoded values of all parameters by their names in lower case. */
  public Map<String, String> all() {
    Map<String, String> all = new TreeMap<>();
    for (Piece piece : pieces) {
      all.put(piece.name, get(piece.name));
    }
    return all;
  }

  private void parse() {
    int end = 0;
    while (end < text.length() && text.charAt(end) > ' ' && ";(\"=".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '=') {
      repaired("the value is missing");
      end = 0;
    }
    value = text.substring(0, end).toLowerCase(Locale.ROOT);
    at = end;
    expectSemicolon();
    while (at < text.length()) {
      if (pieces.size() == limit) {
        defects.add(Code.TOO_MANY_PARAMETERS, position, "kept " + limit);
        return;
      }
      parameter();
    }
  }

  private void parameter() {
    skipBlanks();
    int start = at;
    while (at < text.length() && text.charAt(at) > ' ' && ";=(\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    int end = at;
    skipBlanks();
    if (at < text.length() && text.charAt(at) == '=') {
      at++;
      String name = text.substring(start, end).toLowerCase(Locale.ROOT);
      add(name, value(name));
    } else if (end > start) {
      repaired("a parameter has no value");
    } else if (at < text.length()) {
      separator(text.charAt(at));
    }
  }

  /** Reads the characters between two parameters: a semicolon, a comment, or something that does not belong there. */
  private void separator(char c) {
    if (c == '(') {
      skipComment();
      return;
    }
    if (c != ';') {
      repaired("a parameter has no name");
    }
    at++;
    if (c == ';') {
      skipBlanks();
      if (at < text.length() && text.charAt(at) == ';' && !emptyFound) {
        emptyFound = true;
        repaired("a parameter is empty");
      }
    }
  }

  /** Reports a repair if the next parameter begins without a semicolon before it. */
  private void expectSemicolon() {
    skipBlanks();
    if (at > 0 && at < text.length() && ";(".indexOf(text.charAt(at)) < 0) {
      repaired("a semicolon is missing");
    }
  }

  private String value(String name) {
    skipBlanks();
    if (at >= text.length()) {
      return "";
    }
    if (text.charAt(at) != '"') {
      return bare(name);
    }
    String quoted = quoted();
    expectSemicolon();
    return quoted;
  }

  /** A quoted string. A backslash escapes only a quote or a backslash, because senders write Windows paths. */
  private String quoted() {
    int start = ++at;
    StringBuilder quoted = new StringBuilder();
    while (!noQuoteEnds && at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return quoted.toString();
      }
      if (c == '\\' && at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0) {
        c = text.charAt(at++);
      }
      quoted.append(c);
    }
    noQuoteEnds = true;
    repaired("a quote is not closed");
    at = start;
    return bare("");
  }

  /** A value without quotes, up to the next semicolon. Some software writes blanks in file names and boundaries, or omits the semicolon. */
  private String bare(String name) {
    int start = at;
    int end = text.indexOf(';', start);
    end = end < 0 ? text.length() : end;
    at = end;
    boolean mayHoldBlanks = name.startsWith("name")
        || name.startsWith("filename")
        || name.equals("boundary") && text.indexOf('(', start) < 0;
    int stop = start;
    while (stop < end && text.charAt(stop) > ' ') {
      stop++;
    }
    if (stop < end && (!mayHoldBlanks || isParameter(stop, end))) {
      end = stop;
      at = stop;
      skipBlanks();
      if (at < text.length() && text.charAt(at) == '(') {
        skipComment();
      }
      expectSemicolon();
    }
    return text.substring(start, end).strip();
  }

  private boolean isParameter(int from, int end) {
    int i = from;
    while (i < end && text.charAt(i) <= ' ') {
      i++;
    }
    int start = i;
    while (i < end && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '*')) {
      i++;
    }
    return i > start && i + 1 < end && text.charAt(i) == '=' && text.charAt(i + 1) != '?';
  }

  /** Skips a comment, possibly nested (RFC 5322 §3.2.2). One that is never closed ends at the next semicolon. */
  private void skipComment() {
    int depth = 0;
    for (int i = at; i < text.length() && !noCommentEnds; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        at = i + 1;
        return;
      }
    }
    noCommentEnds = true;
    int semicolon = text.indexOf(';', at);
    at = semicolon < 0 ? text.length() : semicolon;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private void add(String written, String value) {
    String name = written;
    boolean extended = name.endsWith("*");
    if (extended) {
      name = name.substring(0, name.length() - 1);
    }
    int section = -1;
    int star = name.indexOf('*');
    if (star >= 0) {
      section = number(name, star + 1);
      name = name.substring(0, star);
    }
    if (name.isEmpty()) {
      repaired("a parameter has no name");
    } else {
      pieces.add(new Piece(name, section, extended, value));
    }
  }

  private static int number(String text, int from) {
    int number = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > 100_000) {
        return Integer.MAX_VALUE;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Joins the sections of a value in their order and decodes their octets together (RFC 2231 §3, §4). */
  private String joined(List<Piece> sections) {
    sections.sort((a, b) -> Integer.compare(a.section, b.section));
    int length = 0;
    for (Piece piece : sections) {
      length += piece.value.length();
    }
    byte[] octets = new byte[length * 3];
    String charset = "";
    int size = 0;
    int previous = Integer.MIN_VALUE;
    for (Piece piece : sections) {
      if (piece.section == previous) {
        continue;
      }
      int from = 0;
      if (piece.extended && previous == Integer.MIN_VALUE) {
        int first = piece.value.indexOf('\'');
        int second = first < 0 ? -1 : piece.value.indexOf('\'', first + 1);
        if (second >= 0) {
          charset = piece.value.substring(0, first);
          from = second + 1;
        }
      }
      previous = piece.section;
      size = append(piece, from, octets, size);
    }
    return Charsets.decode(
        new ByteRange(octets, 0, size), charset.isEmpty() ? "utf-8" : charset, defects, position);
  }

  private static int append(Piece piece, int from, byte[] octets, int start) {
    byte[] value = piece.value.substring(from).getBytes(StandardCharsets.UTF_8);
    int size = start;
    for (int i = 0; i < value.length; i++) {
      int high =
          value[i] == '%' && piece.extended && i + 2 < value.length ? digit(value[i + 1]) : -1;
      int low = high < 0 ? -1 : digit(value[i + 2]);
      if (low < 0) {
        octets[size++] = value[i];
      } else {
        octets[size++] = (byte) (high << 4 | low);
        i += 2;
      }
    }
    return size;
  }

  private static int digit(byte octet) {
    return octet < 0 ? -1 : Character.digit(octet, 16);
  }

  private void repaired(String detail) {
    defects.add(Code.MALFORMED_PARAMETER, position, detail);
  }
}
