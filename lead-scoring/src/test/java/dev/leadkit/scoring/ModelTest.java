// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.scoring.Model.Provenance;
import dev.leadkit.scoring.Model.Term;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {

  private static final int GOLDEN_WORD = 1333941543;
  private static final int GOLDEN_FIELD = 292466418;

  private final Model model = Models.model();

  @Test
  void a_logit_is_the_sum_of_the_intercept_and_its_terms_whatever_the_lead() {
    var random = new Random(2);
    for (int i = 0; i < 500; i++) {
      Lead lead = Models.lead(random.nextBoolean(), random);
      List<Term> terms = model.terms(Models.FEATURES, lead);
      long sum = model.intercept() + terms.stream().mapToLong(Term::weight).sum();
      assertEquals(sum, model.logit(Models.FEATURES, lead), "lead " + i);
      for (int t = 1; t < terms.size(); t++) {
        assertTrue(Math.abs(terms.get(t - 1).weight()) >= Math.abs(terms.get(t).weight()));
      }
    }
  }

  @Test
  void a_word_counts_once_and_its_term_points_at_the_first_place() {
    Lead lead = Leads.from("jo@acme.example", "Casino. CASINO, casino!").lead();
    Lead once = Leads.from("jo@acme.example", "hm casino").lead();
    assertEquals(model.logit(Models.FEATURES, once), model.logit(Models.FEATURES, lead));
    List<Term> words = model.terms(Models.FEATURES, lead).stream()
        .filter(term -> term.evidence().field().equals("text"))
        .toList();
    assertEquals(1, words.size());
    assertEquals("Casino", words.get(0).evidence().value());
    assertEquals(0, words.get(0).evidence().start());
    assertTrue(words.get(0).weight() > 0);
  }

  @Test
  void who_writes_is_nothing_that_a_model_sees() {
    Lead one = Leads.from("jo@acme.example", "demo price").lead();
    Lead other = Leads.from("max@seller.example", "demo price").lead();
    assertEquals(
        model.terms(Models.FEATURES, one).size(),
        model.terms(Models.FEATURES, other).size());
    assertEquals(model.logit(Models.FEATURES, one), model.logit(Models.FEATURES, other));
    for (String field : Models.FEATURES.fields()) {
      assertFalse(
          List.of("sender.email", "sender.name", "sender.domain", "company.domain", "company.name")
              .contains(field),
          field);
    }
  }

  @Test
  void a_file_holds_the_whole_model_and_no_word() {
    String json = model.json();
    Model again = Model.read("model.json", json);
    assertEquals(json, again.json());
    assertEquals(model.hash(), again.hash());
    assertEquals(model.provenance(), again.provenance());
    assertArrayEquals(model.weights(), again.weights());
    assertFalse(json.contains("casino"));
  }

  @Test
  void weights_of_any_size_are_kept() {
    int[] weights = new int[1 << 10];
    weights[0] = 1;
    weights[1] = -1;
    weights[200] = Model.MOST_WEIGHT;
    weights[1023] = -Model.MOST_WEIGHT;
    var provenance = new Provenance("a \"b\"\n", "ü", "", 0, 0, List.of());
    Model kept = new Model(10, weights, -5, provenance);
    Model again = Model.read("m", kept.json());
    assertArrayEquals(weights, again.weights());
    assertEquals(provenance, again.provenance());
    assertEquals(-5, again.intercept());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"bits\": 10|\"bits\": 23|model.json:13:11: bits: set to 23; expected 8 to 22",
        "\"intercept\": -5|\"intercept\": -6|hash: set to sha256:",
        "\"AQIB|\"AQMB|hash: set to sha256:",
        "\"AQIB|\"/wIB|weights: cannot be read: ",
        "lead-model/1|lead-model/2|schema: set to 'lead-model/2'; expected lead-model/1",
      })
  void a_file_that_was_changed_is_refused(String from, String to, String problem) {
    int[] weights = new int[1 << 10];
    weights[0] = 1;
    weights[1] = -1;
    Model kept = new Model(10, weights, -5, new Provenance("a", "b", "", 0, 0, List.of()));
    String changed = kept.json().replace(from, to);
    assertFalse(changed.equals(kept.json()), kept.json());
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Model.read("model.json", changed));
    assertTrue(String.valueOf(refused.getMessage()).contains(problem), refused.getMessage());
  }

  @Test
  void hashes_of_words_and_fields_never_change() {
    int year = FeatureHash.word("2025".toCharArray(), 4);
    assertEquals(year, FeatureHash.word("1999".toCharArray(), 4));
    assertNotEquals(year, FeatureHash.word("199".toCharArray(), 3));
    assertEquals(GOLDEN_WORD, FeatureHash.word("straße".toCharArray(), 6));
    assertEquals(GOLDEN_FIELD, FeatureHash.field("company.size", "from 2^9"));
  }
}
