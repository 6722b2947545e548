// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Defect;
import dev.leadkit.Lead;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.tck.Leads;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DefectSignalTest {

  private final Ruleset rules = Rulesets.of("""
      score: { base: 0 }
      rules:
        - { id: phishing, add: -80, when: { message.defects: { phrase: address_in_name } }, why: "{match}" }
        - { id: charset, add: -1, when: { message.defects: { phrase: wrong_charset } } }
      """);

  private Map<String, Contribution> lines(Defect.Code... codes) {
    Lead lead = Leads.from(message -> {
          message.visibleText("Hello");
          for (Defect.Code code : codes) {
            message.defect(new Defect(code, 0, "planted"));
          }
          return message;
        })
        .lead();
    return rules.score(lead).contributions().stream()
        .collect(Collectors.toMap(Contribution::rule, line -> line));
  }

  @Test
  void a_condition_reads_a_defect_by_its_code() {
    var lines = lines(Defect.Code.ADDRESS_IN_NAME, Defect.Code.ADDRESS_IN_NAME);
    assertEquals(-80, lines.get("phishing").points());
    assertEquals("address_in_name", lines.get("phishing").why());
    assertEquals(Verdict.FALSE, lines.get("charset").verdict(), "another defect is not this one");
  }

  @Test
  void a_message_without_defects_is_known_to_have_none() {
    lines().values().forEach(line -> assertEquals(Verdict.FALSE, line.verdict(), line.rule()));
  }
}
