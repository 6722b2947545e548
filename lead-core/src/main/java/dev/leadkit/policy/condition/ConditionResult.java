// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Evidence;
import dev.leadkit.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * The verdict of a condition on a lead, and why.
 *
 * @param why what decided it, in words, without personal data
 * @param evidence the values and words that decided it
 * @param match the first words that were found; {@code ""} if none were sought or found
 */
public record ConditionResult(Verdict verdict, String why, List<Evidence> evidence, String match) {

  public ConditionResult {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(match, "match");
    evidence = List.copyOf(evidence);
  }

  static ConditionResult of(Verdict verdict, String why, Evidence evidence) {
    return new ConditionResult(verdict, why, List.of(evidence), "");
  }

  static ConditionResult unknown(String field) {
    return new ConditionResult(Verdict.UNKNOWN, field + " is not known", List.of(), "");
  }

  ConditionResult not() {
    return new ConditionResult(verdict.not(), why, evidence, match);
  }

  /** The reasons and evidence of several results, without duplicates. */
  static ConditionResult joined(Verdict verdict, List<ConditionResult> answers) {
    var reasons = new LinkedHashSet<String>();
    var evidence = new LinkedHashSet<Evidence>();
    String match = "";
    for (ConditionResult answer : answers) {
      match = match.isEmpty() ? answer.match() : match;
      reasons.add(answer.why());
      evidence.addAll(answer.evidence());
    }
    return new ConditionResult(verdict, String.join("; ", reasons), List.copyOf(evidence), match);
  }
}
