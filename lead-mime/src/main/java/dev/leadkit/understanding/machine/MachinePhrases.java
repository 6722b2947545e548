// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The phrases of all languages, read once from one resource per language.
 *
 * <p>A table is UTF-8; a line is a comment that begins with {@code #}, blank, or a kind, a tab and a phrase in lower case. To add a language,
 * add its table and list it here.
 */
final class MachinePhrases {

  /** The languages by their BCP 47 tags, which are the names of the resources. */
  static final List<String> LANGUAGES = List.of(
      "en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "no", "fi", "pl", "cs", "sk", "hu",
      "ro", "ru", "uk", "tr", "el", "ar", "he", "ja", "zh", "ko", "ca", "vi", "hr", "bg", "et");

  private static final int BUCKETS = 1 << 15;

  /** The number of characters by which phrases are found; shorter ones are found by two. */
  private static final int PREFIX = 4;

  private static final int SHORT_PREFIX = 2;

  private MachinePhrases() {}

  /** A phrase of a table. */
  record Entry(MachinePhrase kind, String phrase, List<String> languages) {}

  private static final class Shipped {
    private static final @Nullable Entry[][] LONG;
    private static final @Nullable Entry[][] SHORT;

    static {
      Map<Boolean, List<Entry>> byLength = read().stream()
          .collect(Collectors.partitioningBy(entry -> entry.phrase().length() >= PREFIX));
      LONG = buckets(byLength.getOrDefault(true, List.of()), PREFIX);
      SHORT = buckets(byLength.getOrDefault(false, List.of()), SHORT_PREFIX);
    }
  }

  private static Collection<Entry> read() {
    Map<String, MachinePhrase> kinds = new HashMap<>();
    for (MachinePhrase kind : MachinePhrase.values()) {
      kinds.put(kind.tableName(), kind);
    }
    Map<String, Entry> entries = new HashMap<>();
    for (String language : LANGUAGES) {
      for (String line : table(language)) {
        int tab = line.indexOf('\t');
        if (line.startsWith("#") || tab < 0) {
          continue;
        }
        MachinePhrase kind = kinds.get(line.substring(0, tab));
        if (kind == null) {
          throw new IllegalStateException(
              language + ".tsv: unknown kind in \"" + line + "\"; known: " + kinds.keySet());
        }
        String phrase = normalized(line.substring(tab + 1));
        entries
            .computeIfAbsent(kind + "\t" + phrase, k -> new Entry(kind, phrase, new ArrayList<>(1)))
            .languages()
            .add(language);
      }
    }
    return entries.values();
  }

  private static @Nullable Entry[][] buckets(Iterable<Entry> entries, int prefix) {
    Map<Integer, List<Entry>> lists = new HashMap<>();
    for (Entry entry : entries) {
      lists
          .computeIfAbsent(bucket(entry.phrase(), 0, prefix), b -> new ArrayList<>())
          .add(entry);
    }
    @Nullable Entry[][] buckets = new Entry[BUCKETS][];
    lists.forEach((bucket, list) -> buckets[bucket] = list.toArray(new Entry[0]));
    return buckets;
  }

  private static List<String> table(String language) {
    String name = language + ".tsv";
    try (InputStream in =
        Objects.requireNonNull(MachinePhrases.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": the language table cannot be read", e);
    }
  }

  /** By the first characters, so that few phrases are compared. */
  private static int bucket(String text, int at, int prefix) {
    int hash = 0;
    for (int i = at; i < at + prefix; i++) {
      hash = hash * 31 + (i < text.length() ? text.charAt(i) : 0);
    }
    return (hash ^ hash >>> 15) & (BUCKETS - 1);
  }

  /** The phrases in a normalized text, each at the beginning of a word. */
  static PhraseHits find(String text) {
    PhraseHits hits = new PhraseHits();
    boolean isInWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLetter = Character.isLetterOrDigit(c);
      if (!isLetter || !isInWord) {
        addAt(text, i, Shipped.LONG[bucket(text, i, PREFIX)], hits);
        addAt(text, i, Shipped.SHORT[bucket(text, i, SHORT_PREFIX)], hits);
      }
      // Scripts without spaces have no word boundaries, so every place begins a word.
      isInWord = isLetter && !(c >= 0x2E80 && c <= 0xD7FF);
    }
    return hits;
  }

  private static void addAt(String text, int at, Entry @Nullable [] entries, PhraseHits hits) {
    if (entries != null) {
      for (Entry entry : entries) {
        if (text.startsWith(entry.phrase(), at)) {
          hits.add(entry, at);
        }
      }
    }
  }

  /** Whether a normalized text is a phrase of this kind. */
  static boolean isWhole(String text, MachinePhrase kind) {
    Entry[] entries = text.length() >= PREFIX
        ? Shipped.LONG[bucket(text, 0, PREFIX)]
        : Shipped.SHORT[bucket(text, 0, SHORT_PREFIX)];
    if (entries != null) {
      for (Entry entry : entries) {
        if (entry.kind() == kind && entry.phrase().equals(text)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The text in lower case, white space as single blanks, with plain apostrophes and without invisible characters. */
  static String normalized(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(lower.length());
    boolean blank = true;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c <= ' ' || c == '\u00A0' || c == '\u3000' || c == '\u202F') {
        if (!blank) {
          out.append(' ');
        }
        blank = true;
      } else if (c == '\u2019' || c == '\u02BC' || c == '\u2018') {
        out.append('\'');
        blank = false;
      } else if (c != '\u0307' && c != '\u200B' && c != '\u00AD' && c != '\uFEFF') {
        out.append(c);
        blank = false;
      }
    }
    if (blank && out.length() > 0) {
      out.setLength(out.length() - 1);
    }
    return out.toString();
  }
}
