// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Assignment.Passed;
import dev.leadkit.Lead;
import dev.leadkit.policy.Answer;
import dev.leadkit.policy.Condition;
import dev.leadkit.policy.View;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a lead goes, if a condition is true.
 *
 * @param id names the route in every explanation
 * @param target the queue, null where nobody has to act
 * @param owner the person in charge, {@code ""} where the queue is
 * @param sla how long the first reply may take, from the receipt of the first message, null for no limit
 */
record Route(
    String id,
    Condition when,
    Disposition disposition,
    @Nullable Target target,
    String owner,
    @Nullable Duration sla,
    List<String> connectors) {

  Route {
    connectors = List.copyOf(connectors);
  }

  Assignment assign(Lead lead, View view, Answer answer, List<Passed> passed) {
    Target.Queue queue = target == null ? new Target.Queue("", "") : target.queue(view);
    String reason = when.describe();
    return new Assignment(
        id,
        disposition,
        queue.name(),
        owner,
        sla,
        sla == null ? null : lead.receivedAt().plus(sla),
        connectors,
        queue.why().isEmpty() ? reason : reason + "; " + queue.why(),
        answer.evidence(),
        passed);
  }
}
