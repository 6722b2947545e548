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
import dev.leadkit.tck.Leads;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTest {

  private static final int GOLDEN_WORD = 1333941543;
  private static final int GOLDEN_FIELD = 292466418;

  private static final Model MODEL = Models.model();

  @Test
  void a_logit_is_the_sum_of_the_intercept_and_its_terms_whatever_the_lead() {
    var random = new Random(2);
    for (int i = 0; i < 500; i++) {
      Lead lead = Models.lead(random.nextBoolean(), random);
      List<Term> terms = MODEL.terms(Models.FEATURES, lead);
      long sum = MODEL.intercept() + terms.stream().mapToLong(Term::weight).sum();
      assertEquals(sum, MODEL.logit(Models.FEATURES, lead), "lead " + i);
      for (int t = 1; t < terms.size(); t++) {
        assertTrue(Math.abs(terms.get(t - 1).weight()) >= Math.abs(terms.get(t).weight()));
      }
    }
  }

  @Test
  void a_word_counts_once_and_its_term_points_at_the_first_place() {
    Lead lead = Leads.from("jo@acme.example", "Casino. CASINO, casino!").lead();
    Lead once = Leads.from("jo@acme.example", "hm casino").lead();
    assertEquals(MODEL.logit(Models.FEATURES, once), MODEL.logit(Models.FEATURES, lead));
    List<Term> words = MODEL.terms(Models.FEATURES, lead).stream()
        .filter(term -> term.evidence().field().equals("text"))
        .toList();
    assertEquals(1, words.size());
    assertEquals("Casino", words.get(0).evidence().value());
    assertEquals(0, words.get(0).evidence().start());
    assertTrue(words.get(0).weight() > 0);
  }

  @Test
  void the_sender_is_not_a_feature() {
    Lead one = Leads.from("jo@acme.example", "demo price").lead();
    Lead other = Leads.from("max@seller.example", "demo price").lead();
    assertEquals(
        MODEL.terms(Models.FEATURES, one).size(),
        MODEL.terms(Models.FEATURES, other).size());
    assertEquals(MODEL.logit(Models.FEATURES, one), MODEL.logit(Models.FEATURES, other));
    for (String field : Models.FEATURES.fields()) {
      assertFalse(
          List.of("sender.email", "sender.name", "sender.domain", "company.domain", "company.name")
              .contains(field),
          field);
    }
  }

  @Test
  void a_file_holds_the_whole_model_and_no_word() {
    String json = MODEL.json();
    Model again = Model.read("model.json", json);
    assertEquals(json, again.json());
    assertEquals(MODEL.hash(), again.hash());
    assertEquals(MODEL.provenance(), again.provenance());
    assertArrayEquals(MODEL.weights(), again.weights());
    assertFalse(json.contains("casino"));
  }

  @Test
  void weights_of_any_size_are_kept() {
    int[] weights = new int[1 << 10];
    weights[0] = 1;
    weights[1] = -1;
    weights[200] = Model.MAX_WEIGHT;
    weights[1023] = -Model.MAX_WEIGHT;
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

  private static Model small(int... weights) {
    int[] all = new int[1 << 8];
    System.arraycopy(weights, 0, all, 0, weights.length);
    return new Model(8, all, 7, new Provenance("a", "b", "none", 3, 2, List.of()));
  }

  /** The format of the file: models that were trained with earlier releases must be readable, and keep their identity. */
  @Test
  void the_text_of_a_file_never_changes() {
    int[] weights = {1, 0, -1, 63, -64, 64, -65, 8191, -8192, 8192, 30_000, -30_000};
    var metrics =
        List.of(new Model.Metric("brier", "0.1"), new Model.Metric("\"é\\\u007f~ !", "1"));
    var provenance = new Provenance("spam", "ham", "sha256:x", 3, 2, metrics);
    int[] all = new int[1 << 8];
    System.arraycopy(weights, 0, all, 0, weights.length);
    for (int i = 100; i < 256; i += 2) {
      all[i] = i;
    }
    assertEquals("""
        {
          "schema": "lead-model/1",
          "hash": "sha256:376e52b82e6de3ef4211ec382e4eb0bbf173313eb11836b5df38a904b3528123",
          "provenance": {
            "label": "spam",
            "against": "ham",
            "data": "sha256:x",
            "examples": 3,
            "positives": 2,
            "metrics": {
              "brier": "0.1",
              "\\"\\u00e9\\\\\\u007f~ !": "1"
            }
          },
          "bits": 8,
          "intercept": -12,
          "weights": [
            "AQICAQF+AX8BgAEBgQEB/n8B/38BgIABAeDUAwHf1ANZyAECzAEC0AEC1AEC2AEC3AEC4AEC5AEC6AEC7AEC8AEC9AEC+AEC",
            "/AECgAIChAICiAICjAICkAIClAICmAICnAICoAICpAICqAICrAICsAICtAICuAICvAICwAICxAICyAICzAIC0AIC1AIC2AIC",
            "3AIC4AIC5AIC6AIC7AIC8AIC9AIC+AIC/AICgAMChAMCiAMCjAMCkAMClAMCmAMCnAMCoAMCpAMCqAMCrAMCsAMCtAMCuAMC",
            "vAMCwAMCxAMCyAMCzAMC0AMC1AMC2AMC3AMC4AMC5AMC6AMC7AMC8AMC9AMC+AMC/AM="
          ]
        }
        """, new Model(8, all, -12, provenance).json());
  }

  /** One octet holds seven bits of a number, the lowest first; a weight has its sign in the lowest bit. */
  @ParameterizedTest
  @CsvSource({
    // a step of 1 each and the weight
    "01 02, 1",
    "01 01, -1",
    "01 7E, 63",
    "01 7F, -64",
    "01 80 01, 64",
    "01 DF D4 03, -30000",
    "01 E0 D4 03, 30000",
    // longer than it need be
    "01 82 80 80 80 00, 1"
  })
  void weights_are_numbers_of_seven_bits_an_octet(String octets, int weight) {
    assertEquals(weight, ofWeights(octets).weights()[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "01|the numbers end at 1 of 1",
        "01 80|the numbers end at 1 of 2",
        "80|the numbers end at 0 of 1",
        "01 02 80 80|the numbers end at 2 of 4",
        "01 80 80 80 80 80 00|the numbers end at 1 of 7",
        "00 02|weight 1 at -1; expected at most 30000, in the order of 256 places",
        "01 02 00 02|weight 1 at 0; expected at most 30000, in the order of 256 places",
        "81 02 02|weight 1 at 256; expected at most 30000, in the order of 256 places",
        "01 02 80 02 02|weight 1 at 256; expected at most 30000, in the order of 256 places",
        "01 E2 D4 03|weight 30001 at 0; expected at most 30000, in the order of 256 places",
        "01 E1 D4 03|weight -30001 at 0; expected at most 30000, in the order of 256 places",
        "FF FF FF FF 7F 02|weight 1 at 34359738366; expected at most 30000, in the order of 256 places",
      })
  void weights_that_no_model_has_are_refused(String octets, String problem) {
    var refused = assertThrows(IllegalArgumentException.class, () -> ofWeights(octets));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("weights: cannot be read: " + problem),
        refused.getMessage());
  }

  @Test
  void a_model_without_weights_and_one_with_just_a_full_line_are_read_too() {
    assertTrue(small().json().contains("\"weights\": [\n  ]"), small().json());
    int[] line = new int[36];
    Arrays.fill(line, 1);
    assertArrayEquals(small(line).weights(), Model.read("m", small(line).json()).weights());
    assertFalse(small(line).json().contains("\"\""), "72 octets are one line of 96 characters");
  }

  @Test
  void the_last_place_has_a_weight_too() {
    assertEquals(1, ofWeights("80 02 02").weights()[255]);
  }

  /** A model of 256 weights with the hash that it must have. */
  private static Model ofWeights(String octets) {
    byte[] weights = HexFormat.ofDelimiter(" ").parseHex(octets);
    String json = small().json();
    int from = json.indexOf("\"weights\": [") + 12;
    String changed = json.substring(0, from)
        + "\""
        + Base64.getEncoder().encodeToString(weights)
        + json.substring(from).replaceFirst("\\s+(\"\")?\\s*]", "\"]");
    try {
      return Model.read("m", changed);
    } catch (IllegalArgumentException e) {
      // the hash is that of another model: what the file says it is
      Matcher hash = Pattern.compile("but the content of the file has (sha256:[0-9a-f]+);")
          .matcher(String.valueOf(e.getMessage()));
      if (!hash.find()) {
        throw e;
      }
      return Model.read("m", changed.replaceFirst("sha256:[0-9a-f]{64}", hash.group(1)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bits, 8, 22",
    "intercept, -100000, 100000",
    "examples, 0, 2147483647",
    "positives, 0, 2147483647"
  })
  void a_number_of_a_file_is_within_its_limits(String key, long least, long most) {
    for (long number : new long[] {least - 1, least, most, most + 1}) {
      String json =
          small(1).json().replaceFirst("\"" + key + "\": [0-9]+", "\"" + key + "\": " + number);
      String why = "";
      try {
        Model.read("m", json);
      } catch (IllegalArgumentException e) {
        why = String.valueOf(e.getMessage());
      }
      boolean isWithin = number >= least && number <= most;
      assertEquals(!isWithin, why.contains(key + ": set to "), key + " " + number + ": " + why);
    }
  }

  @Test
  void the_description_of_a_model_leaves_out_its_weights() {
    Model one = small(1);
    assertEquals("Model[a against b, " + one.hash() + "]", one.toString());
    assertEquals(7, one.intercept());
    assertEquals(8, one.bits());
    one.weights()[0] = 5;
    assertEquals(1, one.weights()[0], "no one changes a model");
  }

  @Test
  void odds_of_one_to_one_are_half_and_those_of_e_to_one_are_73_percent() {
    assertEquals(0.5, Model.probability(0));
    assertEquals(Math.E / (1 + Math.E), Model.probability(1_000), 1e-12);
    assertEquals(1 / (1 + Math.E), Model.probability(-1_000), 1e-12);
  }

  /** More different words than fit into the initial table. */
  @Test
  void a_long_mail_counts_each_word_once() {
    int[] weights = new int[1 << 14];
    Arrays.fill(weights, 1);
    Model each = new Model(14, weights, 0, new Provenance("a", "b", "", 0, 0, List.of()));
    String text = IntStream.range(0, 2_000)
        .mapToObj(i -> "w" + Integer.toString(i, 26).replaceAll("[0-9]", "z$0"))
        .collect(Collectors.joining(" "));
    var places = new HashSet<Integer>();
    Lead lead = Leads.from("jo@acme.example", text + " " + text).lead();
    Models.FEATURES.read(lead, new Features.Sink() {
      @Override
      public void word(char[] letters, int length, Features.Place place, int start, int end) {
        places.add(Model.index(FeatureHash.word(letters, length), 14));
      }

      @Override
      public void field(String name, String value) {
        places.add(Model.index(FeatureHash.field(name, value), 14));
      }
    });
    assertTrue(places.size() > 1_500, "too few words: " + places.size());
    assertEquals(places.size(), each.logit(Models.FEATURES, lead));
    assertEquals(places.size(), each.terms(Models.FEATURES, lead).size());
  }

  @ParameterizedTest
  @CsvSource({
    "2025, 1987, true",
    "2025, 199, false",
    "2025, 0000, true",
    "9/9, 9:9, false",
    "20a5, 2000, false",
    "a025, 1025, false",
    "ab, ba, false"
  })
  void of_a_number_only_the_digits_are_counted(String one, String other, boolean isSame) {
    assertEquals(
        isSame,
        FeatureHash.word(one.toCharArray(), one.length())
            == FeatureHash.word(other.toCharArray(), other.length()));
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
