// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A given value is made true by the values that it follows from. */
class GivenValuesTest {

  private static final String POLICY = """
      experiments:
        pricing: { salt: "2026-11", arms: { control: 40, low: 40, high: 20 } }
        color: { salt: "2026-12", arms: { red: 50, blue: 50 } }
      derive:
        region: { of: company.country, map: { DE: dach, AT: dach, FR: west } }
        desk: { of: region, map: { dach: vienna, west: paris } }
        place: { firstOf: [{ of: company.name, map: { acme: moon } }, { of: company.industry }] }
      """;

  private static final Definitions VOCABULARY =
      Definitions.read(Settings.yaml("policy.yaml", POLICY));

  private static Map<String, String> expanded(String... given) {
    var values = new TreeMap<String, String>();
    for (int i = 0; i < given.length; i += 2) {
      values.put(given[i], given[i + 1]);
    }
    return new TreeMap<>(new GivenValues(VOCABULARY.fields(), VOCABULARY.toggles()).expand(values));
  }

  @Test
  void a_derived_value_follows_from_the_first_key_that_gives_it() {
    assertEquals(Map.of("region", "dach", "company.country", "de"), expanded("region", "dach"));
    assertEquals(
        Map.of("desk", "paris", "region", "west", "company.country", "fr"),
        expanded("desk", "paris"));
    assertEquals(Map.of("region", "moon"), expanded("region", "moon"), "nothing gives it");
  }

  @Test
  void what_is_given_is_left_alone() {
    assertEquals(
        Map.of("region", "dach", "company.country", "AT"),
        expanded("region", "dach", "company.country", "AT"));
    assertEquals(Map.of("company.size", "5"), expanded("company.size", "5"));
  }

  @Test
  void the_next_field_gives_it_where_the_first_cannot() {
    assertEquals(Map.of("place", "moon", "company.name", "acme"), expanded("place", "moon"));
    assertEquals(Map.of("place", "bank", "company.industry", "bank"), expanded("place", "bank"));
    assertEquals(
        Map.of("place", "moon", "company.name", "other", "company.industry", "moon"),
        expanded("place", "moon", "company.name", "other"));
  }

  @Test
  void a_company_is_in_the_given_arms_of_all_experiments() {
    for (String arm : List.of("control", "low", "high")) {
      for (String color : List.of("red", "blue")) {
        Map<String, String> values = expanded("experiment.pricing", arm, "experiment.color", color);
        String domain = values.getOrDefault("sender.domain", "");
        assertTrue(domain.matches("company\\d+\\.example"), values.toString());
        List<String> inputs =
            VOCABULARY
                .toggles()
                .inputs(new GivenLead(Map.of("sender.domain", domain), null).lead())
                .stream()
                .map(input -> input.value())
                .toList();
        assertEquals(List.of(arm, color), inputs, domain);
      }
    }
  }

  @Test
  void a_sender_who_is_given_stays_and_an_arm_that_does_not_exist_is_in_no_company() {
    for (String field : List.of("sender.email", "sender.domain", "sender.tld")) {
      assertEquals(
          Map.of("experiment.pricing", "high", field, "x.example"),
          expanded("experiment.pricing", "high", field, "x.example"));
    }
    assertEquals(Map.of("experiment.pricing", "none"), expanded("experiment.pricing", "none"));
  }
}
