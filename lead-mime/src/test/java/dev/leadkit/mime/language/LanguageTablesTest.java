// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTablesTest {

  private static final Path TABLES = Path.of("src/main/resources/dev/leadkit/mime/language");

  private static Map<PhraseKind, Set<String>> read(String table) throws IOException {
    Map<PhraseKind, Set<String>> phrases = new EnumMap<>(PhraseKind.class);
    byte[] octets = table.getBytes(StandardCharsets.UTF_8);
    LanguageTables.read("xx.tsv", new ByteArrayInputStream(octets), phrases);
    return phrases;
  }

  @Nested
  class A_table {

    @Test
    void gives_the_phrases_of_each_kind() throws IOException {
      assertEquals(
          Map.of(
              PhraseKind.SIGN_OFF, Set.of("mit freundlichen grüßen", "mfg"),
              PhraseKind.FIELD_FROM, Set.of("von")),
          read("""
              # comment

              sign-off\tmit freundlichen grüßen
              sign-off\tmfg
              field-from\tvon
              """));
    }

    @Test
    void marks_the_blanks_at_the_ends_of_a_phrase() throws IOException {
      assertEquals(
          Map.of(
              PhraseKind.ATTRIBUTION_START, Set.of("w dniu "),
              PhraseKind.ATTRIBUTION_VERB, Set.of(" a écrit")),
          read("attribution-start\tw dniu_\nattribution-verb\t_a écrit\n"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "sign-off mfg    | xx.tsv:2: expected a kind, a tab and a phrase, got 'sign-off mfg'",
          "sign-off^mfg^vg | xx.tsv:2: expected a kind, a tab and a phrase, got 'sign-off^mfg^vg'",
          "greeting^hallo  | xx.tsv:2: unknown kind 'greeting'",
          "sign-off^       | xx.tsv:2: expected a phrase without blanks at its ends, got ''",
          "sign-off^_      | xx.tsv:2: expected a phrase without blanks at its ends, got '_'",
          "sign-off^ mfg   | xx.tsv:2: expected a phrase without blanks at its ends, got ' mfg'",
          "sign-off^Grüße  | xx.tsv:2: expected lower case, got 'Grüße'"
        })
    void with_a_wrong_line_is_rejected_with_its_place(String line, String message) {
      Exception error = assertThrows(
          IllegalStateException.class, () -> read("# comment\n" + line.replace('^', '\t')));
      assertEquals(message.replace('^', '\t'), error.getMessage());
    }

    @Test
    void that_is_missing_is_rejected_with_its_name() {
      Exception error = assertThrows(
          IllegalStateException.class,
          () -> LanguageTables.read("xx.tsv", null, new EnumMap<>(PhraseKind.class)));
      assertEquals("xx.tsv: the jar lacks this language table", error.getMessage());
    }

    @Test
    void that_is_not_utf_8_is_rejected() {
      byte[] latin = "sign-off\tgr\u00FC\u00DFe\n".getBytes(StandardCharsets.ISO_8859_1);
      assertThrows(
          CharacterCodingException.class,
          () -> LanguageTables.read(
              "xx.tsv", new ByteArrayInputStream(latin), new EnumMap<>(PhraseKind.class)));
    }
  }

  @Nested
  class The_tables_of_the_jar {

    @Test
    void are_the_listed_ones() throws IOException {
      try (Stream<Path> files = Files.list(TABLES)) {
        assertEquals(
            new TreeSet<>(
                LanguageTables.LANGUAGES.stream().map(name -> name + ".tsv").toList()),
            new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()),
            "a table that is not listed in LanguageTables.LANGUAGES is never read");
      }
    }

    @Test
    void name_their_source_licence_and_date() throws IOException {
      for (String language : LanguageTables.LANGUAGES) {
        String table = Files.readString(TABLES.resolve(language + ".tsv"));
        for (String part : List.of("# Source: ", "Licence: ", "Date: ")) {
          assertTrue(table.contains(part), language + ".tsv lacks '" + part + "'");
        }
      }
    }

    @Test
    void have_no_phrase_twice() throws IOException {
      for (String language : LanguageTables.LANGUAGES) {
        List<String> phrases = Files.readAllLines(TABLES.resolve(language + ".tsv")).stream()
            .filter(line -> line.indexOf('\t') > 0)
            .toList();
        var repeats = new ArrayList<>(phrases);
        new HashSet<>(phrases).forEach(repeats::remove);
        assertEquals(List.of(), repeats, language + ".tsv repeats phrases");
      }
    }

    @ParameterizedTest
    @EnumSource
    void have_phrases_of_every_kind_without_repeats(PhraseKind kind) {
      List<String> phrases = LanguageTables.list(kind);
      assertFalse(phrases.isEmpty(), "no table has a phrase of the kind " + kind.key());
      assertEquals(
          phrases.size(), new HashSet<>(phrases).size(), "a shared phrase is compared once");
    }
  }
}
