// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Answer;
import dev.leadkit.policy.Condition;
import dev.leadkit.policy.Template;
import dev.leadkit.policy.View;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * So many points, if a condition is true.
 *
 * @param id names the rule in every explanation
 * @param group to which its points count, {@code ""} for none
 * @param add the points, negative ones included
 * @param why the reason for a lead of which it is true, null for the condition's own words
 */
public record Rule(
    String id,
    String group,
    int add,
    Condition when,
    @Nullable Template why) {

  /** The placeholder for the words that were found. */
  static final String MATCH = "match";

  /** One line of the score: points if the condition is true, and always the reason. */
  Contribution apply(View view) {
    Answer answer = when.test(view);
    if (answer.verdict() != Verdict.TRUE) {
      return new Contribution(id, answer.verdict(), 0, answer.why(), answer.evidence());
    }
    String reason = why == null ? answer.why() : why.fill(view, Map.of(MATCH, answer.match()));
    return new Contribution(id, Verdict.TRUE, add, reason, answer.evidence());
  }
}
