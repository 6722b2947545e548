// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The languages of the resource {@code profiles.tsv}: how much each word and each group of three letters tells for each of them.
 *
 * <p>A word counts the more, the fewer languages have it. Groups of letters count as the logarithm of their frequency (naive Bayes), so that
 * a text without frequent words has a language too.
 */
final class LanguageProfiles {

  /** An odd number: different factors have different products. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final double WORD = 2.2;
  private static final double SMOOTHING = 0.4;
  private static final double GRAMS_OF_A_LANGUAGE = 3_000;
  private static final double FREQUENT_WORDS = 0.7;

  /** What a letter costs that the text of a language does not have, such as ø in Swedish. */
  private static final double FOREIGN_LETTER = 1.5;

  /** The least lead of the best language over the second, per letter. */
  private static final double MARGIN = 0.005;

  private static final List<String> TAGS = new ArrayList<>();
  private static final List<UnicodeScript> SCRIPTS = new ArrayList<>();
  private static final List<Set<Character>> LETTERS = new ArrayList<>();

  /** For each group of three letters what it tells for each language. */
  private static final Map<Long, double[]> GRAMS = new HashMap<>();

  /** What a group tells that no language has. */
  private static final double[] UNSEEN;

  /** For each word the languages that have it, by their index. */
  private static final Map<String, List<Integer>> WORDS = new HashMap<>();

  static {
    List<String[]> rows;
    try (InputStream in =
        Objects.requireNonNull(LanguageProfiles.class.getResourceAsStream("profiles.tsv"))) {
      rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("profiles.tsv: the table cannot be read", e);
    }
    UNSEEN = new double[rows.size()];
    for (String[] columns : rows) {
      add(columns, rows.size());
    }
  }

  private LanguageProfiles() {}

  private static void add(String[] columns, int languages) {
    int index = TAGS.size();
    TAGS.add(columns[0]);
    SCRIPTS.add(UnicodeScript.of(columns[2].codePointAt(0)));
    for (String word : columns[1].split(" ", -1)) {
      List<Integer> owners = WORDS.computeIfAbsent(word, none -> new ArrayList<>());
      if (!owners.contains(index)) {
        owners.add(index);
      }
    }
    Map<Long, Double> counts = new HashMap<>();
    double total = count(columns[2], 1, counts) + count(columns[1], FREQUENT_WORDS, counts);
    double size = total + SMOOTHING * GRAMS_OF_A_LANGUAGE;
    UNSEEN[index] = Math.log(SMOOTHING / size);
    counts.forEach((gram, count) -> {
      double[] scores = GRAMS.computeIfAbsent(gram, none -> new double[languages]);
      scores[index] = Math.log((count + SMOOTHING) / size) - UNSEEN[index];
    });
    Set<Character> letters = new HashSet<>();
    padded(columns[1] + " " + columns[2]).chars().forEach(c -> letters.add((char) c));
    LETTERS.add(letters);
  }

  private static double count(String text, double weight, Map<Long, Double> counts) {
    String padded = padded(text);
    for (int i = 0; i + 3 <= padded.length(); i++) {
      counts.merge(gram(padded, i), weight, Double::sum);
    }
    return weight * padded.length();
  }

  /** The three letters from here on as one number, multiplied so that the halves of different numbers differ. */
  private static long gram(String text, int at) {
    long letters =
        (long) text.charAt(at) << 32 | (long) text.charAt(at + 1) << 16 | text.charAt(at + 2);
    return letters * SPREAD;
  }

  /** The languages of a script by their index. */
  private static int[] languages(UnicodeScript script) {
    return IntStream.range(0, SCRIPTS.size())
        .filter(language -> SCRIPTS.get(language) == script)
        .toArray();
  }

  private static void addWords(String padded, double[] scores) {
    int start = 0;
    for (int i = 0; i < padded.length(); i++) {
      char c = padded.charAt(i);
      if (c == ' ' || c == '\'') {
        if (i > start) {
          List<Integer> owners = WORDS.getOrDefault(padded.substring(start, i), List.of());
          for (int language : owners) {
            scores[language] += WORD * (1 + 2.0 / owners.size());
          }
        }
        start = i + 1;
      }
    }
  }

  /** The words with one blank around each of them, in lower case. */
  private static String padded(String text) {
    var out = new StringBuilder(text.length() + 2).append(' ');
    for (int i = 0; i < text.length(); i++) {
      char c = Character.toLowerCase(text.charAt(i));
      boolean isLetter =
          Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK || c == '\'';
      if (isLetter) {
        out.append(c);
      } else if (out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    if (out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
    return out.toString();
  }

  /** The language of a text of this script in lower case, {@code ""} if none is much better than the others. */
  static String best(String text, UnicodeScript script) {
    String padded = padded(text);
    double[] scores = new double[TAGS.size()];
    int grams = Math.max(0, padded.length() - 2);
    for (int language = 0; language < scores.length; language++) {
      scores[language] = grams * UNSEEN[language];
    }
    int[] candidates = languages(script);
    for (int i = 0; i < grams; i++) {
      double[] found = GRAMS.get(gram(padded, i));
      if (found != null) {
        for (int language : candidates) {
          scores[language] += found[language];
        }
      }
      char c = padded.charAt(i);
      if (c > 127) {
        for (int language : candidates) {
          scores[language] -= LETTERS.get(language).contains(c) ? 0 : FOREIGN_LETTER;
        }
      }
    }
    addWords(padded, scores);
    int best = -1;
    int second = -1;
    for (int language : candidates) {
      if (best < 0 || scores[language] > scores[best]) {
        second = best;
        best = language;
      } else if (second < 0 || scores[language] > scores[second]) {
        second = language;
      }
    }
    if (best < 0) {
      return "";
    }
    boolean isClear = second < 0 || scores[best] - scores[second] > MARGIN * padded.length();
    return isClear ? TAGS.get(best) : "";
  }
}
