// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.spi.Diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A section waives warnings in itself and below, by code and with a reason; a waiver without effect is itself a finding. */
class WaiverTest {

  private static final String TREE = """
      rules:
        - id: a
          points: 0
        - id: b
          points: 0
      rulesets: { points: 0 }
      """;

  /** Reads the tree and finds an idle rule at each of its three places where points are given. */
  private static List<String> findings(String text) {
    Settings settings = Settings.yaml("a.yaml", text);
    for (Settings rule : settings.list("rules")) {
      rule.text("id");
      rule.at("points").found(Code.IDLE_RULE, "gives no points");
    }
    settings.section("rulesets").at("points").found(Code.IDLE_RULE, "gives no points");
    return settings.findings().stream()
        .map(finding -> finding.code() == Code.IDLE_RULE ? finding.path() : finding.problem())
        .toList();
  }

  @Test
  void the_waiver_of_the_whole_tree_covers_all_of_it() {
    assertEquals(List.of(), findings(TREE + "waive: {idle-rule: on purpose}"));
  }

  @Test
  void without_a_waiver_everything_is_reported() {
    assertEquals(List.of("rules[0].points", "rules[1].points", "rulesets.points"), findings(TREE));
  }

  @Test
  void the_waiver_of_a_section_covers_that_section_only() {
    assertEquals(
        List.of("rules[0].points", "rulesets.points"),
        findings(TREE.replace("id: b", "id: b\n    waive: {idle-rule: on purpose}")));
    assertEquals(
        List.of("rules[0].points", "rules[1].points"),
        findings(TREE.replace("{ points: 0 }", "{ points: 0, waive: {idle-rule: on purpose} }")));
  }

  @Test
  void a_section_is_not_covered_by_one_whose_name_it_begins_with() {
    Settings settings = Settings.yaml(
        "a.yaml", "rule: { x: 1, waive: {idle-rule: on purpose} }\nrules: { x: 1 }\n");
    settings.section("rule").integer("x");
    settings.section("rule").found(Code.IDLE_RULE, "the section itself");
    settings.section("rules").at("x").found(Code.IDLE_RULE, "in another section");
    assertEquals(
        List.of("rules.x"), settings.findings().stream().map(Diagnostic::path).toList());
  }

  @Test
  void the_waiver_of_another_code_covers_nothing_and_is_reported_as_unused() {
    String waiver = "waive: {unused-list: on purpose}";
    assertEquals(
        List.of(
            "rules[0].points",
            "rules[1].points",
            "rulesets.points",
            "a.yaml:7:9: waive: unused-list was not found here; expected no waiver of it"),
        findings(TREE + waiver));
    assertEquals(
        "a.yaml:5:13: rules[1].waive: unused-list was not found here; expected no waiver of it",
        findings(TREE.replace("id: b", "id: b\n    " + waiver)).get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unused-lst: why | no such code; did you mean 'unused-list'?",
        "typ: why        | no such code; known: ",
        "type: why       | an error; expected the code of a warning",
        "idle-rule: ''   | without a reason; expected why this is meant to be",
        "idle-rule: ~    | without a reason; expected why this is meant to be",
        "idle-rule: [a]  | without a reason; expected why this is meant to be"
      })
  void a_bad_waiver_is_an_error_at_its_place(String waiver, String problem) {
    Settings settings = Settings.yaml("a.yaml", "a: 1\nwaive: {" + waiver + "}\n");
    settings.integer("a");
    settings.found(Code.IDLE_RULE, "is still reported");
    List<Diagnostic> findings = settings.findings();
    assertEquals(List.of(Code.IDLE_RULE, Code.BAD_WAIVER), codes(findings));
    String code = waiver.substring(0, waiver.indexOf(':'));
    String expected = "a.yaml:2:9: waive." + code + ": " + problem;
    assertEquals(expected, findings.get(1).problem().substring(0, expected.length()));
  }

  @Test
  void errors_are_never_suggested_as_what_can_be_waived() {
    Settings settings = Settings.yaml("a.yaml", "a: 1\nwaive: {zzzzzzzzzzzz: why}\n");
    settings.integer("a");
    String message = settings.findings().get(0).message();
    List<String> known = List.of(
        message.substring(message.indexOf("known: ") + "known: ".length()).split(", ", -1));
    for (Code code : Code.values()) {
      assertEquals(
          code.level() != Diagnostic.Level.ERROR, known.contains(code.text()), code.text());
    }
  }

  @Test
  void a_waiver_of_what_is_not_always_checked_is_unused_only_where_it_was() {
    String text = "a: 1\nwaive: {untested-rule: no example yet}\n";
    Settings unchecked = Settings.yaml("a.yaml", text);
    unchecked.integer("a");
    assertEquals(List.of(), unchecked.findings());
    Settings checked = Settings.yaml("a.yaml", text);
    checked.integer("a");
    checked.checked(Code.UNTESTED_RULE);
    assertEquals(List.of(Code.UNUSED_WAIVER), codes(checked.findings()));
  }

  @Test
  void a_waiver_in_a_section_that_no_one_reads_is_left_alone() {
    Settings settings = Settings.yaml("a.yaml", "a: 1\nx-own: { waive: {no-such: code} }\n");
    settings.integer("a");
    assertEquals(List.of(), settings.findings());
  }

  @Test
  void a_key_of_that_name_with_anything_but_a_section_is_an_ordinary_key() {
    Settings settings = Settings.yaml("a.yaml", "a: 1\nwaive: 2\n");
    settings.integer("a");
    assertEquals(List.of("a.yaml:2:1: waive: unknown key; known: a"), settings.problems());
  }

  private static List<Code> codes(List<Diagnostic> findings) {
    return findings.stream().map(Diagnostic::code).toList();
  }
}
