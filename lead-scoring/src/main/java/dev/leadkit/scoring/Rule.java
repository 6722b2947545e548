// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionResult;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.condition.Template;
import dev.leadkit.policy.field.FieldOverride;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule: points that a lead gets if a condition is true.
 *
 * @param id the name of the rule in every explanation
 * @param group the group whose cap limits its points, {@code ""} for none
 * @param add the points; may be negative
 * @param why the reason that is recorded if it is true; null for a description of the condition
 * @param decay how the points decay with age; null if they do not
 */
record Rule(
    String id,
    String group,
    int add,
    Condition when,
    @Nullable Template why,
    @Nullable Decay decay) implements ScoreComponent {

  /** The placeholder for the words that matched. */
  static final String MATCH = "match";

  @Override
  public int least() {
    return decay == null ? add : Math.min(0, add);
  }

  @Override
  public int most() {
    return decay == null ? add : Math.max(0, add);
  }

  @Override
  public int fresh() {
    return add;
  }

  @Override
  public int points(Lead lead, @Nullable FieldOverride supposition) {
    return decay == null ? add : decay.left(add, age(lead));
  }

  /** The age of the newest message that a person wrote; of the newest of all if there is none. */
  private static Duration age(Lead lead) {
    Message newest = null;
    boolean written = false;
    for (Message message : lead.messages()) {
      if (message.isWritten() || !written) {
        newest = message;
        written |= message.isWritten();
      }
    }
    return newest == null ? Duration.ZERO : Duration.between(newest.receivedAt(), lead.asOf());
  }

  @Override
  public Contribution apply(EvaluationContext view, Lead lead) {
    ConditionResult answer = when.test(view);
    if (answer.verdict() != Verdict.TRUE) {
      return new Contribution(id, answer.verdict(), 0, answer.why(), answer.evidence());
    }
    String reason = why == null ? answer.why() : why.fill(view, Map.of(MATCH, answer.match()));
    int points = points(lead, view.supposition());
    if (points != add) {
      reason += ", " + points + " of " + add + " points after " + age(lead).toDays() + " days";
    }
    return new Contribution(id, Verdict.TRUE, points, reason, answer.evidence());
  }
}
