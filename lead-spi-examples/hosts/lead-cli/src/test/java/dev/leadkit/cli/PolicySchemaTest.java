// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.policy.reload.PolicyTree;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Diagnostic.Level;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySchemaTest {

  private static final String SOUND = """
      schema: lead-policy/1
      enrich: { ask: [companies], patience: 20s }
      retry: { attempts: 6 }
      lists: { free: { words: [gmail.com], as: domain } }
      phrases: { security: [sso] }
      derive: { product: { of: recipient.local, prefix: { api: api }, else: core } }
      score: { clamp: [0, 100], groups: { fit: { cap: 60 } } }
      rules:
        - { id: work, group: fit, add: 30, when: { sender.domain: { notInList: free } }, why: ok }
        - { id: asks, add: 40, when: { any: [{ text: { phrases: security } }, { product: { is: api } }] } }
        - { id: large, add: 20, when: { company.size: { gt: 200, ifMissing: false } } }
      routes:
        - { id: hot, when: { score: { gte: 50 } }, to: { queue: inbox, pool: team, sla: 30m, escalate: [{ after: 80%, to: boss }] } }
        - { id: all, when: always, to: { queue: inbox, sla: 15m } }
      examples:
        - { name: work, given: { sender.domain: acme.example, company.size: 5, auth.dmarc: pass }, expect: { score: 30 } }
      flags: { bonus: { default: "off" } }
      experiments: { pricing: { salt: s, arms: { a: 60, b: 40 } } }
      maps: { countries: { DE: emea } }
      calendars: { berlin: { zone: Europe/Berlin, week: { mon-fri: 09:00-17:00 } } }
      queues: { inbox: { hours: berlin }, boss: {} }
      people: { kim: { capacity: 7 } }
      pools: { team: { members: { kim: 3 }, by: turns } }
      accounts: { of: [{ owner: kim, domains: [acme.example] }] }
      """;

  private final Schema schema = new Schema(PolicyTree.schema());

  private static boolean isRead(String yaml) {
    try {
      PolicyReader.read(Settings.yaml("policy.yaml", yaml));
      return true;
    } catch (PolicyException e) {
      return false;
    }
  }

  @Test
  void the_policy_of_the_demo_conforms() throws Exception {
    var file =
        Path.of(Objects.requireNonNull(getClass().getResource("policy.yaml")).toURI());
    assertEquals(List.of(), schema.violations(PolicyTree.of(file)));
  }

  @Test
  void every_example_of_the_reference_conforms_that_the_reader_accepts() throws Exception {
    List<String> sound = PolicyDocTest.sound();
    assertTrue(sound.size() >= 9, "too few examples: " + sound.size());
    for (String example : sound) {
      assertEquals(List.of(), schema.violations(Settings.yaml("policy.yaml", example)), example);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          schema: lead-policy/1 ; schema: lead-policy/2
          attempts: 6           ; atempts: 6
          patience: 20s         ; patiens: 20s
          patience: 20s         ; patience: soon
          as: domain            ; as: domains
          as: domain            ; az: domain
          derive:               ; derived:
          else: core            ; els: core
          prefix:               ; prefixes:
          clamp: [0, 100]       ; clamp: [0, 50, 100]
          clamp: [0, 100]       ; clamp: [0, lots]
          cap: 60               ; cap: lots
          cap: 60               ; cop: 60
          group: fit            ; groop: fit
          add: 30               ; add: 30.5
          add: 30               ; add: 10001
          add: 30,              ; ''
          id: work              ; id: Work
          why: ok               ; wy: ok
          gt: 200               ; above: 200
          gt: 200               ; gt: many
          ifMissing: false      ; ifMissing: perhaps
          ifMissing: false      ; ifAbsent: false
          any: [                ; any_of: [
          when: always          ; when: never
          when: always, to      ; wen: always, to
          queue: inbox          ; que: inbox
          sla: 15m              ; sla: soonish
          given:                ; givn:
          score: 30             ; scor: 30
          score: 30             ; score: thirty
          cap: 60               ; cap: -1
          attempts: 6           ; attempts: 0
          sender.domain: { not  ; sender.domian: { not
          company.size: { gt    ; sender.domain: { gt
          company.size: { gt    ; score: { gt
          notInList: free       ; phrases: security
          text: { phrases       ; text: { is
          recipient.local, pre  ; recipient.locale, pre
          company.size: 5       ; company.sise: 5
          company.size: 5       ; company.size: many
          dmarc: pass           ; dmarc: passed
          company.size: 5       ; score: 5
          default: "off"        ; defalt: "off"
          a: 60                 ; a: many
          salt: s               ; sald: s
          zone: Europe/Berlin   ; zones: Europe/Berlin
          hours: berlin         ; hour: berlin
          capacity: 7           ; capacity: 0
          kim: 3                ; kim: 1001
          by: turns             ; by: turn
          owner: kim            ; ovner: kim
          after: 80%            ; after: soon
          """)
  void what_the_reader_refuses_does_not_conform(String sound, String broken) {
    String policy = SOUND.replace(sound, broken);
    assertFalse(policy.equals(SOUND), "nothing was broken");
    assertFalse(isRead(policy), "the reader accepts it");
    assertFalse(schema.violations(Settings.yaml("policy.yaml", policy)).isEmpty(), policy);
  }

  @Test
  void the_fields_of_the_schema_are_those_of_the_registry() {
    Settings definitions = Settings.yaml("schema", PolicyTree.schema()).at("$defs");
    var rules = new TreeSet<>(Fields.ofLead().names());
    rules.addAll(List.of("all", "any", "not", "score"));
    assertEquals(rules, keys(definitions.at("conditions").at("properties")));
    assertEquals(rules, keys(definitions.at("routeConditions").at("properties")));
    var given = new TreeSet<>(Fields.ofLead().names());
    given.add("score");
    assertEquals(
        given, keys(definitions.at("example").at("properties").at("given").at("properties")));
  }

  private static TreeSet<String> keys(Settings section) {
    return new TreeSet<>(section.keys());
  }

  /** Values for each operator; at least one of them suits each type of field that has the operator. */
  private static final Map<String, List<String>> OPERANDS = Map.ofEntries(
      Map.entry(
          "is", List.of("5", "true", "de", "pass", "acme.example", "k@acme.example", "'+49'")),
      Map.entry("isNot", List.of("5", "true", "de", "none", "acme.example")),
      Map.entry("in", List.of("[5]", "[true]", "[de, fr]", "[unknown]", "[acme.example]")),
      Map.entry("notIn", List.of("[5]", "[true]", "[de]", "[from]", "[acme.example]")),
      Map.entry("inList", List.of("free", "words")),
      Map.entry("notInList", List.of("free", "words")),
      Map.entry("gt", List.of("5", "five")),
      Map.entry("gte", List.of("5", "[5]")),
      Map.entry("lt", List.of("5")),
      Map.entry("lte", List.of("0.5")),
      Map.entry("between", List.of("[0, 5]", "[5]", "5")),
      Map.entry("phrase", List.of("sso", "[sso, saml]", "{ phrase: sso, case: exact }")),
      Map.entry("phrases", List.of("security", "[security]")),
      Map.entry("count", List.of("{ phrases: security, atLeast: 1 }", "{ phrases: security }")),
      Map.entry("regex", List.of("order")),
      Map.entry("since", List.of("'2026-01-01T00:00:00Z'")),
      Map.entry("before", List.of("'2026-01-01T00:00:00Z'")),
      Map.entry(
          "window", List.of("{ from: '09:00', to: '10:00', zone: UTC }", "{ from: '09:00' }")),
      Map.entry("dayOf", List.of("{ in: [sat], zone: UTC }", "{ in: [sat] }")),
      Map.entry("exists", List.of("true", "maybe")),
      Map.entry("missing", List.of("false", "0")),
      Map.entry("above", List.of("5")));

  /** The checks that the schema leaves to the reader: names that are defined elsewhere, and the form of phrases. */
  private static boolean isLeftToReader(PolicyException refused) {
    return refused.problems().stream()
        .allMatch(problem -> problem.contains(" never holds; ") || problem.contains("holds "));
  }

  @TestFactory
  List<DynamicTest> the_schema_and_the_reader_agree_on_every_field_and_operator() {
    var tests = new ArrayList<DynamicTest>();
    for (String field : Fields.ofLead().withScore().names()) {
      tests.add(DynamicTest.dynamicTest(field, () -> {
        int accepted = 0;
        for (Map.Entry<String, List<String>> operator : OPERANDS.entrySet()) {
          for (String operand : operator.getValue()) {
            accepted += agree(field, operator.getKey(), operand) ? 1 : 0;
          }
        }
        assertTrue(accepted >= 3, field + ": too little is accepted: " + accepted);
      }));
    }
    return tests;
  }

  /** Whether both accept it. */
  private boolean agree(String field, String operator, String operand) {
    String policy =
        """
        schema: lead-policy/1
        lists: { free: { words: [gmail.com], as: domain }, words: [de] }
        phrases: { security: [sso] }
        rules: []
        routes:
          - { id: one, when: { FIELD: { OPERATOR: OPERAND } }, to: { queue: a } }
          - { id: all, when: always, to: { queue: a } }
        """.replace("FIELD", field).replace("OPERATOR", operator).replace("OPERAND", operand);
    List<String> violations = schema.violations(Settings.yaml("policy.yaml", policy));
    try {
      PolicyReader.read(Settings.yaml("policy.yaml", policy));
      assertEquals(List.of(), violations, policy);
      return true;
    } catch (PolicyException e) {
      if (!isLeftToReader(e)) {
        assertFalse(violations.isEmpty(), policy + e.problems());
      }
      return false;
    }
  }

  @Test
  void every_policy_in_the_tree_conforms() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.isDirectory(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    List<Path> policies;
    try (Stream<Path> files = Files.walk(Objects.requireNonNull(root))) {
      policies = files
          .filter(file -> file.toString().endsWith(".yaml") && !file.toString().contains("target"))
          .filter(file -> isPolicy(file))
          .toList();
    }
    assertTrue(policies.size() >= 3, "too few policies: " + policies);
    for (Path policy : policies) {
      assertEquals(List.of(), schema.violations(PolicyTree.of(policy)), policy.toString());
    }
  }

  private static boolean isPolicy(Path file) {
    try {
      return Files.readString(file).contains("schema: lead-policy/1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_sound_one_is_sound() {
    assertTrue(isRead(SOUND));
    assertEquals(List.of(), schema.violations(Settings.yaml("policy.yaml", SOUND)));
  }

  @Test
  void every_code_that_can_be_waived_is_in_the_schema() {
    List<String> known = Settings.yaml("schema", PolicyTree.schema())
        .at("$defs")
        .at("waive")
        .at("propertyNames")
        .texts("enum");
    assertEquals(
        Arrays.stream(Code.values())
            .filter(code -> code.level() != Level.ERROR)
            .map(Code::text)
            .sorted()
            .toList(),
        known.stream().sorted().toList());
  }
}
