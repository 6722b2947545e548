// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Company;
import dev.leadkit.Lead;
import dev.leadkit.Spam;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.tck.Leads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model sees of a lead: never who wrote it, and of numbers only how large they are. */
class FeaturesTest {

  private static final Features FEATURES = Features.of(Fields.ofLead());

  private static List<String> features(Lead lead) {
    var features = new ArrayList<String>();
    FEATURES.read(lead, new Features.Sink() {
      @Override
      public void word(char[] letters, int length, Features.Place place, int start, int end) {
        features.add(new String(letters, 0, length) + "@" + place.part() + " " + start + "-" + end);
        assertEquals(lead.messages().get(0).id(), place.message());
        assertFalse(place.toString().contains(place.text()), place.toString());
      }

      @Override
      public void field(String name, String value) {
        features.add(name + "=" + value);
      }
    });
    return features;
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, from 2^0", "2, from 2^1", "3, from 2^1", "4, from 2^2", "850, from 2^9"})
  void a_number_is_as_large_as_its_power_of_two(int size, String shown) {
    Lead lead = Leads.from("ada@acme.example", "hello")
        .at(new Company("acme.example", "Acme", size, "software", "DE", "", List.of()))
        .lead();
    assertTrue(features(lead).contains("company.size=" + shown), features(lead).toString());
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "0.09, 0.0", "0.1, 0.1", "0.55, 0.5", "0.99, 0.9", "1, 0.9"})
  void a_share_is_its_tenth(double score, String shown) {
    Lead lead = Leads.from(
            message -> message.visibleText("zebra").spam(new Spam(score, List.of("x"))))
        .lead();
    assertTrue(features(lead).contains("spam.score=" + shown), features(lead).toString());
  }

  @Test
  void words_come_first_with_their_places_and_nothing_names_a_person() {
    Lead lead = Leads.from("ada@acme.example", "Demo, please: DEMO 12!")
        .at(new Company("acme.example", "Acme", 850, "Software", "DE", "", List.of()))
        .lead();
    List<String> features = features(lead);
    int first = features.indexOf("demo@text 0-4");
    assertTrue(first >= 0, features.toString());
    assertEquals(
        List.of("demo@text 0-4", "please@text 6-12", "demo@text 14-18", "12@text 19-21"),
        features.subList(first, first + 4));
    assertTrue(features.contains("company.industry=software"), features.toString());
    assertTrue(features.contains("company.country=de"), features.toString());
    int words = (int) features.stream().filter(feature -> feature.contains("@")).count();
    assertTrue(features.subList(0, words).stream().allMatch(feature -> feature.contains("@")));
    for (String personal : List.of("ada", "acme.example", "company.name", "recipient.address")) {
      assertTrue(
          features.stream().noneMatch(feature -> feature.contains(personal)),
          personal + " in " + features);
    }
    assertFalse(FEATURES.fields().contains("recipient.address"));
    assertFalse(FEATURES.fields().contains("company.name"));
    assertTrue(FEATURES.fields().contains("company.size"));
    assertTrue(FEATURES.supposing(null) == FEATURES, "nothing supposed is nothing changed");
  }
}
