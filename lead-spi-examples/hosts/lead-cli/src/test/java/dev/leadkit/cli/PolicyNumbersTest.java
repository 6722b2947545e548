// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every number and duration in a policy has a range; a value outside is refused at its place. */
class PolicyNumbersTest {

  /** A policy in which every numeric setting has a marker, {@code <setting: a valid value>}. */
  private static final String POLICY = """
      schema: lead-policy/1
      enrich: { ask: [companies], patience: <patience: 30s> }
      retry:
        attempts: <attempts: 8>
        first: <first: 5s>
        factor: <factor: 2>
        longest: <longest: 5m>
        jitter: <jitter: 0.2>
        per:
          companies: { attempts: <per attempts: 3> }
      phrases: { security: [sso, saml] }
      experiments: { pricing: { salt: s, arms: { a: <arm: 100>, b: 0 } } }
      score:
        base: <base: 1>
        clamp: [<lowest: -5>, <highest: 100>]
        groups: { fit: { cap: <cap: 60> } }
      rules:
        - { id: large, group: fit, add: <add: 20>, decay: { halfLife: <half-life: 14d> }, when: { company.size: { gt: 200 } } }
        - { id: asks, add: 5, decay: { linear: <linear: 14d> }, when: { text: { count: { phrases: security, atLeast: <at least: 1> } } } }
        - { id: order, add: 5, when: { text: { regex: 'order{<repeat: 3>}' } } }
      calendars:
        berlin: { zone: Europe/Berlin, week: { mon: 09:00-17:00 }, library: { name: none, from: <from: 2026>, to: <to: 2027> } }
      queues: { inbox: { hours: berlin } }
      people: { kim: { capacity: <capacity: 5> }, alex: {} }
      pools: { team: { members: { kim: <weight: 1>, alex: 1 } } }
      routes:
        - id: hot
          when: { score: { gte: 20 } }
          to: { queue: inbox, pool: team, sla: <sla: 15m>, escalate: [{ after: <after: 80%>, to: inbox }] }
        - { id: all, when: always, to: { queue: inbox } }
      examples:
        - name: one
          given: { company.size: <size: 850>, spam.score: <spam: 0.5>, lead.messages: <messages: 1>, lead.duplicates: <duplicates: 1>, message.attachments: <attachments: 1> }
          expect: { score: 20, points: { large: 20 }, sla: <expected sla: 15m> }
      """;

  /** The values that every setting refuses. */
  private static final List<String> NEVER =
      List.of("many", ".nan", ".inf", "NaN", "1e999999999", "[1]", "{ a: 1 }", "9999999999999");

  /** Settings, and which of the values -1, 0 and 2.5 each of them accepts. */
  private static final List<List<String>> ACCEPTED = List.of(
      List.of("patience", "0s"),
      List.of("attempts"),
      List.of("first"),
      List.of("factor", "2.5"),
      List.of("longest"),
      List.of("jitter", "0"),
      List.of("per attempts"),
      List.of("arm"),
      List.of("base", "-1", "0"),
      List.of("lowest", "-1", "0"),
      List.of("highest", "-1", "0"),
      List.of("cap", "0"),
      List.of("add", "-1", "0"),
      List.of("half-life"),
      List.of("linear"),
      List.of("at least"),
      List.of("repeat", "0"),
      List.of("from"),
      List.of("to"),
      List.of("capacity"),
      List.of("weight"),
      List.of("sla"),
      List.of("after"),
      List.of("size", "0"),
      List.of("spam", "0"),
      List.of("messages"),
      List.of("duplicates", "0"),
      List.of("attachments", "0"),
      List.of("expected sla", "0s"));

  private static String with(String setting, String value) {
    return filled(POLICY.replaceFirst("<" + setting + ": [^>]*>", value));
  }

  private static String filled(String policy) {
    return policy.replaceAll("<[a-z -]+: ([^>]*)>", "$1");
  }

  private static List<String> problems(String policy) {
    try {
      PolicyReader.read(Settings.yaml("policy.yaml", policy));
      return List.of();
    } catch (PolicyException e) {
      return e.problems().stream().filter(line -> !line.contains("no Holidays")).toList();
    }
  }

  @Test
  void every_number_of_the_policy_is_in_the_table() {
    List<String> marks = java.util.regex.Pattern.compile("<([a-z -]+): ")
        .matcher(POLICY)
        .results()
        .map(mark -> mark.group(1))
        .toList();
    assertEquals(marks, ACCEPTED.stream().map(row -> row.get(0)).toList());
    assertEquals(List.of(), problems(filled(POLICY)));
  }

  @TestFactory
  List<DynamicTest> a_number_outside_its_range_is_refused_at_its_place() {
    var tests = new ArrayList<DynamicTest>();
    for (List<String> row : ACCEPTED) {
      var values = new ArrayList<>(NEVER);
      values.addAll(List.of("-1", "0", "2.5", "-1s", "0s", "P-1D", "1ns"));
      for (String value : values) {
        String setting = row.get(0);
        boolean accepted = row.subList(1, row.size()).contains(value);
        tests.add(
            DynamicTest.dynamicTest(setting + ": " + value, () -> check(setting, value, accepted)));
      }
    }
    return tests;
  }

  private static void check(String setting, String value, boolean accepted) {
    List<String> problems = problems(with(setting, value));
    if (accepted) {
      assertEquals(List.of(), problems);
      return;
    }
    assertFalse(problems.isEmpty(), "accepted: " + value);
    int line = 1
        + (int) POLICY
            .substring(0, POLICY.indexOf("<" + setting + ":"))
            .chars()
            .filter(c -> c == '\n')
            .count();
    assertTrue(
        problems.stream()
            .allMatch(problem ->
                problem.startsWith("policy.yaml:" + line + ":") && problem.contains("expected")),
        value + ": " + problems);
  }

  @TestFactory
  List<DynamicTest> a_span_that_is_too_short_or_too_long_is_refused() {
    return List.of(
            List.of("patience", "31d"),
            List.of("first", "31d"),
            List.of("first", "0ms"),
            List.of("longest", "999999999d"),
            List.of("half-life", "999ms"),
            List.of("linear", "999999d"),
            List.of("sla", "15ms"),
            List.of("sla", "0m"),
            List.of("sla", "9999d"),
            List.of("attempts", "1001"),
            List.of("factor", "101"),
            List.of("factor", "0.9"),
            List.of("jitter", "1.1"),
            List.of("base", "10001"),
            List.of("cap", "10001"),
            List.of("add", "-10001"),
            List.of("highest", "1000001"),
            List.of("capacity", "1000001"),
            List.of("weight", "1001"),
            List.of("after", "1001%"),
            List.of("spam", "1.01"),
            List.of("messages", "1001"))
        .stream()
        .map(row -> DynamicTest.dynamicTest(
            row.get(0) + ": " + row.get(1), () -> check(row.get(0), row.get(1), false)))
        .toList();
  }
}
