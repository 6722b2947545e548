// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.Verdict;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every field that a condition can read can be given in an example, and is read back as it was given. */
class GivenFieldsTest {

  /** Two values of fields whose values have a form of their own. */
  private static final Map<String, List<String>> FORMED = Map.of(
      "sender.tld", List.of("de", "fr"),
      "sender.calling_code", List.of("\"+49\"", "\"+353\""),
      "sender.language", List.of("de", "fr"),
      "sender.email", List.of("kim@acme.example", "alex@acme.example"),
      "recipient.address", List.of("sales@acme.example", "api@acme.example"),
      "company.country", List.of("DE", "FR"),
      "message.defects", List.of("address_in_name", "unquoted_comma"),
      "message.returns", List.of("\"2026-05-02T00:00:00Z\"", "\"2026-05-01T00:00:00Z\""));

  private static final String OWN_FIELDS = """
      flags: { bonus: { default: "off" } }
      experiments:
        pricing: { salt: s, arms: { control: 50, low: 50 } }
        onboarding: { salt: t, arms: { old: 90, new: 10 } }
      derive:
        region: { of: company.country, map: { DE: emea, US: amer }, else: global }
        market: { firstOf: [{ of: sender.domain, suffix: { co.uk: uk } }, { of: region, map: { emea: eu } }] }
        product: { of: recipient.local, prefix: { api: api, dev: devrel }, else: core }
        same: { of: source.campaign }
      """;

  private static List<String> values(Field field) {
    if (FORMED.containsKey(field.name())) {
      return FORMED.getOrDefault(field.name(), List.of());
    }
    return switch (field.type()) {
      case NUMBER ->
        field.scale() == Field.Scale.SHARE ? List.of("0.25", "0.75") : List.of("3", "5");
      case FLAG -> List.of("true", "false");
      case DOMAIN -> List.of("acme.example", "other.example");
      case INSTANT -> List.of("\"2026-05-02T10:00:00Z\"", "\"2026-05-01T10:00:00Z\"");
      case TEXT -> List.of("alpha", "beta");
      case WORD ->
        field.isClosed()
            ? field.values().stream().map(value -> "\"" + value + "\"").toList()
            : List.of("alpha", "beta");
    };
  }

  private static String operator(Field field) {
    return switch (field.type()) {
      case TEXT -> "phrase";
      case INSTANT -> "since";
      default -> "is";
    };
  }

  private static Fields fields() {
    return Definitions.read(Settings.yaml("policy.yaml", OWN_FIELDS)).fields();
  }

  @TestFactory
  List<DynamicTest> every_field_can_be_given_and_decides_a_condition() {
    var tests = new ArrayList<DynamicTest>();
    for (Field field : fields().all()) {
      List<String> values = values(field);
      for (String given : values) {
        for (String asked : new LinkedHashSet<>(List.of(values.get(0), given))) {
          boolean isTrue = given.equals(asked);
          tests.add(DynamicTest.dynamicTest(
              field.name() + ": " + given + " " + operator(field) + " " + asked,
              () -> assertEquals(
                  Verdict.of(isTrue),
                  verdict("{ " + field.name() + ": " + given + " }", field, asked))));
        }
      }
    }
    assertTrue(tests.size() > 100, "too few fields: " + tests.size());
    return tests;
  }

  private static Verdict verdict(String given, Field field, String value) {
    Settings tree = tree(given);
    Lead lead = Examples.read(tree).all().get(0).lead();
    assertEquals(List.of(), tree.problems());
    Settings when = Settings.yaml(
        "when.yaml", "{ " + field.name() + ": { " + operator(field) + ": " + value + " } }");
    Definitions vocabulary = Definitions.read(tree);
    Condition condition =
        ConditionLinter.check(ConditionReader.read(when, vocabulary, vocabulary.fields()));
    assertEquals(List.of(), when.problems());
    return condition.verdict(
        Conditions.of(vocabulary.fields(), List.of(condition)).view(lead));
  }

  private static Settings tree(String given) {
    return Settings.yaml(
        "policy.yaml",
        OWN_FIELDS + "examples:\n  - { name: one, given: " + given + ", expect: { score: 0 } }\n");
  }

  private static List<String> problems(String given) {
    Settings tree = tree(given);
    Examples.read(tree);
    return tree.problems();
  }

  @Test
  void only_the_score_cannot_be_given_and_the_message_says_where_it_belongs() {
    var withScore = new LinkedHashSet<>(fields().withScore().names());
    withScore.removeAll(fields().names());
    assertEquals(List.of("score"), List.copyOf(withScore));
    assertEquals(
        List.of("policy.yaml:11:34: examples[0].given.score: follows from the rules; expected the"
            + " fields that they ask for, and the score under expect"),
        problems("{ score: 80 }"));
  }

  @Test
  void an_unknown_field_is_refused_with_a_suggestion() {
    assertEquals(
        List.of("policy.yaml:11:27: examples[0].given.sender.langage: unknown key; did you mean"
            + " 'sender.language'?"),
        problems("{ sender.langage: de }"));
  }

  @TestFactory
  List<DynamicTest> a_value_that_the_lead_would_not_hold_is_refused() {
    return List.of(
            "{ sender.email: kim@acme.example, sender.domain: other.example }",
            "{ sender.domain: acme.example, sender.tld: de }",
            "{ recipient.address: sales@acme.example, recipient.local: api }",
            "{ lead.messages: 0, text: hello }",
            "{ lead.messages: 1, message.automation: report, lead.automation: none }",
            "{ company.country: US, region: emea }",
            "{ region: nowhere }",
            "{ company.country: FR, same: x, source.campaign: y }",
            "{ sender.domain: company1.example, experiment.pricing: control,"
                + " experiment.onboarding: new }",
            "{ sender.language: de-AT }",
            "{ sender.calling_code: \"49\" }",
            "{ sender.calling_code: 49 }",
            "{ sender.calling_code: +4930 }",
            "{ sender.tld: .de }",
            "{ sender.domain: kim@acme.example }",
            "{ sender.email: acme.example }",
            "{ sender.consent: maybe }",
            "{ company.country: Germany }",
            "{ company.size: -1 }",
            "{ company.size: 2.5 }",
            "{ company.size: 3000000000 }",
            "{ message.attachments: -1 }",
            "{ message.attachments: 2000000000 }",
            "{ lead.duplicates: 2000000000 }",
            "{ lead.messages: -1 }",
            "{ spam.score: 7 }",
            "{ spam.score: -0.1 }",
            "{ text: \"\" }",
            "{ text: ~ }",
            "{ text: [a] }",
            "{ company.size: many }")
        .stream()
        .map(given -> DynamicTest.dynamicTest(given, () -> {
          List<String> problems = problems(given);
          assertFalse(problems.isEmpty(), "accepted: " + given);
          assertTrue(problems.get(0).startsWith("policy.yaml:11:"), problems.get(0));
          assertTrue(problems.get(0).contains("expected"), problems.get(0));
        }))
        .toList();
  }

  @Test
  void all_fields_of_a_company_and_its_sender_can_be_given_together() {
    assertEquals(
        List.of(),
        problems(
            "{ sender.email: kim@acme.de, sender.domain: acme.de, sender.tld: de,"
                + " sender.name: Kim, sender.language: de, sender.calling_code: +49,"
                + " sender.consent: granted, company.size: 5, company.country: de, spam.flags: \"A, B\","
                + " lead.automation: none, message.automation: generated, subject: s, text: \" t \" }"));
  }

  @Test
  void spam_flags_alone_say_that_a_filter_looked() {
    Settings tree = tree("{ spam.flags: \"BAYES_99, URIBL_BLACK\" }");
    Lead lead = Examples.read(tree).all().get(0).lead();
    assertEquals(
        List.of("BAYES_99", "URIBL_BLACK"), lead.messages().get(0).spam().flags());
    assertEquals(0, lead.messages().get(0).spam().score());
  }

  @Test
  void a_value_that_cannot_be_given_is_refused_with_what_can() {
    Map.of(
            "{ message.defects: nonsense }",
                "set to 'nonsense', which is not a defect; expected some of",
            "{ company.size: 2.5 }", "set to 2.5; expected a whole number from 0 to 2147483647",
            "{ lead.duplicates: 1001 }", "set to 1001; expected a whole number from 0 to 1000",
            "{ spam.score: 1.1 }", "set to 1.1; expected a number from 0 to 1",
            "{ text: \"\" }", "empty; expected a value, or the field left out where it is missing")
        .forEach((given, said) -> {
          List<String> problems = problems(given);
          assertTrue(problems.size() == 1 && problems.get(0).contains(said), given + problems);
        });
    for (String given : List.of(
        "{ company.size: 0 }",
        "{ company.size: 2147483647 }",
        "{ lead.duplicates: 1000 }",
        "{ spam.score: 1 }",
        "{ spam.score: 0 }")) {
      assertEquals(List.of(), problems(given), given);
    }
  }

  @Test
  void an_example_expects_something() {
    Settings tree = Settings.yaml(
        "policy.yaml",
        "examples: [{ name: one, given: { text: hi }, expect: {} }, { name: one, given: { text: hi }, expect: { score: 1 } }]");
    Examples.read(tree);
    List<String> problems = tree.problems();
    assertEquals(2, problems.size(), problems.toString());
    assertTrue(
        problems.get(0).contains("empty; expected a score, a route or something else to compare"));
    assertTrue(problems.get(1).contains("'one' occurs twice; expected a name for each example"));
  }
}
