// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A policy in which nearly every line has no effect: all findings are reported at once. */
class PolicyFindingsTest {

  private static final String FINDINGS = """
          vain.yaml:2:1: no-enricher: enrich
          vain.yaml:4:30: redundant-entry: lists.free.words[1]
          vain.yaml:4:46: redundant-entry: lists.free.words[2]
          vain.yaml:5:9: unused-list: lists.idle
          vain.yaml:7:19: redundant-phrase: phrases.security[1]
          vain.yaml:7:36: redundant-phrase: phrases.security[3]
          vain.yaml:8:11: unused-list: phrases.unused
          vain.yaml:10:10: unused-list: maps.spare
          vain.yaml:12:12: unused-field: derive.product
          vain.yaml:14:25: idle-cap: score.groups.fit.cap
          vain.yaml:14:50: unused-group: score.groups.idle
          vain.yaml:18:52: same-condition: rules[2].when
          vain.yaml:19:5: untested-rule: rules[3]
          vain.yaml:19:25: idle-rule: rules[3].add
          vain.yaml:20:5: untested-rule: rules[4]
          vain.yaml:20:33: never-true: rules[4].when
          vain.yaml:21:5: untested-rule: rules[5]
          vain.yaml:21:33: never-true: rules[5].when
          vain.yaml:22:31: always-true: rules[6].when
          vain.yaml:23:5: untested-rule: rules[7]
          vain.yaml:23:65: redundant-condition: rules[7].when.company.size.gte
          vain.yaml:24:49: slow-regex: rules[8].when.text.regex
          vain.yaml:25:5: untested-rule: rules[9]
          vain.yaml:26:5: untested-rule: rules[10]
          vain.yaml:26:35: unused-waiver: rules[10].waive
          vain.yaml:28:21: unreachable-score: routes[0].when
          vain.yaml:31:5: failing-example: examples[0]
          """;

  @Test
  void every_part_of_a_policy_without_effect_is_found_at_once_and_nothing_else()
      throws URISyntaxException {
    Path file =
        Path.of(Objects.requireNonNull(getClass().getResource("vain.yaml")).toURI());
    Called checked = Called.lead("policy", "check", file.toString());
    assertEquals(1, checked.code(), checked.err());
    String found = checked
        .out()
        .lines()
        .map(line -> List.of(line.replace(file.getParent() + "/", "").split(": ", 4)))
        .map(parts -> parts.get(0) + ": " + parts.get(1) + ": " + parts.get(2))
        .collect(Collectors.joining("\n", "", "\n"));
    assertEquals(FINDINGS, found);
  }
}
