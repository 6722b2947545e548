// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Company;
import dev.leadkit.Lead;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import java.util.List;

/** Conditions that are read from text, and two leads to ask them of. */
final class ConditionFixture {

  static final String WORDS = """
      lists:
        free: { words: [gmail.com, Web.DE., bücher.example, co.example], as: domain }
        markets: [Software, BANKING]
      phrases:
        security: [sso, saml, "soc~2", "single sign-on"]
      derive:
        product: { of: recipient.local, prefix: { api: api, sales: core } }
      """;

  static final Company ACME =
      new Company("acme.example", "Acme", 850, "software", "DE", "Europe/Berlin", List.of());
  static final Lead KNOWN =
      Leads.from("ada@acme.example", "We need SSO.").at(ACME).lead();
  static final Lead UNKNOWN = Leads.from("ada@acme.example", "We need SSO.").lead();

  /** What a condition says of a lead; what is wrong with it fails the test. */
  static ConditionResult ask(String when, Lead lead) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    Condition condition = ConditionLinter.check(
        ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    assertEquals(List.of(), root.problems(), when);
    EvaluationContext view =
        Conditions.of(vocabulary.fields(), List.of(condition)).view(lead);
    return condition.test(view);
  }

  static Verdict verdict(String when, Lead lead) {
    return ask(when, lead).verdict();
  }

  static String describe(String when) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    return ConditionLinter.check(
            ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()))
        .describe();
  }

  static List<String> problems(String when) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    ConditionLinter.check(ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    return root.problems();
  }

  private ConditionFixture() {}
}
