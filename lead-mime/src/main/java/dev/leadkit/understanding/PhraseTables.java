// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The phrases of all languages by their kind, read once from one resource per language.
 *
 * <p>A table is UTF-8; a line is a comment that begins with {@code #}, blank, or a kind, a tab and a phrase in lower case. To add a language,
 * add its table and list it here.
 */
final class PhraseTables {

  /** The languages by their BCP 47 tags, which are the names of the resources. */
  static final List<String> LANGUAGES = List.of(
      "en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "no", "fi", "pl", "cs", "sk", "hu",
      "ro", "ru", "uk", "tr", "el", "ar", "he", "ja", "zh", "ko", "ca", "vi", "hr", "bg", "et");

  private static final Map<String, PhraseType> TYPES = types();

  private PhraseTables() {}

  private static final class Shipped {
    private static final Map<PhraseType, PhraseSet> ALL = new EnumMap<>(PhraseType.class);
    private static final Map<String, Map<PhraseType, PhraseSet>> BY_LANGUAGE = new HashMap<>();

    static {
      for (PhraseType type : PhraseType.values()) {
        ALL.put(type, new PhraseSet());
      }
      for (String language : LANGUAGES) {
        Map<PhraseType, PhraseSet> own = new EnumMap<>(PhraseType.class);
        BY_LANGUAGE.put(language, own);
        read(language, own);
      }
    }

    private static void read(String language, Map<PhraseType, PhraseSet> own) {
      String name = language + ".tsv";
      try (InputStream in =
          Objects.requireNonNull(PhraseTables.class.getResourceAsStream(name), name)) {
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
          int tab = line.indexOf('\t');
          if (line.startsWith("#") || tab < 0) {
            continue;
          }
          PhraseType type = TYPES.get(line.substring(0, tab));
          if (type == null) {
            throw new IllegalStateException(
                name + ": unknown kind in \"" + line + "\"; known: " + TYPES.keySet());
          }
          String phrase = line.substring(tab + 1).strip();
          own.computeIfAbsent(type, t -> new PhraseSet()).add(phrase);
          Objects.requireNonNull(ALL.get(type)).add(phrase);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(name + ": the language table cannot be read", e);
      }
    }
  }

  private static Map<String, PhraseType> types() {
    Map<String, PhraseType> types = new HashMap<>();
    for (PhraseType type : PhraseType.values()) {
      types.put(type.tableName(), type);
    }
    return types;
  }

  /** The phrases of a kind in all languages. */
  static PhraseSet of(PhraseType type) {
    return Objects.requireNonNull(Shipped.ALL.get(type));
  }

  /** The phrases of a kind in one language. */
  static PhraseSet of(PhraseType type, String language) {
    Map<PhraseType, PhraseSet> table = Shipped.BY_LANGUAGE.get(language);
    @Nullable PhraseSet phrases = table == null ? null : table.get(type);
    return phrases == null ? new PhraseSet() : phrases;
  }

  /** The languages that have a phrase. */
  static Set<String> languages() {
    return Shipped.BY_LANGUAGE.keySet();
  }
}
