// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Evidence;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.condition.Template;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.PolicyName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A queue by name, or by a name with placeholders and a fallback.
 *
 * @param name of the queue
 * @param fallback the queue if a placeholder has no value or none that makes a queue; {@code ""} if that cannot happen
 * @param queues the queues that exist
 */
record QueueTemplate(Template name, String fallback, Queues queues) {

  /**
   * The queue of one lead.
   *
   * @param why the reasons for it beyond the condition of the route, {@code ""} for none
   * @param evidence the values of the fields after which it is named
   */
  record Queue(String name, String why, List<Evidence> evidence) {
    static final Queue NONE = new Queue("", "", List.of());

    /** The queue for a lead that no member of the pool can take. */
    Queue overflowing(String queue) {
      String reason = "nobody can take it, so it is " + queue + ", not " + name;
      return new Queue(queue, why.isEmpty() ? reason : why + "; " + reason, evidence);
    }
  }

  Queue queue(EvaluationContext view) {
    String filled = name.fill(view);
    String reasons =
        name.fields().stream().map(field -> view.explain(field)).collect(Collectors.joining("; "));
    List<Evidence> evidence =
        name.fields().stream().flatMap(field -> view.evidence(field).stream()).toList();
    if (filled != null && isQueue(filled)) {
      return new Queue(filled, reasons, evidence);
    }
    String gap = name.fields().stream().map(Field::name).collect(Collectors.joining(", "));
    return new Queue(
        fallback,
        reasons + "; no queue is named after " + gap + " here, so it is the fallback " + fallback,
        evidence);
  }

  /** Whether a name that may hold a value from outside is one of a queue. */
  private boolean isQueue(String queue) {
    return PolicyName.isValid(queue)
        && (queues.names().isEmpty() || queues.names().contains(queue));
  }

  /** Every queue that it can name, as far as they are known. */
  List<String> all() {
    return name.all(1000);
  }
}
