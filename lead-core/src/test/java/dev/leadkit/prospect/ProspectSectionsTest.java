// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sections {@code own} and {@code forms} of a policy. */
class ProspectSectionsTest {

  private static Settings policy(String yaml) {
    return Settings.yaml("policy.yaml", yaml);
  }

  @Test
  void domains_and_addresses_are_normalized() {
    ProspectRules rules = ProspectRules.read(policy("""
        own:
          domains: [LeadKit.Example., müller.example]
          addresses: [Kim+Work@Free.Example]
        """));
    assertEquals(
        new OwnAddresses(
            Set.of("leadkit.example", "xn--mller-kva.example"), Set.of("kim@free.example")),
        rules.own(),
        "Domains are A-labels in lower case, addresses have no tag");
  }

  @Test
  void every_mistake_is_reported_with_its_place() {
    Settings policy = policy("""
        own:
          domains: ["a b", leadkit.example, leadkit.example]
          addresses: [kim]
        forms:
          shop:
            fields: { Firma: "Company Name" }
        """);
    ProspectRules.read(policy);
    List<String> problems = policy.problems();
    assertEquals(5, problems.size(), () -> "One problem for each mistake: " + problems);
    assertTrue(problems.get(0).contains("own.domains[0]"), problems.get(0));
    assertTrue(
        problems.stream().anyMatch(text -> text.contains("forms.shop")), problems.toString());
  }

  @Test
  void a_template_adds_its_own_names_to_the_fields_of_conditions() {
    Settings policy = policy("""
        forms:
          shop: { from: [shop.example], fields: { Projektnummer: project, Firma: company } }
        """);
    List<String> names = Definitions.read(policy).fields().names();
    assertTrue(names.contains("form.project"), "A custom name becomes a field");
    assertTrue(names.contains("form.company"), "A generic name is one already");
    assertEquals(List.of(), policy.problems(), "The template is right");
  }

  @Test
  void a_policy_without_the_sections_has_the_standard_rules() {
    assertEquals(
        ProspectRules.STANDARD.version(),
        ProspectRules.read(policy("id: x")).version(),
        "Nothing is said of our people");
  }
}
