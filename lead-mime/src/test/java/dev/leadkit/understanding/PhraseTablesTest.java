// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhraseTablesTest {

  /** The languages that the project promises; the others have what is needed to recognize quotations. */
  private static final List<String> PROMISED = List.of(
      "en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "no", "fi", "pl", "cs", "sk", "hu",
      "ro", "ru", "uk", "tr", "el", "ar", "he", "ja", "zh", "ko");

  private static List<String> lines(String language) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PhraseTables.class.getResourceAsStream(language + ".tsv"))) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    }
  }

  @Test
  void every_promised_language_has_phrases_of_every_kind() {
    Set<PhraseType> optional =
        Set.of(PhraseType.ATTRIBUTION_MIDDLE, PhraseType.COMMON_WORD, PhraseType.DEVICE_WORD);
    for (String language : PROMISED) {
      for (PhraseType type : PhraseType.values()) {
        boolean present = !PhraseTables.of(type, language).isEmpty();
        assertTrue(
            present || optional.contains(type), language + ".tsv has no " + type.tableName());
      }
    }
  }

  @Test
  void every_table_names_its_source_licence_and_date_and_has_folded_phrases_without_repeats()
      throws IOException {
    for (String language : PhraseTables.LANGUAGES) {
      String head = String.join("\n", lines(language).subList(0, 4));
      assertTrue(
          head.contains("Source: ") && head.contains("Licence: ") && head.contains("Date: "),
          language);
      Set<String> seen = new HashSet<>();
      for (String line : lines(language)) {
        if (!line.startsWith("#") && !line.isBlank()) {
          assertTrue(seen.add(line), language + ": repeated: " + line);
          String phrase = line.substring(line.indexOf('\t') + 1);
          assertEquals(
              TextLine.fold(phrase).replace("*", ""),
              phrase.replace("*", ""),
              language + ": not folded");
        }
      }
    }
  }
}
