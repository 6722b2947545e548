// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Evidence;
import dev.leadkit.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several results become one. */
class ConditionResultTest {

  private static ConditionResult result(String why, String evidence, String match) {
    return new ConditionResult(Verdict.TRUE, why, List.of(Evidence.of("text", evidence)), match);
  }

  @Test
  void reasons_and_evidence_are_joined_without_duplicates_and_the_first_match_counts() {
    ConditionResult joined = ConditionResult.joined(
        Verdict.FALSE,
        List.of(
            result("one", "a", ""),
            result("two", "b", "SSO"),
            result("one", "a", "SAML"),
            result("three", "a", "")));
    assertEquals(Verdict.FALSE, joined.verdict());
    assertEquals("one; two; three", joined.why());
    assertEquals(List.of(Evidence.of("text", "a"), Evidence.of("text", "b")), joined.evidence());
    assertEquals("SSO", joined.match());
  }

  @Test
  void the_opposite_has_the_same_reasons() {
    ConditionResult not = result("one", "a", "SSO").not();
    assertEquals(Verdict.FALSE, not.verdict());
    assertEquals("one", not.why());
    assertEquals("SSO", not.match());
  }
}
