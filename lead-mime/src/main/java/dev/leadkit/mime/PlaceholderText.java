// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.mime.BodySelection.Alternative;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plain text that only stands in for the HTML beside it (RFC 2046 §5.1.4 wants the same content in both): nothing, or a note that the reader
 * should look at the HTML. The notes are in the resource {@code placeholders.txt}.
 */
final class PlaceholderText {

  /** The longest text that may be a note, in characters, and the same with addresses of web pages. */
  private static final int MAX_NOTE = 300;

  private static final int MAX_TEXT = 4_000;

  /** How much a note may say beside its phrase, in characters. */
  private static final int MAX_REST = 160;

  /** The longest scheme of an address of a web page. */
  private static final int MAX_SCHEME = 12;

  private PlaceholderText() {}

  /** The parts of a mail whose text a person sees: the HTML in place of plain text that says nothing. */
  static List<Entity> shownParts(BodySelection body, Function<Entity, HtmlText> document) {
    if (body.alternatives().isEmpty()) {
      return body.text();
    }
    List<Entity> shown = new ArrayList<>(body.text());
    for (Alternative alternative : body.alternatives()) {
      if (isPlaceholder(alternative, document)) {
        int at = shown.indexOf(alternative.text().get(0));
        shown.removeAll(new HashSet<>(alternative.text()));
        shown.addAll(at, alternative.html().stream().filter(Entity::isHtml).toList());
      }
    }
    return shown;
  }

  private static boolean isPlaceholder(
      Alternative alternative, Function<Entity, HtmlText> document) {
    StringBuilder plain = new StringBuilder();
    for (Entity entity : alternative.text()) {
      if (entity.isHtml()) {
        return false;
      }
      if (entity.shown.length() > MAX_TEXT && !isBlank(entity.shown)) {
        return false;
      }
      plain.append(entity.shown).append('\n');
    }
    if (!mayStandIn(plain)) {
      return false;
    }
    int length = 0;
    boolean hasWords = false;
    for (Entity entity : alternative.html()) {
      String text = entity.isHtml() ? document.apply(entity).text() : "";
      length += text.length();
      hasWords |= !isBlank(text);
    }
    return hasWords && length > plain.toString().strip().length();
  }

  /** Whether a plain text says nothing itself. */
  static boolean mayStandIn(CharSequence plain) {
    if (isBlank(plain)) {
      return true;
    }
    String text = plain.toString().strip();
    boolean hasUrl = text.contains("://") || text.contains("www.");
    if (text.length() > (hasUrl ? MAX_TEXT : MAX_NOTE)) {
      return false;
    }
    String note = note(text, hasUrl);
    return note != null && isNote(note);
  }

  /**
   * The text on one line, without its addresses of web pages, with white space and invisible characters collapsed and straight apostrophes;
   * null where it is longer than a note.
   */
  private static @Nullable String note(String text, boolean hasUrl) {
    var note = new StringBuilder(Math.min(text.length(), 2 * MAX_NOTE));
    int visible = 0;
    int at = 0;
    while (at < text.length()) {
      int wordEnd = at;
      while (wordEnd < text.length() && !isAsciiSpace(text.charAt(wordEnd))) {
        wordEnd++;
      }
      int url = hasUrl ? url(text, at, wordEnd) : wordEnd;
      while (at < url) {
        int c = text.codePointAt(at);
        if (isGap(c)) {
          gap(note);
        } else {
          note.appendCodePoint(c == '\u2019' ? '\'' : c);
          visible += Character.isWhitespace(c) ? 0 : Character.charCount(c);
        }
        at += Character.charCount(c);
      }
      if (visible > MAX_NOTE) {
        return null;
      }
      gap(note);
      at = wordEnd + 1;
    }
    String line = note.toString().strip();
    return line.length() <= MAX_NOTE ? line : null;
  }

  private static void gap(StringBuilder note) {
    if (note.length() == 0 || note.charAt(note.length() - 1) != ' ') {
      note.append(' ');
    }
  }

  private static boolean isAsciiSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static boolean isGap(int c) {
    return c >= 0x80 && (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT);
  }

  /** Where the address of a web page begins in a word, its end where there is none: at its scheme, or at {@code www.}. */
  private static int url(String text, int from, int to) {
    int start = to;
    for (int at = from; at < to && at < start + MAX_SCHEME; at++) {
      char c = text.charAt(at);
      if (c == ':' && at > from && at + 3 < to && text.startsWith("://", at)) {
        return Math.min(start, Math.max(from, at - MAX_SCHEME));
      }
      if (c == 'w' && start == to && at + 4 < to && text.startsWith("www.", at)) {
        start = at;
      }
    }
    return start;
  }

  /** Whether one of the phrases is in a text and little else. */
  private static boolean isNote(String text) {
    for (int at = 0; at < text.length(); at++) {
      boolean mayBegin = at == 0
          || !Character.isLetterOrDigit(text.charAt(at - 1))
          || Character.isIdeographic(text.charAt(at))
          || text.charAt(at) >= 0x3000;
      String phrase = mayBegin ? Notes.PHRASES.at(text, at, text.length()) : "";
      if (!phrase.isEmpty() && text.length() - phrase.length() <= MAX_REST) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has neither a letter nor a digit nor a symbol that could be an answer. */
  private static boolean isBlank(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c >= 0x2190 && c < 0x2E00) {
        return false;
      }
    }
    return true;
  }

  private static final class Notes {

    private static final Phrases PHRASES = read();

    private static Phrases read() {
      var phrases = new ArrayList<String>();
      try (InputStream in = PlaceholderText.class.getResourceAsStream("placeholders.txt")) {
        if (in == null) {
          throw new AssertionError("the jar lacks placeholders.txt");
        }
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (!line.startsWith("#") && !line.isBlank()) {
            phrases.add(line.strip());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Phrases.of(phrases.toArray(new String[0]));
    }
  }
}
