// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LanguageDetectorTest {

  private static List<String[]> sentences() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LanguageDetectorTest.class.getResourceAsStream("sentences.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }

  @Test
  void the_language_of_short_texts_is_told_in_98_of_100_cases() throws IOException {
    List<String[]> sentences = sentences();
    Set<String> languages = new HashSet<>();
    var misses = new ArrayList<String>();
    for (String[] sentence : sentences) {
      languages.add(sentence[0]);
      String found = LanguageDetector.detect(sentence[1]);
      if (!found.equals(sentence[0])) {
        misses.add(sentence[0] + " read as '" + found + "': " + sentence[1]);
      }
    }
    misses.forEach(System.out::println);
    System.out.println("languages: " + languages.size() + ", sentences: " + sentences.size()
        + ", misses: " + misses.size());
    assertTrue(languages.size() >= 25, "There must be 25 languages, found " + languages);
    assertTrue(
        misses.size() <= 0.02 * sentences.size(), "98 % of the sentences must be told: " + misses);
  }

  @Test
  void links_and_addresses_do_not_count() {
    assertEquals(
        "de",
        LanguageDetector.detect(
            "https://x.example/we-would-like-to-know-the-price-of-your-product-and-the-date-of-delivery"
                + " Haben Sie noch einen Termin frei?"),
        "The words of a link are not the writer's");
  }

  @Test
  void a_text_without_words_has_no_language() {
    assertEquals("", LanguageDetector.detect(""), "An empty text has no language");
    assertEquals("", LanguageDetector.detect("1234 / 5678 ??? --- OK"), "Numbers have none");
    assertEquals("", LanguageDetector.detect("ok"), "Two letters of a shared script say nothing");
  }

  @Test
  void a_foreign_word_does_not_change_the_language() {
    assertEquals(
        "ja", LanguageDetector.detect("SSOとSAMLに対応していますか？"), "Latin abbreviations stay foreign");
  }
}
