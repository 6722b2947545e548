// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Character references of HTML (HTML Standard §13.2.5.72 to §13.2.5.80): named ones with and without a semicolon, and numeric ones.
 *
 * <p>The names are in the resource {@code character-references.txt}. They are loaded when the first reference is met, into one hash table
 * that is searched without creating a string. One instance reads one text; it is not safe for use by several threads.
 */
final class CharacterReferences {

  /** Where a reference is, which decides what may follow a name without a semicolon. */
  enum Place {
    TEXT,
    ATTRIBUTE
  }

  /** The longest name is "CounterClockwiseContourIntegral". */
  private static final int MAX_NAME = 31;

  /** The longest names that need no semicolon are "frac12", "Aacute" and others. */
  private static final int MAX_LEGACY_NAME = 6;

  private static final String REPLACEMENT = "\uFFFD";

  /** The characters of the numeric references 0x80 to 0x9F: those of windows-1252, if it defines them. */
  private static final String WINDOWS_1252 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
          + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

  private final String html;
  private int end;

  CharacterReferences(String html) {
    this.html = html;
  }

  /**
   * The characters that the reference at an ampersand represents; null if it is not a reference, so that the ampersand is text.
   *
   * @param to the end of the text or of the attribute's value
   */
  @Nullable
  String at(int ampersand, int to, Place place) {
    int start = ampersand + 1;
    if (start < to && html.charAt(start) == '#') {
      return numeric(start + 1, to);
    }
    int stop = start;
    int hash = 0;
    int limit = Math.min(to, start + MAX_NAME + 1);
    while (stop < limit && isAlphanumeric(html.charAt(stop))) {
      hash = 31 * hash + html.charAt(stop++);
    }
    if (stop < to && html.charAt(stop) == ';') {
      int found = Table.find(html, start, stop, hash);
      if (found >= 0) {
        end = stop + 1;
        return Table.VALUES[found];
      }
    }
    return withoutSemicolon(start, Math.min(stop, start + MAX_LEGACY_NAME), to, place);
  }

  /** The position after the last reference that was found. */
  int end() {
    return end;
  }

  /** The characters of the longest name that begins here and needs no semicolon. */
  private @Nullable String withoutSemicolon(int start, int longest, int to, Place place) {
    for (int stop = longest; stop >= start + 2; stop--) {
      int hash = 0;
      for (int i = start; i < stop; i++) {
        hash = 31 * hash + html.charAt(i);
      }
      int found = Table.find(html, start, stop, hash);
      if (found >= 0 && Table.IS_LEGACY[found]) {
        boolean isText = place == Place.ATTRIBUTE
            && stop < to
            && (html.charAt(stop) == '=' || isAlphanumeric(html.charAt(stop)));
        end = stop < to && html.charAt(stop) == ';' ? stop + 1 : stop;
        return isText ? null : Table.VALUES[found];
      }
    }
    return null;
  }

  private @Nullable String numeric(int from, int to) {
    boolean hexadecimal = from < to && (html.charAt(from) | 0x20) == 'x';
    int start = hexadecimal ? from + 1 : from;
    int stop = start;
    int code = 0;
    for (; stop < to; stop++) {
      int digit = asciiDigit(html.charAt(stop), hexadecimal ? 16 : 10);
      if (digit < 0) {
        break;
      }
      code = Math.min(code * (hexadecimal ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
    }
    if (stop == start) {
      return null;
    }
    end = stop < to && html.charAt(stop) == ';' ? stop + 1 : stop;
    return character(code);
  }

  private static String character(int code) {
    if (code == 0 || code > Character.MAX_CODE_POINT || code >= 0xD800 && code <= 0xDFFF) {
      return REPLACEMENT;
    }
    return code >= 0x80 && code <= 0x9F
        ? WINDOWS_1252.substring(code - 0x80, code - 0x7F)
        : Character.toString(code);
  }

  private static int asciiDigit(char c, int radix) {
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** A hash table of the names with open addressing; an empty slot ends a search. */
  private static final class Table {

    private static final int SIZE = 8_192;
    private static final String[] NAMES = new String[SIZE];
    private static final String[] VALUES = new String[SIZE];
    private static final boolean[] IS_LEGACY = new boolean[SIZE];

    static {
      try (InputStream in =
          CharacterReferences.class.getResourceAsStream("character-references.txt")) {
        if (in == null) {
          throw new AssertionError("the jar lacks character-references.txt");
        }
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (!line.startsWith("#")) {
            add(line.split(" ", -1));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void add(String[] columns) {
      String name = columns[0];
      int slot = slot(name.hashCode());
      while (NAMES[slot] != null) {
        slot = slot + 1 & SIZE - 1;
      }
      NAMES[slot] = name;
      IS_LEGACY[slot] = columns[columns.length - 1].equals("!");
      var value = new StringBuilder(2);
      for (int i = 1; i < columns.length - (IS_LEGACY[slot] ? 1 : 0); i++) {
        value.appendCodePoint(Integer.parseInt(columns[i], 16));
      }
      VALUES[slot] = value.toString();
    }

    /** The slot of a range of a text, -1 if it is not a name. */
    static int find(String text, int from, int to, int hash) {
      int slot = slot(hash);
      while (NAMES[slot] != null) {
        String name = NAMES[slot];
        if (name.length() == to - from && text.startsWith(name, from)) {
          return slot;
        }
        slot = slot + 1 & SIZE - 1;
      }
      return -1;
    }

    private static int slot(int hash) {
      return (hash ^ hash >>> 13) & SIZE - 1;
    }
  }
}
