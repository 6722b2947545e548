// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Company;
import dev.leadkit.Lead;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.condition.Template;
import dev.leadkit.spi.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that a policy derives, and texts with the fields of a lead in them. */
class DerivedFieldTest {

  private static Definitions vocabulary(String derive) {
    Settings settings = Settings.yaml("test", "derive: { d: " + derive + " }");
    Definitions vocabulary = Definitions.read(settings);
    assertEquals(List.of(), settings.problems());
    return vocabulary;
  }

  private static Lead company(String name) {
    return Leads.from("ada@sales.acme.co.uk", "hello")
        .at(new Company("acme.co.uk", name, 0, "", "", "", List.of()))
        .lead();
  }

  private static EvaluationContext view(Definitions vocabulary, Lead lead) {
    return Conditions.of(vocabulary.fields(), List.of()).view(lead);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "map: { acme: a, acme labs: b }|ACME|a",
        "map: { acme: a }|Acme Labs|-",
        "prefix: { ac: a, acme: b }|Acme Labs|b",
        "prefix: { acme: b, acme labs: c }|Acme Labs|c",
        "prefix: { acme labs: c, acme: b }|Acme Labs|c",
        "prefix: { ac: a }|Acme|-",
        "prefix: { acme: a }|Acme2|-",
        "prefix: { acme: a }|Acme-2|a",
        "prefix: { acme: a }|Acm|-",
      })
  void a_value_is_looked_up_by_the_longest_key(String rule, String name, String value) {
    Definitions vocabulary = vocabulary("{ of: company.name, " + rule + ", else: '-' }");
    assertEquals(new Value.Word(value), view(vocabulary, company(name)).value("d"));
  }

  @Test
  void the_first_step_that_gives_something_decides_and_says_so() {
    Definitions vocabulary = vocabulary("""
        { firstOf: [{ of: company.name, map: { acme: a } }, { of: sender.domain, suffix: { co.uk: b, uk: c } },
        { of: company.zone }], else: z }""");
    EvaluationContext known = view(vocabulary, company("Acme"));
    EvaluationContext other = view(vocabulary, company("Initech"));
    EvaluationContext none =
        view(vocabulary, Leads.from("ada@acme.example", "hello").lead());
    Derived derived = vocabulary.fields().derived("d");
    assertNotNull(derived);
    assertEquals(new Value.Word("a"), known.value("d"));
    assertEquals("d is a by company.name", derived.why(known));
    assertEquals("company.name", derived.evidence(known).get(0).field());
    assertEquals(new Value.Word("b"), other.value("d"));
    assertEquals("d is b by sender.domain", derived.why(other));
    assertEquals(1, derived.evidence(other).size());
    assertEquals(new Value.Word("z"), none.value("d"));
    assertEquals(
        "d is z: company.name is not known, sender.domain is not mapped, company.zone is not known",
        derived.why(none));
    assertEquals(List.of(), derived.evidence(none));
    assertEquals("derived from company.name, sender.domain, company.zone", derived.description());
  }

  @Test
  void a_field_without_else_can_be_missing() {
    Definitions vocabulary = vocabulary("{ of: company.name, map: { acme: a } }");
    EvaluationContext none = view(vocabulary, company("Initech"));
    Derived derived = vocabulary.fields().derived("d");
    assertNotNull(derived);
    assertEquals(null, none.value("d"));
    assertEquals("d is not known: company.name is not mapped", derived.why(none));
    assertEquals(Field.Presence.MAYBE, derived.field().presence());
    assertEquals(
        Field.Presence.ALWAYS,
        field("{ of: company.name, map: { acme: a }, else: b }").presence());
  }

  private static Field field(String derive) {
    Derived derived = vocabulary(derive).fields().derived("d");
    assertNotNull(derived);
    return derived.field();
  }

  @Test
  void its_values_are_known_where_those_of_its_steps_are() {
    assertEquals(
        List.of("a", "b"),
        field("{ of: company.name, map: { x: a, y: a }, else: b }").values());
    assertEquals(List.of(), field("{ of: company.name, else: b }").values());
    assertTrue(field("{ of: auth.dmarc, else: b }").values().contains("pass"));
    assertTrue(field("{ of: auth.dmarc, else: b }").values().contains("b"));
    assertEquals(
        List.of(),
        field("{ firstOf: [{ of: company.name, map: { x: a } }, { of: company.name }] }")
            .values());
  }

  @Test
  void it_may_name_a_person_only_if_it_copies_what_may() {
    assertEquals(Field.Privacy.PERSONAL, field("{ of: sender.email }").privacy());
    assertEquals(
        Field.Privacy.PLAIN,
        field("{ of: sender.email, map: { a@b.example: x } }").privacy());
    assertEquals(Field.Privacy.PLAIN, field("{ of: company.name }").privacy());
  }

  @Test
  void examples_know_a_text_for_each_value() {
    var steps = vocabulary(
            "{ firstOf: [{ of: company.name }, { of: company.name, map: { x: a, y: b, z: a } },"
                + " { of: sender.domain, suffix: { de: a } }] }")
        .fields()
        .derived("d");
    assertNotNull(steps);
    assertEquals(List.of("a"), steps.steps().get(0).keys("a"));
    assertEquals(List.of("x", "z"), steps.steps().get(1).keys("a"));
    assertEquals(List.of("company.de"), steps.steps().get(2).keys("a"));
  }

  private static Template template(String text) {
    Settings settings = Settings.yaml("test", "why: '" + text + "'");
    Template template = Template.read(settings.at("why"), Fields.ofLead(), List.of("match"));
    assertEquals(List.of(), settings.problems());
    return template;
  }

  @Test
  void a_template_is_filled_with_what_is_known() {
    Definitions vocabulary = vocabulary("{ of: company.name }");
    EvaluationContext view = view(vocabulary, company("Acme"));
    Template both = template("{company.name} at {sender.domain}: {match}!");
    assertEquals("Acme at sales.acme.co.uk: sso!", both.fill(view, Map.of("match", "sso")));
    assertEquals("Acme at sales.acme.co.uk: !", both.fill(view, Map.of()));
    assertNull(both.fill(view), "a word that is not a field has no value here");
    assertEquals("unknown", template("{company.zone}").fill(view, Map.of()));
    assertNull(template("a {company.zone}").fill(view));
    assertEquals("a Acme", template("a {company.name}").fill(view));
    assertTrue(both.uses("match"));
    assertFalse(template("match").uses("match"));
    assertFalse(both.uses("company.name"));
    assertEquals(
        List.of("company.name", "sender.domain"),
        template("{company.name} {sender.domain} {company.name}").fields().stream()
            .map(Field::name)
            .toList());
  }

  @Test
  void all_texts_of_a_template_are_known_where_its_fields_are_closed() {
    int results = template("{auth.dmarc}").all(1000).size();
    assertEquals(List.of("q"), template("q").all(1));
    assertEquals(results, template("q-{auth.dmarc}").all(results).size());
    assertEquals(List.of(), template("q-{auth.dmarc}").all(results - 1));
    assertTrue(template("q-{auth.dmarc}!").all(100).contains("q-pass!"));
    assertEquals(List.of(), template("{company.name}").all(1000));
    assertEquals(List.of(), template("{match}").all(1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a {company.name|expected } after {",
        "{company.nam}|{company.nam} is not a field; did you mean 'company.name'?",
        "{matsh}|{matsh} is not a field; did you mean 'match'?",
        "{sender.email}|{sender.email} may name a person; expected a field that does not",
        "{text}|{text} may name a person; expected a field that does not",
      })
  void a_template_names_only_what_may_be_shown(String text, String problem) {
    Settings settings = Settings.yaml("test", "why: '" + text + "'");
    assertNotNull(Template.read(settings.at("why"), Fields.ofLead(), List.of("match")));
    assertEquals(1, settings.problems().size(), settings.problems().toString());
    assertTrue(settings.problems().get(0).contains(problem), settings.problems().toString());
  }
}
