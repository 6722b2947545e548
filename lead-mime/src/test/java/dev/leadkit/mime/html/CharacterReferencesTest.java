// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.mime.html.CharacterReferences.Place;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterReferencesTest {

  @Test
  void all_2231_names_of_the_standard_are_known() throws Exception {
    int references = 0;
    try (var lines = new BufferedReader(new InputStreamReader(
        Objects.requireNonNull(
            CharacterReferences.class.getResourceAsStream("character-references.txt")),
        StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] columns = line.split(" ", -1);
        boolean legacy = columns[columns.length - 1].equals("!");
        var value = new StringBuilder();
        for (int i = 1; i < columns.length - (legacy ? 1 : 0); i++) {
          value.appendCodePoint(Integer.parseInt(columns[i], 16));
        }
        assertEquals(value.toString(), text("&" + columns[0] + ";"), line);
        references++;
        if (legacy) {
          assertEquals(value.toString(), text("&" + columns[0]), line);
          references++;
        }
      }
    }
    assertEquals(2_231, references);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "&NotEqualTilde; | \u2242\u0338",
        "&CounterClockwiseContourIntegral; | \u2233",
        "&Afr; | \uD835\uDD04",
        "&amp | &",
        "&copy2026 | \u00A92026",
        "&notit; | \u00ACit;",
        "&notin; | \u2209",
        "&ampx; | &x;",
        "&AMP;&LT;&GT&QUOT; | &<>\"",
        "&eacute;t&eacute | \u00E9t\u00E9",
        "&bogus;&x;&; | &bogus;&x;&;",
        "&Eacute;&EACUTE; | \u00C9&EACUTE;",
        "&hellip | &hellip",
        "AT&T R&D a&b | AT&T R&D a&b",
        "&#65&#x42;&#X43 | ABC",
        "&#8364;&#128;&#x80; | \u20AC\u20AC\u20AC",
        "&#150;&#159; | \u2013\u0178",
        "&#129; | \u0081",
        "&#128512; | \uD83D\uDE00",
        "&#0;&#xDFFF;&#1114112; | \uFFFD\uFFFD\uFFFD",
        "&#999999999999999999999; | \uFFFD",
        "&#;&#x;&#xg; | &#;&#x;&#xg;",
      })
  void a_reference_in_text_is_read_as_the_standard_says(String html, String text) {
    assertEquals(text, HtmlText.of(html).text());
  }

  @Test
  void
      in_an_attribute_a_name_without_semicolon_is_not_a_reference_before_a_letter_or_equals_sign() {
    assertEquals(
        "https://x.example/?a=1&copy=2&lt3&b=\u00E9&amp",
        HtmlTag.decoded("https://x.example/?a=1&copy=2&lt3&b=&eacute;&amp;amp", 0, 52));
    assertEquals("a&b<", HtmlTag.decoded("a&amp;b&lt", 0, 10));
  }

  @Test
  void a_reference_ends_with_its_text() {
    assertNull(new CharacterReferences("&amp;").at(0, 3, Place.TEXT));
    assertEquals("&", new CharacterReferences("&amp;").at(0, 4, Place.TEXT));
  }

  private static String text(String reference) {
    var references = new CharacterReferences(reference);
    String value = references.at(0, reference.length(), Place.TEXT);
    assertEquals(reference.length(), references.end(), reference);
    return Objects.requireNonNull(value);
  }
}
