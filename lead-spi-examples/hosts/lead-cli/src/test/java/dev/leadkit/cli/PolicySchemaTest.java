// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.PolicyTree;
import dev.leadkit.spi.Finding.Code;
import dev.leadkit.spi.Finding.Level;
import dev.leadkit.spi.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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
        - { id: all, when: always, to: { queue: inbox, sla: 15m } }
      examples:
        - { name: work, given: { sender.domain: acme.example }, expect: { score: 30 } }
      """;

  private final Schema schema = new Schema(PolicyTree.schema());

  private static boolean isRead(String yaml) {
    try {
      Policy.read(Settings.yaml("policy.yaml", yaml));
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
          """)
  void what_the_reader_refuses_does_not_conform(String sound, String broken) {
    String policy = SOUND.replace(sound, broken);
    assertFalse(policy.equals(SOUND), "nothing was broken");
    assertFalse(isRead(policy), "the reader accepts it");
    assertFalse(schema.violations(Settings.yaml("policy.yaml", policy)).isEmpty(), policy);
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
