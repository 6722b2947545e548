// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.check.Examples;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.policy.reload.PolicyTree;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExamplesTest {

  private static final String SMALL = """
      schema: lead-policy/1
      phrases: { security: [sso, saml] }
      rules:
        - { id: security, add: 40, when: { text: { phrases: security } } }
        - { id: large, add: 30, when: { company.size: { gt: 200 } } }
      routes:
        - { id: ae, when: { score: { gte: 70 } }, to: { queue: ae, sla: 15m } }
        - { id: sdr, when: always, to: { queue: sdr, sla: 2h } }
      examples:
        - { name: both, given: { text: SSO, company.size: 201 }, expect: { score: 70, fired: [security, large], queue: ae, sla: 15m } }
        - { name: saml, given: { text: SAML, company.size: 200 }, expect: { points: { security: 40 }, unknown: [], queue: sdr, sla: 2h } }
      enrich: { ask: [companies] }
      """;

  @TempDir
  private Path folder;

  private static Path policy() {
    try {
      return Path.of(Objects.requireNonNull(PolicyExamplesTest.class.getResource("policy.yaml"))
          .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> differences(String yaml) {
    Settings root = Settings.yaml("policy.yaml", yaml);
    Policy policy = PolicyReader.read(root);
    var differences = new ArrayList<String>();
    Examples.read(root).run(policy).forEach(result -> differences.addAll(result.differences()));
    return differences;
  }

  private static List<String> survivors(String yaml) {
    Settings root = Settings.yaml("policy.yaml", yaml);
    Policy policy = PolicyReader.read(root);
    Examples.read(root).mutate(policy, root, PolicyReader::read);
    return root.findings().stream().map(Diagnostic::text).toList();
  }

  @Test
  void the_policy_of_the_demo_has_no_findings_and_its_examples_notice_every_change() {
    Settings root = PolicyTree.of(policy());
    Policy policy = PolicyReader.read(root);
    Examples examples = Examples.read(root);
    examples.check(policy, root);
    assertEquals(List.of(), root.findings());
    assertTrue(
        examples.mutate(policy, root, PolicyReader::read) > 100, "too few changes were tried");
    assertEquals(List.of(), root.findings());
  }

  @Test
  void examples_that_hold_notice_every_change() {
    assertEquals(List.of(), differences(SMALL));
    assertEquals(List.of(), survivors(SMALL));
  }

  @Test
  void an_example_that_does_not_hold_says_what_is_different_and_why() {
    assertEquals(
        List.of("score: expected 75, got 70 (base 0, security +40, large +30)"),
        differences(SMALL.replace("score: 70", "score: 75")));
    assertEquals(
        List.of(
            "fired: no rule is called 'lorge'; did you mean 'large'?",
            "fired: not expected large (company.size is 201, above 200)"),
        differences(SMALL.replace("fired: [security, large]", "fired: [security, lorge]")));
    assertEquals(
        List.of("fired: expected large, which is false (company.size is 200, not above 200)"),
        differences(SMALL.replace("company.size: 201", "company.size: 200")).stream()
            .filter(line -> line.startsWith("fired"))
            .toList());
    assertEquals(
        List.of(
            "queue: expected sdr, got ae (score is at least 70)",
            "sla: expected PT2H, got PT15M (score is at least 70)"),
        differences(SMALL.replace("company.size: 200", "company.size: 300")));
    assertEquals(
        List.of("points: expected +39 of security, got +40 (true (text says \"SAML\"))"),
        differences(SMALL.replace("security: 40 }", "security: 39 }")));
  }

  @Test
  void a_change_that_no_example_notices_is_reported_with_its_place() {
    assertEquals(
        List.of(
            "policy.yaml:5:55: surviving-mutant: rules[1].when.company.size.gt: 200 changed to 199:"
                + " no example fails"),
        survivors(SMALL.replace("company.size: 200", "company.size: 100")));
    assertEquals(
        List.of(
            "policy.yaml:2:28: surviving-mutant: phrases.security[1]: left out 'saml': no example"
                + " fails",
            "policy.yaml:2:28: surviving-mutant: phrases.security[1]: 'saml' changed to 'mutant': no"
                + " example fails"),
        survivors(SMALL.replace("text: SAML", "text: SSO")));
  }

  @Test
  void a_survivor_can_be_waived_with_a_reason_and_an_idle_waiver_is_found() {
    String waived = SMALL.replace(
        "- { id: large,", "- { waive: { surviving-mutant: the limit is a guess }, id: large,");
    assertEquals(List.of(), survivors(waived.replace("company.size: 200", "company.size: 100")));
    assertEquals(
        List.of("policy.yaml:5:16: unused-waiver: rules[1].waive: surviving-mutant was not found"
            + " here; expected no waiver of it"),
        survivors(waived));
  }

  @Test
  void an_impossible_given_value_is_reported_at_its_place() {
    String wrong = SMALL
        .replace("text: SSO, company.size: 201", "txt: SSO, sender.tld: .de, company.size: many")
        .replace("queue: ae, sla: 15m } }\n  - { name: saml", "queu: ae } }\n  - { name: both");
    PolicyException refused =
        Assertions.assertThrows(PolicyException.class, () -> differences(wrong));
    assertEquals(
        List.of(
            "policy.yaml:10:28: unknown-key: examples[0].given.txt: unknown key; did you mean 'text'?",
            "policy.yaml:10:50: value: examples[0].given.sender.tld: set to '.de', which sender.tld never"
                + " holds; expected the last label of a domain, without a dot: de",
            "policy.yaml:10:69: type: examples[0].given.company.size: set to 'many'; expected a number",
            "policy.yaml:10:124: unknown-key: examples[0].expect.queu: unknown key; did you mean 'queue'?",
            "policy.yaml:11:13: duplicate: examples[1].name: 'both' occurs twice; expected a name for each"
                + " example"),
        refused.problems());
  }

  @Test
  void the_command_fails_if_an_example_fails() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), SMALL);
    Called ok = Called.lead("policy", "test", "--mutate", file.toString());
    assertEquals(0, ok.code(), ok.out() + ok.err());
    assertTrue(ok.out().contains("2 examples, 0 failed"), ok.out());
    assertTrue(ok.out().endsWith(" changes tried, 0 unnoticed\n"), ok.out());
    Files.writeString(file, SMALL.replace("score: 70,", "score: 71,"));
    Called failing = Called.lead("policy", "test", file.toString());
    assertEquals(1, failing.code());
    assertTrue(failing.out().contains("FAILS both"), failing.out());
    Called checked = Called.lead("policy", "check", file.toString());
    assertEquals(1, checked.code());
    assertEquals(
        file + ":10:5: failing-example: examples[0]: score: expected 71, got 70 (base 0,"
            + " security +40, large +30)\n",
        checked.out());
    Files.writeString(file, SMALL.replace("company.size: 200", "company.size: 100"));
    assertEquals(0, Called.lead("policy", "test", file.toString()).code());
    assertEquals(1, Called.lead("policy", "test", "--mutate", file.toString()).code());
  }

  @Test
  void warnings_fail_the_check_only_with_strict() throws IOException {
    Path file = Files.writeString(
        folder.resolve("policy.yaml"), SMALL.replace("gt: 200 }", "gt: 200, gte: 100 }"));
    Called lenient = Called.lead("policy", "check", file.toString());
    assertEquals(0, lenient.code());
    assertEquals(1, Called.lead("policy", "check", "--strict", file.toString()).code());
    Called json = Called.lead("policy", "check", "--json", file.toString());
    assertEquals(
        "{\"level\":\"warning\",\"code\":\"redundant-condition\",\"place\":\"" + file + ":5:65\",",
        json.out().substring(0, json.out().indexOf("\"path\"")));
  }
}
