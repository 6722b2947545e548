// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Automation;
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
 * So many points, if a condition is true.
 *
 * @param id names the rule in every explanation
 * @param group to which its points count, {@code ""} for none
 * @param add the points, negative ones included
 * @param why the reason for a lead of which it is true, null for the condition's own words
 * @param decay how the points fade, null where they do not
 */
record Rule(
    String id,
    String group,
    int add,
    Condition when,
    @Nullable Template why,
    @Nullable Decay decay) implements ScoreComponent {

  /** The placeholder for the words that were found. */
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

  /** How old the newest message is that no machine sent by itself, or the newest of all. */
  private static Duration age(Lead lead) {
    Message newest = null;
    boolean written = false;
    for (Message message : lead.messages()) {
      boolean isWritten =
          message.automation() == Automation.NONE || message.automation() == Automation.GENERATED;
      if (isWritten || !written) {
        newest = message;
        written |= isWritten;
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
