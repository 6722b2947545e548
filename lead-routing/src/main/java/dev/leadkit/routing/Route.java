// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Assignment.Passed;
import dev.leadkit.Lead;
import dev.leadkit.policy.Condition;
import dev.leadkit.policy.ConditionResult;
import dev.leadkit.policy.EvaluationContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a lead goes, if a condition is true.
 *
 * @param id names the route in every explanation
 * @param target the queue, null where nobody has to act
 * @param owner the person in charge, {@code ""} where the queue is or the ownership decides
 * @param ownership how the person in charge is found, null where {@code owner} says it
 * @param sla how long the first reply may take, from the receipt of the first message, null for no limit
 */
record Route(
    String id,
    Condition when,
    Disposition disposition,
    @Nullable QueueTemplate target,
    String owner,
    @Nullable Ownership ownership,
    @Nullable Sla sla,
    List<String> connectors) {

  Route {
    connectors = List.copyOf(connectors);
  }

  /** Whether it makes no difference, but for the reason, which of the two takes a lead. */
  boolean hasSameOutcome(Route other) {
    return disposition == other.disposition
        && Objects.equals(queues(), other.queues())
        && owner.equals(other.owner)
        && Objects.equals(ownership, other.ownership)
        && Objects.equals(sla, other.sla)
        && connectors.equals(other.connectors);
  }

  /** Every queue to which it can send a lead, those that stand in for closed ones included. */
  List<String> allQueues() {
    if (target == null) {
      return List.of();
    }
    var named = new ArrayList<>(target.all());
    named.add(target.fallback());
    if (ownership != null) {
      named.add(ownership.overflow());
    }
    boolean isOpen = target.all().isEmpty();
    return Stream.concat(
            named.stream().filter(queue -> !queue.isEmpty()),
            isOpen ? target.queues().names().stream() : Stream.empty())
        .flatMap(queue -> target.queues().chain(queue).stream())
        .distinct()
        .toList();
  }

  /** All queues that it can name, the fallback last. */
  private @Nullable List<String> queues() {
    return target == null
        ? null
        : Stream.concat(target.all().stream(), Stream.of(target.fallback())).toList();
  }

  Assignment assign(
      Lead lead, EvaluationContext view, ConditionResult answer, List<Passed> passed) {
    Instant start = lead.receivedAt();
    Ownership.Owner found =
        ownership == null ? new Ownership.Owner(owner, "") : ownership.owner(lead, view);
    QueueTemplate.Queue named = target == null ? QueueTemplate.Queue.NONE : target.queue(view);
    if (ownership != null && found.name().isEmpty() && !ownership.overflow().isEmpty()) {
      named = named.overflowing(ownership.overflow());
    }
    Queues.Place place = target == null
        ? new Queues.Place("", Calendar.ALWAYS, "")
        : target.queues().place(named.name(), start);
    BusinessHours hours = place.calendar().hours();
    return Assignment.builder(id, disposition)
        .queue(place.queue())
        .owner(found.name())
        .sla(sla == null ? null : sla.span())
        .due(sla == null ? null : sla.due(start, hours))
        .connectors(connectors)
        .reason(Stream.of(when.describe(), named.why(), place.why())
            .filter(reason -> !reason.isEmpty())
            .collect(Collectors.joining("; ")))
        .evidence(Stream.concat(answer.evidence().stream(), named.evidence().stream())
            .distinct()
            .toList())
        .passed(passed)
        .calendar(place.calendar().label())
        .ownership(found.why())
        .escalations(sla == null ? List.of() : sla.escalations(start, hours))
        .build();
  }
}
