// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.mime.scan.Phrases;
import dev.leadkit.mime.structure.BodySelection;
import dev.leadkit.mime.structure.BodySelection.Alternative;
import dev.leadkit.mime.structure.Entity;
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
import java.util.regex.Pattern;

/**
 * Detects plain text that is only a placeholder for the HTML beside it, although RFC 2046 §5.1.4 requires the same content in both: blank text,
 * or a note that refers to the HTML. The notes are in the resource {@code placeholders.txt}, which is read when it is first needed.
 */
public final class PlaceholderText {

  /** The longest text that may be a note, in characters; and the longest one with addresses of web pages. */
  private static final int MAX_NOTE = 300;

  private static final int MAX_TEXT = 4_000;

  /** How much text a note may have beside its phrase, in characters. */
  private static final int MAX_REST = 160;

  private static final Pattern URL = Pattern.compile("\\S{1,12}://\\S+|www\\.\\S+");

  /** An image, as programs that convert HTML to plain text write it. */
  private static final Pattern IMAGE = Pattern.compile(
      "\\[(?:image|cid|inline image|bild):[^\\[\\]]{0,200}]", Pattern.CASE_INSENSITIVE);

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");

  private PlaceholderText() {}

  /** The parts of a mail whose text a person sees: HTML replaces plain text that is a placeholder. */
  public static List<Entity> shownParts(BodySelection body, Function<Entity, PartText> texts) {
    if (body.alternatives().isEmpty()) {
      return body.text();
    }
    List<Entity> shown = new ArrayList<>(body.text());
    for (Alternative alternative : body.alternatives()) {
      if (isPlaceholder(alternative, texts)) {
        int at = shown.indexOf(alternative.text().get(0));
        shown.removeAll(new HashSet<>(alternative.text()));
        shown.addAll(at, alternative.html().stream().filter(Entity::isHtml).toList());
      }
    }
    return shown;
  }

  private static boolean isPlaceholder(Alternative alternative, Function<Entity, PartText> texts) {
    StringBuilder plain = new StringBuilder();
    for (Entity entity : alternative.text()) {
      if (entity.isHtml()) {
        return false;
      }
      String shown = texts.apply(entity).shown();
      if (shown.length() > MAX_TEXT && !isBlank(shown)) {
        return false;
      }
      plain.append(shown).append('\n');
    }
    if (!mayStandIn(plain)) {
      return false;
    }
    StringBuilder marked = new StringBuilder();
    for (Entity entity : alternative.html()) {
      marked
          .append(entity.isHtml() ? texts.apply(entity).document().text() : "")
          .append('\n');
    }
    if (isBlank(marked)) {
      return false;
    }
    return marked.toString().strip().length() > plain.toString().strip().length()
        || !mayStandIn(marked);
  }

  /** Whether a plain text is blank, a note, or only an address of a web page. */
  static boolean mayStandIn(CharSequence plain) {
    if (isBlank(plain)) {
      return true;
    }
    String text = plain.toString().strip();
    boolean hasUrl = text.contains("://") || text.contains("www.");
    if (text.length() > (hasUrl ? MAX_TEXT : MAX_NOTE)) {
      return false;
    }
    if (hasUrl && text.indexOf('[') < 0 && isLongBesideUrls(text)) {
      return false;
    }
    String note = hasUrl ? URL.matcher(text).replaceAll(" ") : text;
    note = text.indexOf('[') < 0 ? note : IMAGE.matcher(note).replaceAll(" ");
    note = SPACES.matcher(note).replaceAll(" ").replace('\u2019', '\'').strip();
    return isBlank(note) || note.length() <= MAX_NOTE && isNote(note);
  }

  /** Whether the text without addresses of web pages is too long for a note. A quick check that is true for most texts. */
  private static boolean isLongBesideUrls(String text) {
    int beside = 0;
    for (int from = 0; from < text.length(); ) {
      int to = from;
      int visible = 0;
      boolean isUrl = false;
      while (to < text.length() && text.charAt(to) > ' ') {
        char c = text.charAt(to++);
        visible += c < 0x2000 && c != 0xAD ? 1 : 0;
        isUrl |= c == ':' && text.startsWith("//", to) || c == 'w' && text.startsWith("ww.", to);
      }
      beside += isUrl ? 0 : visible;
      from = to + 1;
      if (beside > MAX_NOTE) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text contains a phrase and little else. */
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

  /** Whether a text has no letter, no digit, and no symbol that could be an answer. */
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
