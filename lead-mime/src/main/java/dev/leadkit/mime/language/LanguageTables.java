// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.language;

import dev.leadkit.mime.scan.Phrases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The phrases of all languages by their {@linkplain PhraseKind kind}, from one resource per language.
 *
 * <p>The tables are read once, when a phrase is first needed. A table is UTF-8; a line is a comment that begins with {@code #}, blank, or a
 * kind, a tab and a phrase in lower case. A {@code _} at either end of a phrase is a blank that belongs to it, so that no significant blank
 * is invisible. A phrase that several languages share is in the table of each.
 *
 * <p>To add a language, add its table and list it here.
 */
public final class LanguageTables {

  /** The languages by their BCP 47 tags, which are the names of the resources. */
  static final List<String> LANGUAGES = List.of(
      "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl", "fi", "cs", "hu", "ro",
      "ru", "uk", "el", "tr");

  private static final Map<String, PhraseKind> KINDS = kinds();

  private LanguageTables() {}

  /** The tables of the jar. */
  private static final class Shipped {
    private static final Map<PhraseKind, Set<String>> PHRASES = read();

    private static Map<PhraseKind, Set<String>> read() {
      Map<PhraseKind, Set<String>> phrases = new EnumMap<>(PhraseKind.class);
      for (String language : LANGUAGES) {
        String name = language + ".tsv";
        try (InputStream in = LanguageTables.class.getResourceAsStream(name)) {
          LanguageTables.read(name, in, phrases);
        } catch (IOException e) {
          throw new UncheckedIOException(name + ": the language table cannot be read", e);
        }
      }
      return phrases;
    }
  }

  /** The phrases of a kind in all languages, without repeats. */
  public static List<String> list(PhraseKind kind) {
    return List.copyOf(Shipped.PHRASES.getOrDefault(kind, Set.of()));
  }

  /** The phrases of a kind in all languages, to compare a text with. */
  public static Phrases phrases(PhraseKind kind) {
    return Phrases.of(list(kind).toArray(new String[0]));
  }

  /**
   * Adds the phrases of one table.
   *
   * @param in the table, null if the jar lacks it
   * @throws IllegalStateException if there is no table or a line of it is wrong
   */
  static void read(String name, @Nullable InputStream in, Map<PhraseKind, Set<String>> phrases)
      throws IOException {
    if (in == null) {
      throw new IllegalStateException(name + ": the jar lacks this language table");
    }
    String table = StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(in.readAllBytes()))
        .toString();
    int number = 1;
    for (int at = 0; at < table.length(); number++) {
      int lineFeed = table.indexOf('\n', at);
      int end = lineFeed < 0 ? table.length() : lineFeed;
      if (end > at && table.charAt(at) != '#') {
        add(name, number, table.substring(at, end), phrases);
      }
      at = end + 1;
    }
  }

  private static void add(
      String name, int number, String line, Map<PhraseKind, Set<String>> phrases) {
    int tab = line.indexOf('\t');
    String phrase = line.substring(tab + 1);
    if (tab < 0 || phrase.indexOf('\t') >= 0) {
      throw broken(name, number, "expected a kind, a tab and a phrase, got '" + line + "'");
    }
    PhraseKind kind = KINDS.get(line.substring(0, tab));
    if (kind == null) {
      throw broken(name, number, "unknown kind '" + line.substring(0, tab) + "'");
    }
    if (phrase.isBlank() || phrase.equals("_") || !phrase.equals(phrase.strip())) {
      throw broken(
          name, number, "expected a phrase without blanks at its ends, got '" + phrase + "'");
    }
    if (!phrase.equals(phrase.toLowerCase(Locale.ROOT))) {
      throw broken(name, number, "expected lower case, got '" + phrase + "'");
    }
    Set<String> known = phrases.get(kind);
    if (known == null) {
      known = new LinkedHashSet<>();
      phrases.put(kind, known);
    }
    known.add(withBlanks(phrase));
  }

  private static IllegalStateException broken(String name, int number, String problem) {
    return new IllegalStateException(name + ":" + number + ": " + problem);
  }

  private static String withBlanks(String phrase) {
    boolean before = phrase.charAt(0) == '_';
    boolean after = phrase.charAt(phrase.length() - 1) == '_';
    return before || after ? phrase.replace('_', ' ') : phrase;
  }

  private static Map<String, PhraseKind> kinds() {
    Map<String, PhraseKind> kinds = new HashMap<>();
    for (PhraseKind kind : PhraseKind.values()) {
      kinds.put(kind.key(), kind);
    }
    return kinds;
  }
}
