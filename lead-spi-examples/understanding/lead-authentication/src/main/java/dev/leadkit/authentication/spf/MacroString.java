// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A {@code macro-string} (RFC 7208 §7.1): literal text and macros, in order. */
record MacroString(List<Part> parts) {

  sealed interface Part {}

  /** {@code macro-literal}, and what {@code %%}, {@code %_} and {@code %-} stand for. */
  record Literal(String text) implements Part {}

  /**
   * {@code macro-expand}.
   *
   * @param letter in lower case
   * @param keep the number of right-hand parts that are kept; 0 for all
   */
  record Macro(char letter, int keep, boolean reversed, String delimiters, boolean escaped)
      implements Part {

    /** Splits, reverses, cuts and joins the value, and escapes it for a URL where the letter is in upper case (§7.3). */
    String transform(String value) {
      List<String> labels = new ArrayList<>();
      int from = 0;
      for (int i = 0; i <= value.length(); i++) {
        if (i == value.length() || delimiters.indexOf(value.charAt(i)) >= 0) {
          labels.add(value.substring(from, i));
          from = i + 1;
        }
      }
      if (reversed) {
        Collections.reverse(labels);
      }
      int skipped = keep == 0 ? 0 : Math.max(0, labels.size() - keep);
      String joined = String.join(".", labels.subList(skipped, labels.size()));
      return escaped ? escape(joined) : joined;
    }

    /** Everything outside the unreserved set of RFC 3986 §2.3. */
    private static String escape(String text) {
      StringBuilder escaped = new StringBuilder();
      for (byte each : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
        char c = (char) (each & 0xFF);
        if (Ascii.isAlphanumeric(c) || "-._~".indexOf(c) >= 0) {
          escaped.append(c);
        } else {
          escaped.append('%');
          escaped.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
          escaped.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
        }
      }
      return escaped.toString();
    }
  }

  private static final String LETTERS = "slodiphv";
  private static final String EXPLANATION_LETTERS = "crt";
  private static final String DELIMITERS = ".-+,/_=";

  /** Where a macro-string is written, which decides what it may hold. */
  enum Place {
    TERM,
    EXPLANATION
  }

  /** {@code domain-spec}: a macro-string that ends in a macro or in a {@code toplabel} (§7.1). */
  static MacroString domainSpec(String text) throws SpfError {
    MacroString parsed = parse(text, Place.TERM);
    if (parsed.parts.isEmpty()) {
      throw SpfError.permanent("empty domain-spec");
    }
    Part last = parsed.parts.get(parsed.parts.size() - 1);
    if (last instanceof Literal literal
        && !text.endsWith("}")
        && !endsInTopLabel(literal, parsed.parts.size() > 1)) {
      throw SpfError.permanent("domain-spec '" + text + "' ends in no valid label");
    }
    return parsed;
  }

  private static boolean endsInTopLabel(Literal literal, boolean afterMacro) {
    String text = literal.text();
    int end = text.endsWith(".") ? text.length() - 1 : text.length();
    int dot = text.lastIndexOf('.', end - 1);
    if (dot < 0) {
      return false;
    }
    String label = text.substring(dot + 1, end);
    boolean letters = false;
    for (int i = 0; i < label.length(); i++) {
      char each = label.charAt(i);
      if (!Ascii.isAlphanumeric(each) && each != '-') {
        return false;
      }
      letters |= !Ascii.isDigit(each);
    }
    return letters && label.charAt(0) != '-' && !label.endsWith("-") && (dot > 0 || afterMacro);
  }

  static MacroString parse(String text, Place place) throws SpfError {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each != '%') {
        if (each < ' ' || each > '~' || each == ' ' && place == Place.TERM) {
          throw SpfError.permanent("character " + (int) each + " in a macro-string");
        }
        literal.append(each);
        continue;
      }
      char next = ++i < text.length() ? text.charAt(i) : ' ';
      switch (next) {
        case '%' -> literal.append('%');
        case '_' -> literal.append(' ');
        case '-' -> literal.append("%20");
        case '{' -> {
          int end = text.indexOf('}', i);
          if (end < 0) {
            throw SpfError.permanent("macro without '}' in '" + text + "'");
          }
          if (literal.length() > 0) {
            parts.add(new Literal(literal.toString()));
            literal.setLength(0);
          }
          parts.add(macro(text.substring(i + 1, end), place));
          i = end;
        }
        default -> throw SpfError.permanent("'%' before '" + next + "' in '" + text + "'");
      }
    }
    if (literal.length() > 0) {
      parts.add(new Literal(literal.toString()));
    }
    return new MacroString(List.copyOf(parts));
  }

  /** The text between the braces: {@code macro-letter transformers *delimiter}. */
  private static Macro macro(String text, Place place) throws SpfError {
    char letter = text.isEmpty() ? ' ' : Ascii.lower(text.charAt(0));
    boolean known = LETTERS.indexOf(letter) >= 0
        || place == Place.EXPLANATION && EXPLANATION_LETTERS.indexOf(letter) >= 0;
    int at = 1;
    int keep = 0;
    int digits = at;
    while (at < text.length() && Ascii.isDigit(text.charAt(at))) {
      // More parts than a name can have are all of them.
      keep = Math.min(1000, keep * 10 + text.charAt(at++) - '0');
    }
    boolean zero = at > digits && keep == 0;
    boolean reversed = at < text.length() && Ascii.lower(text.charAt(at)) == 'r';
    at += reversed ? 1 : 0;
    String delimiters = at <= text.length() ? text.substring(at) : "";
    boolean delimited = delimiters.chars().allMatch(each -> DELIMITERS.indexOf(each) >= 0);
    if (!known || zero || !delimited) {
      throw SpfError.permanent("invalid macro '%{" + text + "}'");
    }
    boolean escaped = text.charAt(0) != letter;
    return new Macro(letter, keep, reversed, delimiters.isEmpty() ? "." : delimiters, escaped);
  }
}
