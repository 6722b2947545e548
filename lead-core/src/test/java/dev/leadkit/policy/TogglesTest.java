// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact;
import dev.leadkit.Input;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.NextAction;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.json.LeadJson;
import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags and experiments: what they give a lead, and that nothing but the recorded facts decides it. */
class TogglesTest {

  private static final String POLICY = """
      lists:
        free: { words: [freemail.example], as: domain }
      flags:
        bonus: { default: "off" }
        colour: { values: [red, green, blue], default: green }
      experiments:
        pricing: { salt: "2026-11", arms: { control: 40, low: 40, high: 20 }, byContact: free }
      """;

  private static Definitions vocabulary(String yaml) {
    Settings settings = Settings.yaml("policy.yaml", yaml);
    Definitions vocabulary = Definitions.read(settings);
    assertEquals(List.of(), settings.problems());
    return vocabulary;
  }

  private static List<String> problems(String yaml) {
    Settings settings = Settings.yaml("policy.yaml", yaml);
    Definitions.read(settings);
    return settings.problems();
  }

  private static Lead answered(Lead lead, Fact.FlagEvaluated answer) {
    return lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, Leads.NOON, answer));
  }

  /** Computed with another implementation of the documented formula. */
  @ParameterizedTest
  @CsvSource({
    "2026-11, acme.example, 26",
    "2026-11, kestrel-optics.example, 52",
    "2026-11, acme.co.uk, 41",
    "2026-11, xn--bcher-kva.example, 82",
    "2026-11, ada@freemail.example, 67",
    "2026-11, grace@freemail.example, 6",
    "2026-11, lead_0123, 61",
    "2026-12, acme.example, 67",
    "2026-12, kestrel-optics.example, 35",
    "2026-12, acme.co.uk, 11",
    "2026-12, xn--bcher-kva.example, 52",
    "2026-12, ada@freemail.example, 3",
    "2026-12, grace@freemail.example, 37",
    "2026-12, lead_0123, 31"
  })
  void a_bucket_is_the_same_for_ever(String salt, String unit, int bucket) {
    assertEquals(
        bucket, new Experiment("pricing", salt, Map.of("all", 100), Set.of()).bucket(unit));
  }

  @ParameterizedTest
  @CsvSource({
    "ada@acme.example, acme.example, control",
    "grace@mail.eu.acme.example, acme.example, control",
    "ada@kestrel-optics.example, kestrel-optics.example, low",
    "ada@sales.acme.co.uk, acme.co.uk, low",
    "ada@bücher.example, xn--bcher-kva.example, high",
    "ada@freemail.example, ada@freemail.example, low",
    "grace@freemail.example, grace@freemail.example, control"
  })
  void one_company_is_in_one_arm_and_free_mail_is_divided_by_mailbox(
      String sender, String unit, String arm) {
    Lead lead = Leads.from(sender, "hello").lead();
    Definitions vocabulary = vocabulary(POLICY);
    var experiment =
        new Experiment("pricing", "2026-11", Map.of("all", 100), Set.of("freemail.example"));
    assertEquals(unit, experiment.unit(lead));
    List<Input> inputs = vocabulary.toggles().inputs(lead);
    assertEquals("experiment.pricing", inputs.get(2).field());
    assertEquals(arm, inputs.get(2).value());
    assertFalse(inputs.get(2).why().contains("ada"), inputs.get(2).why());
  }

  @Test
  void the_arms_divide_the_buckets_in_their_order() {
    var arms = new LinkedHashMap<String, Integer>();
    arms.put("a", 40);
    arms.put("b", 0);
    arms.put("c", 60);
    var experiment = new Experiment("e", "s", arms, Set.of());
    assertEquals("a", experiment.arm(0));
    assertEquals("a", experiment.arm(39));
    assertEquals("c", experiment.arm(40));
    assertEquals("c", experiment.arm(99));
  }

  @Test
  void a_policy_tells_the_names_and_values_of_its_variations() {
    Toggles variations = vocabulary(POLICY).toggles();
    assertEquals(List.of("bonus", "colour"), variations.flags());
    assertEquals(List.of("pricing"), variations.experiments());
    assertEquals(
        Map.of(
            "flag.bonus", List.of("on", "off"),
            "flag.colour", List.of("red", "green", "blue"),
            "experiment.pricing", List.of("control", "low", "high")),
        variations.values());
    assertEquals(
        "acme.co.uk",
        Toggles.subject(Leads.from("ada@mail.acme.co.uk", "hello").lead()).domain());
  }

  @Test
  void a_lead_without_an_address_has_an_arm_too() {
    Lead lead = Leads.from("", "hello").lead();
    String arm = vocabulary(POLICY).toggles().inputs(lead).get(2).value();
    assertTrue(List.of("control", "low", "high").contains(arm), arm);
  }

  @Test
  @Tag("slow")
  void the_arms_get_their_shares() {
    var ordered = new LinkedHashMap<String, Integer>();
    ordered.put("control", 40);
    ordered.put("low", 40);
    ordered.put("none", 0);
    ordered.put("high", 20);
    var divided = new Experiment("pricing", "salt", ordered, Set.of());
    var counted = new TreeMap<String, Integer>();
    for (int company = 0; company < 100_000; company++) {
      int bucket = divided.bucket("company-" + company + ".example");
      counted.merge(divided.arm(bucket), 1, Integer::sum);
    }
    assertEquals(List.of("control", "high", "low"), List.copyOf(counted.keySet()));
    // five standard deviations of a share of 0.4 in 100,000 are 775
    assertEquals(40_000, counted.get("control"), 775);
    assertEquals(40_000, counted.get("low"), 775);
    assertEquals(20_000, counted.get("high"), 633);
  }

  @Test
  void a_flag_is_what_the_service_answered_else_its_default_and_the_record_says_which() {
    Toggles variations = vocabulary(POLICY).toggles();
    Lead lead = Leads.from("ada@acme.example", "hello").lead();
    assertEquals(
        new Input("flag.bonus", "off", "default: no answer yet"),
        variations.inputs(lead).get(0));
    assertEquals(
        new Input("flag.bonus", "on", "the flag service"),
        variations
            .inputs(answered(lead, Fact.FlagEvaluated.of("task", "bonus", "on")))
            .get(0));
    assertEquals(
        new Input("flag.bonus", "off", "default: the flag service knows no such flag"),
        variations
            .inputs(answered(
                lead,
                Fact.FlagEvaluated.withoutValue(
                    "task", "bonus", "the flag service knows no such flag")))
            .get(0));
    assertEquals(
        new Input("flag.bonus", "off", "default: no route to host"),
        variations
            .inputs(answered(
                lead, Fact.FlagEvaluated.withoutValue("task", "bonus", "no route to host")))
            .get(0));
    assertEquals(
        new Input(
            "flag.colour",
            "green",
            "default: the flag service said 'mauve', which is no value of it"),
        variations
            .inputs(answered(lead, Fact.FlagEvaluated.of("task", "colour", "mauve")))
            .get(1));
  }

  @Test
  void conditions_and_derived_fields_read_flags_and_experiments() {
    Settings settings = Settings.yaml("policy.yaml", POLICY + """
        derive:
          tier: { of: flag.colour, map: { red: first }, else: second }
        when: { flag.bonus: { is: "on" }, experiment.pricing: { in: [control, low] }, tier: { is: first } }
        """);
    Definitions vocabulary = Definitions.read(settings);
    Condition condition = ConditionLinter.check(
        ConditionReader.read(settings.at("when"), vocabulary, vocabulary.fields()));
    assertEquals(List.of(), settings.problems());
    Conditions conditions = Conditions.of(vocabulary.fields(), List.of(condition));
    Lead lead = Leads.from("ada@acme.example", "hello").lead();
    assertEquals(Verdict.FALSE, condition.test(conditions.view(lead)).verdict());
    Lead on = answered(
        answered(lead, Fact.FlagEvaluated.of("task", "bonus", "on")),
        Fact.FlagEvaluated.of("task", "colour", "red"));
    assertEquals(Verdict.TRUE, condition.test(conditions.view(on)).verdict());
  }

  @Test
  void what_is_wrong_is_said_with_its_place() {
    assertEquals(
        List.of(
            "policy.yaml:3:10: flags.bonus.default: not set; expected a value",
            "policy.yaml:4:21: flags.colour.values: expected two values or more, each once",
            "policy.yaml:5:43: flags.size.default: set to 'hgue', which is not a value of the flag;"
                + " did you mean 'huge'?",
            "policy.yaml:7:33: experiments.pricing.arms: the arms have 90 percent together;"
                + " expected 100",
            "policy.yaml:8:38: experiments.two.arms.b: set to 101; expected 0 to 100 percent"),
        problems("""
            lists: { w: [a] }
            flags:
              bonus: {}
              colour: { values: [red], default: red }
              size: { values: [huge, small], default: hgue }
            experiments:
              pricing: { salt: "1", arms:   { a: 45, b: 45 } }
              two: { salt: x, arms: { a: 100, b: 101 } }
            """));
    assertTrue(problems(
            "experiments: { one: { salt: x, arms: { a: 100 }, byContact: w } }\nlists: { w: [a] }")
        .get(0)
        .contains("'w' is a list of words; expected domains"));
    assertTrue(
        problems("flags: { \"a b\": { default: \"on\" } }").get(0).contains("is called 'a b'"));
  }

  @Test
  void a_policy_asks_for_each_flag_and_waits_as_for_an_enricher() {
    Lead lead = Leads.from("ada@acme.example", "hello").lead();
    Policy policy = policy(vocabulary(POLICY).toggles());
    var step = (NextAction.Perform) policy.next(lead, Leads.NOON);
    assertEquals(
        List.of("flag.bonus", "flag.colour"),
        step.tasks().stream().map(task -> task.name()).toList());
    Lead one = answered(lead, Fact.FlagEvaluated.of("task", "bonus", "on"));
    assertEquals(
        List.of("flag.colour"),
        ((NextAction.Perform) policy.next(one, Leads.NOON))
            .tasks().stream().map(task -> task.name()).toList());
    Lead both = answered(one, Fact.FlagEvaluated.withoutValue("task", "colour", "down"));
    assertEquals(new NextAction.Decide(), policy.next(both, Leads.NOON));
    assertEquals(
        new NextAction.Decide(),
        policy.next(lead, Leads.NOON.plus(Duration.ofSeconds(30))),
        "after the patience the default counts");
  }

  @Test
  void a_decision_records_its_inputs_and_the_facts_alone_give_it_again() {
    Lead lead = answered(
        answered(
            Leads.from("ada@acme.example", "hello").lead(),
            Fact.FlagEvaluated.of("task", "bonus", "on")),
        Fact.FlagEvaluated.withoutValue("task", "colour", "down"));
    Policy policy = policy(vocabulary(POLICY).toggles());
    Settlement turn = policy.settle(lead, List.of(), Leads.NOON);
    var decision = (Fact.Qualified) turn.events().get(0).fact();
    assertEquals(
        List.of(
            new Input("flag.bonus", "on", "the flag service"),
            new Input("flag.colour", "green", "default: down"),
            new Input("experiment.pricing", "control", "bucket 26 of 100")),
        decision.inputs());
    assertEquals(
        decision, policy.settle(lead, List.of(), Instant.MAX).events().get(0).fact());
    assertEquals(decision, LeadJson.readFact("qualified", LeadJson.write(decision)));
    String plain = new String(
        LeadJson.write(new Fact.Qualified(decision.score(), decision.assignment(), "v")),
        StandardCharsets.UTF_8);
    assertFalse(plain.contains("inputs"), plain);
  }

  private static Policy policy(Toggles variations) {
    return new Policy(
        "v1",
        List.of(),
        Duration.ofSeconds(30),
        Retry.STANDARD,
        Map.of(),
        lead -> Score.of(0, List.of(), List.of()),
        (lead, score) ->
            Assignment.builder("all", Disposition.LEAD).queue("sdr").build(),
        variations);
  }

  @Test
  void an_experiment_has_a_name_of_its_own_and_arms_of_0_to_100_percent() {
    assertEquals(
        List.of("policy.yaml:1:23: experiments.a b: is called 'a b'; expected letters, digits, '.',"
            + " '_' and '-', beginning with a letter or digit"),
        problems("experiments: { \"a b\": { salt: x, arms: { one: 100 } } }"));
    assertEquals(List.of(), problems("experiments: { a: { salt: x, arms: { one: 100, no: 0 } } }"));
    Settings settings =
        Settings.yaml("policy.yaml", "experiments: { a: { salt: x, arms: { one: 100, no: 0 } } }");
    Definitions.read(settings);
    assertEquals(
        List.of("policy.yaml:1:52: empty-arm: experiments.a.arms.no: set to 0 percent, so that no"
            + " company is in it; expected 1 to 100"),
        settings.findings().stream().map(finding -> finding.text()).toList());
    assertEquals("bonus", Toggles.flag("flag.bonus"));
  }
}
