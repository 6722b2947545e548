// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.policy.check.ReachabilityAnalyzer.NotProved;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Reachable;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Unreachable;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Witness;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lead is made up to show that a condition can be met: one that says as little as possible. */
class WitnessTest {

  private static final String POLICY = """
      lists:
        free: { words: [free.example], as: domain }
      phrases: { login: [sso, saml, oidc] }
      experiments:
        pricing: { salt: "2026-11", arms: { control: 40, low: 40, high: 20 } }
      maps:
        regions: { DE: dach, AT: dach, FR: west }
      derive:
        region: { of: company.country, map: regions }
        desk: { of: region, map: { dach: vienna, west: paris } }
      """;

  private static ReachabilityAnalyzer precedence(String... conditions) {
    Settings root = Settings.yaml("policy.yaml", POLICY);
    Definitions vocabulary = Definitions.read(root);
    assertEquals(List.of(), root.problems());
    var read = new ArrayList<Condition>();
    Fields fields = vocabulary.fields().withScore();
    for (String text : conditions) {
      Settings when = Settings.yaml("when", text);
      read.add(ConditionLinter.check(ConditionReader.read(when, vocabulary, fields)));
      assertEquals(List.of(), when.problems());
    }
    return ReachabilityAnalyzer.of(read, fields, Scoring.UNKNOWN);
  }

  private static String shown(String condition) {
    return String.valueOf(precedence(condition).witnessTo(0));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          { lead.received: { since: "2026-03-02T12:00:00Z" } }  ; { lead.received: 2026-03-02T12:00:00Z }
          { lead.received: { before: "2026-03-02T12:00:00Z" } } ; { lead.received: 1970-01-05T00:00:00Z }
          { lead.received: { window: { from: "13:00", to: "14:00", zone: UTC } } } ; { lead.received: 1970-01-05T13:00:00Z }
          { all: [{ lead.received: { since: "2026-03-02T12:00:00Z" } }, { lead.received: { dayOf: { in: [wed], zone: UTC } } }] } ; { lead.received: 2026-03-04T00:00:00Z }
          { lead.received: { dayOf: { in: [sun], zone: UTC } } } ; { lead.received: 1970-01-11T00:00:00Z }
          { region: { is: west } }                              ; { company.country: fr }
          { desk: { is: vienna } }                              ; { company.country: de }
          { all: [{ desk: { is: vienna } }, { company.country: { is: AT } }] } ; { company.country: at }
          { sender.tld: { is: museum } }                        ; { sender.domain: company.museum }
          { company.country: { isNot: DE } }                    ; { company.country: AQ }
          { company.name: { regex: "acme[0-9]+" } }             ; { company.name: acme0 }
          { company.name: { is: Acme, exact: true } }           ; { company.name: Acme }
          { company.size: { gte: 5 } }                          ; { company.size: 5 }
          { company.size: { missing: true } }                   ; { company.size: missing }
          { score: { gte: 5 } }                                 ; { score: 5 }
          { text: { count: { phrases: login, atLeast: 2 } } }   ; { text: "sso. saml." }
          { all: [{ text: { phrase: sso } }, { text: { phrase: single~sign } }] } ; { text: "sso. single sign." }
          { all: [{ company.name: { regex: "acme" } }, { company.name: { regex: "tools" } }] } ; { company.name: acmetools }
          { all: [{ message.automation: { is: auto_reply } }, { lead.automation: { is: auto_reply } }] } ; { message.automation: auto_reply }
          { lead.automation: { is: auto_reply } }               ; { message.automation: auto_reply }
          """)
  void a_witness_holds_what_the_condition_asks_for_and_no_more(String condition, String fields) {
    assertEquals(fields, shown(condition));
  }

  @Test
  void a_company_is_found_that_is_in_the_wanted_arm() {
    Witness high = precedence("{ experiment.pricing: { is: high } }").witnessTo(0);
    assertTrue(
        String.valueOf(high).matches("\\{ sender.domain: company\\d+\\.example }"), "" + high);
    Witness below = precedence(
            "{ all: [{ experiment.pricing: { is: high } }, { sender.domain: { inList: free } }] }")
        .witnessTo(0);
    assertTrue(
        String.valueOf(below).matches("\\{ sender.domain: (company\\d+\\.)?free\\.example }")
            || below == null,
        "" + below);
  }

  @Test
  void a_company_that_is_given_is_in_its_own_arm_or_in_none() {
    String given =
        "{ all: [{ sender.domain: { is: acme.example } }, { experiment.pricing: { is: %s } }] }";
    List<String> found = List.of("control", "low", "high").stream()
        .map(arm -> shown(given.formatted(arm)))
        .filter(witness -> !witness.equals("null"))
        .toList();
    assertEquals(List.of("{ sender.domain: acme.example }"), found, "it is in exactly one arm");
  }

  @Test
  void fields_that_exclude_each_other_have_no_witness() {
    assertNull(precedence("{ all: [{ region: { is: west } }, { company.country: { is: DE } }] }")
        .witnessTo(0));
    assertNull(precedence("{ all: [{ lead.received: { dayOf: { in: [mon], zone: UTC } } },"
            + " { lead.received: { dayOf: { in: [tue], zone: UTC } } }] }")
        .witnessTo(0));
  }

  @Test
  void a_witness_is_shown_as_yaml_with_quotes_where_they_are_needed() {
    assertEquals(
        "{ company.name: \"a \\\"b\\\" c\" }", shown("{ company.name: { is: 'a \"b\" c' } }"));
  }

  @Test
  void too_many_values_to_distinguish_prove_nothing() {
    String many = IntStream.range(0, Cells.MAX_CANDIDATES)
        .mapToObj(i -> "w" + i)
        .collect(Collectors.joining(", ", "[", "]"));
    ReachabilityAnalyzer precedence =
        precedence("{ company.size: { gte: 5 } }", "{ company.name: { in: " + many + " } }");
    assertInstanceOf(NotProved.class, precedence.comingTo(0));
    assertNull(precedence.witnessTo(0));
    assertNull(precedence.scoresBeside(0));
  }

  /** Each pair of phrases doubles the pieces that are left before the last condition takes them all. */
  @Test
  void a_search_through_too_many_pieces_proves_nothing() {
    assertInstanceOf(Unreachable.class, afterPairs(6).comingTo(7));
    assertInstanceOf(NotProved.class, afterPairs(15).comingTo(16));
    assertInstanceOf(Reachable.class, afterPairs(15).comingTo(15), "the first piece suffices");
  }

  private static ReachabilityAnalyzer afterPairs(int pairs) {
    var conditions = new ArrayList<String>();
    for (int i = 0; i < pairs; i++) {
      conditions.add(
          "{ all: [{ text: { phrase: one" + i + " } }, { text: { phrase: two" + i + " } }] }");
    }
    conditions.add("always");
    conditions.add("{ company.size: { gte: 5 } }");
    return precedence(conditions.toArray(String[]::new));
  }

  /** A lead cannot be from the west and from another country, which only the search for a witness finds out. */
  @Test
  void up_to_eight_pieces_are_searched_for_a_witness() {
    List<String> countries = List.of("DE", "AT", "CH", "US", "GB", "IT", "ES", "PL");
    for (int failing : new int[] {1, 7, 8}) {
      String condition = countries.subList(0, failing).stream()
          .map(country ->
              "{ all: [{ region: { is: west } }, { company.country: { is: " + country + " } }] }, ")
          .collect(Collectors.joining("", "{ any: [", "{ company.size: { gte: 5 } }] }"));
      assertEquals(
          failing < 8 ? "{ company.size: 5 }" : "null", shown(condition), failing + " fail");
    }
  }

  @Test
  void nothing_is_proved_beside_a_condition_with_too_many_ways_to_be_true() {
    String many = IntStream.range(0, 11)
        .mapToObj(i ->
            "{ any: [{ text: { phrase: one" + i + " } }, { text: { phrase: two" + i + " } }] }")
        .collect(Collectors.joining(", ", "{ all: [", "] }"));
    ReachabilityAnalyzer precedence = precedence(many, "{ company.size: { gte: 5 } }");
    assertInstanceOf(NotProved.class, precedence.comingTo(0));
    assertInstanceOf(NotProved.class, precedence.comingTo(1));
    assertInstanceOf(Reachable.class, precedence.meeting(1, List.of()));
  }

  @Test
  void without_a_scorer_any_score_can_be_had() {
    ReachabilityAnalyzer precedence = precedence(
        "{ score: { gte: 50 } }", "{ score: { lt: 60 } }", "{ score: { gte: 50, lt: 60 } }");
    assertInstanceOf(Reachable.class, precedence.comingTo(0));
    assertInstanceOf(Reachable.class, precedence.comingTo(1));
    assertInstanceOf(Unreachable.class, precedence.comingTo(2));
    assertEquals("{ score: 0 }", String.valueOf(precedence.witnessTo(1)));
  }

  /** Gives the points of every component whose condition is true. */
  private record Rules(Fields fields, ScoreModel model) implements ConditionalScorer {

    @Override
    public Score score(Lead lead) {
      int sum = 0;
      for (ScoreModel.Component component : model.components()) {
        Conditions conditions = Conditions.of(fields, List.of(component.when()));
        if (component.when().verdict(conditions.view(lead)) == Verdict.TRUE) {
          sum += component.most();
        }
      }
      return Score.of(sum, List.of(), List.of());
    }

    @Override
    public Score score(Lead lead, FieldOverride supposition) {
      return score(lead);
    }

    @Override
    public List<Integer> scores() {
      return model.scores();
    }
  }

  /** 20 points for large companies, 30 for a word in the text, 7 for a long thread. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          { score: { gte: 50 } } ; { company.size: 5, score: 50, text: sso. }
          { score: { gte: 30 } } ; { score: 30, text: sso. }
          { score: { is: 20 } }  ; { company.size: 5, score: 20 }
          { score: { gte: 0 } }  ; { score: 0 }
          { score: { is: 7 } }   ; { lead.messages: 5, score: 7 }
          { all: [{ score: { gte: 50 } }, { company.size: { gte: 9 } }] } ; { company.size: 9, score: 50, text: sso. }
          { all: [{ score: { lt: 20 } }, { text: { phrase: sso } }] } ; null
          """)
  void a_witness_says_as_little_as_the_wanted_score_needs(String condition, String witness) {
    Fields fields = Fields.ofLead().withScore();
    Definitions none = Definitions.read(Settings.yaml("policy.yaml", "{}"));
    var components = new ArrayList<ScoreModel.Component>();
    Map.of(
            "{ text: { phrase: sso } }", 30,
            "{ company.size: { gte: 5 } }", 20,
            "{ lead.messages: { gte: 5 } }", 7)
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(rule -> components.add(new ScoreModel.Component(
            ConditionLinter.check(
                ConditionReader.read(Settings.yaml("rule", rule.getKey()), none, fields)),
            "",
            rule.getValue(),
            rule.getValue(),
            rule.getValue())));
    var model = new ScoreModel(0, 0, 100, Map.of(), components);
    ReachabilityAnalyzer precedence = ReachabilityAnalyzer.of(
        List.of(ConditionLinter.check(
            ConditionReader.read(Settings.yaml("when", condition), none, fields))),
        fields,
        Scoring.by(new Rules(fields, model)));
    assertEquals(witness, String.valueOf(precedence.witnessTo(0)));
  }
}
