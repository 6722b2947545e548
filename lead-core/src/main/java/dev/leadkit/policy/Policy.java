// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.Lead.Effort;
import dev.leadkit.LeadEvent;
import dev.leadkit.NextAction;
import dev.leadkit.Score;
import dev.leadkit.Task;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Scorer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the facts: one immutable value, pure in all it does.
 *
 * <p>{@link #settle} takes facts in, with every decision that follows; {@link #next} reads off the state what should happen now. Both are
 * level-triggered: they read what a lead is, never how it got there, so that a killed worker, a restored backup or a new policy asks
 * again and gets the same tasks under the same ids.
 *
 * <p>Decisions read {@link Lead#asOf()}; {@code now} says only whether a pause, the patience or a deadline has run out. Thread-safe if
 * scorer and router are.
 *
 * @param version names the policy in every decision: for one that was read from a file, the hash of its content
 * @param enrichers the names of the enrichers to ask, in this order
 * @param patience how long a decision waits for their answers
 * @param retry how failed tasks are tried again
 * @param retries the exceptions, by the name of the enricher or connector
 * @param toggles its flags and experiments
 * @param enrichedFields the names of the fields that its conditions read and only enrichers fill, as far as they are known
 */
public record Policy(
    String version,
    List<String> enrichers,
    Duration patience,
    Retry retry,
    Map<String, Retry> retries,
    Scorer scorer,
    Router router,
    Toggles toggles,
    List<String> enrichedFields) {

  /** How long a decision waits for a place in a line beyond the patience. */
  private static final Duration QUEUEING = Duration.ofSeconds(30);

  public Policy {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(patience, "patience");
    if (version.isBlank()) {
      throw new IllegalArgumentException("version: expected a name or hash, got nothing");
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience: expected 0 or more, got " + patience);
    }
    enrichers = List.copyOf(Objects.requireNonNull(enrichers, "enrichers"));
    Objects.requireNonNull(retry, "retry");
    retries = Collections.unmodifiableMap(
        new LinkedHashMap<>(Objects.requireNonNull(retries, "retries")));
    retries.forEach((name, exception) -> {
      Objects.requireNonNull(name, "retries");
      Objects.requireNonNull(exception, "retries");
    });
    Objects.requireNonNull(scorer, "scorer");
    Objects.requireNonNull(router, "router");
    Objects.requireNonNull(toggles, "variations");
    enrichedFields = List.copyOf(Objects.requireNonNull(enrichedFields, "enrichedFields"));
  }

  /** A policy for which it is not known which fields its conditions read. */
  public Policy(
      String version,
      List<String> enrichers,
      Duration patience,
      Retry retry,
      Map<String, Retry> retries,
      Scorer scorer,
      Router router,
      Toggles toggles) {
    this(version, enrichers, patience, retry, retries, scorer, router, toggles, List.of());
  }

  /** A policy without flags and experiments. */
  public Policy(
      String version,
      List<String> enrichers,
      Duration patience,
      Retry retry,
      Map<String, Retry> retries,
      Scorer scorer,
      Router router) {
    this(version, enrichers, patience, retry, retries, scorer, router, Toggles.NONE);
  }

  /** A policy without enrichers that retries in the standard way. */
  public static Policy of(String version, Scorer scorer, Router router) {
    return new Policy(
        version, List.of(), Duration.ofSeconds(30), Retry.STANDARD, Map.of(), scorer, router);
  }

  /** The same, but asks these enrichers first and waits so long for them. */
  public Policy withEnrichers(List<String> names, Duration patience) {
    return new Policy(
        version, names, patience, retry, retries, scorer, router, toggles, enrichedFields);
  }

  /** The same, but tries again like this. */
  public Policy withRetry(Retry retry) {
    return new Policy(
        version, enrichers, patience, retry, retries, scorer, router, toggles, enrichedFields);
  }

  /** How tasks of this enricher or connector are tried again. */
  public Retry retryOf(String name) {
    return retries.getOrDefault(name, retry);
  }

  /**
   * Takes facts in, and every decision that follows.
   *
   * @param lead as the store has it
   * @param facts what was observed, in order; empty to see what time alone has decided
   * @param now becomes the time of the events
   */
  public Settlement settle(Lead lead, List<? extends Fact> facts, Instant now) {
    Settlement remembered = remember(lead, facts, now);
    var events = new ArrayList<>(remembered.events());
    Lead after = remembered.after();
    for (Fact.Decision decision = decide(after, now);
        decision != null;
        decision = decide(after, now)) {
      after = add(after, decision, now, events);
    }
    return new Settlement(lead, events, after);
  }

  /** Takes facts in and decides nothing: for facts that must be kept although the policy cannot work on them. */
  public static Settlement remember(Lead lead, List<? extends Fact> facts, Instant now) {
    var events = new ArrayList<LeadEvent>();
    Lead after = lead;
    for (Fact fact : facts) {
      after = add(after, fact, now, events);
    }
    return new Settlement(lead, events, after);
  }

  private static Lead add(Lead lead, Fact fact, Instant now, List<LeadEvent> events) {
    var event = new LeadEvent(lead.id(), lead.seq() + 1, now, fact);
    events.add(event);
    return lead.apply(event);
  }

  /** What this policy makes of the lead as it is, whether it is time to decide or not. */
  public Fact.Qualified qualify(Lead lead) {
    Score score = scorer.score(lead);
    return new Fact.Qualified(score, router.route(lead, score), version, toggles.inputs(lead));
  }

  /** What should happen with the lead now. */
  public NextAction next(Lead lead, Instant now) {
    if (lead.seq() == 0) {
      return new NextAction.Rest();
    }
    if (isDecisionDue(lead, now)) {
      return new NextAction.Decide();
    }
    var due = new ArrayList<Task>();
    Instant wake = null;
    for (Task task : openTasks(lead, now)) {
      Instant at = dueAt(lead, task);
      if (at.isAfter(now)) {
        wake = earlier(wake, at);
      } else {
        due.add(task);
      }
    }
    if (!due.isEmpty()) {
      return new NextAction.Perform(due);
    }
    if (lead.isStale()) {
      Instant patient = lead.changedAt().plus(patience);
      wake = earlier(wake, patient.isAfter(now) ? patient : patient.plus(QUEUEING));
    }
    Alarm alarm = alarm(lead);
    if (alarm != null) {
      wake = earlier(wake, alarm.at());
    }
    return wake == null ? new NextAction.Rest() : new NextAction.Wait(wake);
  }

  /** The first decision that follows from the state, null if none does. */
  private Fact.@Nullable Decision decide(Lead lead, Instant now) {
    Effort lost = exhausted(lead);
    if (lost != null) {
      Fact.Failed failure = lost.failure();
      return new Fact.DeadLettered(
          failure.task(), failure.name(), lost.attempts(), failure.reason());
    }
    if (isReady(lead, now)) {
      return qualify(lead);
    }
    Alarm alarm = alarm(lead);
    return alarm == null || alarm.at().isAfter(now) ? null : alarm.decision();
  }

  private boolean isDecisionDue(Lead lead, Instant now) {
    Alarm alarm = alarm(lead);
    return exhausted(lead) != null
        || isReady(lead, now)
        || (alarm != null && !alarm.at().isAfter(now));
  }

  /** A task that has used up its attempts, or can never succeed, and is not yet given up; null if there is none. */
  private @Nullable Effort exhausted(Lead lead) {
    for (Effort effort : lead.efforts().values()) {
      Fact.Failed failure = effort.failure();
      boolean hopeless = failure.prospect() == Fact.Failed.Prospect.PERMANENT
          || effort.attempts() >= retryOf(failure.name()).attempts();
      if (hopeless && !lead.deadLetters().containsKey(failure.task())) {
        return effort;
      }
    }
    return null;
  }

  /** Whether the lead can be decided: it has been heard, and has its place in the line if it needs one and there is one to be had. */
  private boolean isReady(Lead lead, Instant now) {
    return lead.isStale()
        && isEnrichmentComplete(lead, now)
        && (!lead.changedAt().plus(patience).plus(QUEUEING).isAfter(now)
            || ticketTask(lead, now) == null);
  }

  /** Whether all enrichers have answered or been given up, or the patience is at its end. */
  private boolean isEnrichmentComplete(Lead lead, Instant now) {
    return openQuestions(lead).isEmpty() || !lead.changedAt().plus(patience).isAfter(now);
  }

  /** The place in a line that the lead still has to take before it can be decided; null where it needs none. */
  private @Nullable Task ticketTask(Lead lead, Instant now) {
    if (!lead.isStale() || !router.hasLines() || !isEnrichmentComplete(lead, now)) {
      return null;
    }
    String line = router.line(lead, scorer.score(lead));
    Task task = Task.DrawTicket.of(lead.id(), line, lead.contact().address().domain());
    return line.isEmpty()
            || lead.tickets().containsKey(line)
            || lead.deadLetters().containsKey(task.id())
        ? null
        : task;
  }

  /** What time alone decides, and when. */
  private record Alarm(Instant at, Fact.Decision decision) {}

  /** The next thing that happens if no one replies; null if nothing more happens, or if someone has replied. */
  private static @Nullable Alarm alarm(Lead lead) {
    if (lead.decision() == null || lead.isStale() || lead.answeredAt() != null) {
      return null;
    }
    Assignment assignment = lead.decision().assignment();
    Alarm next = null;
    Instant due = assignment.due();
    if (due != null && (lead.breach() == null || lead.breach().due().isAfter(due))) {
      next = new Alarm(due, new Fact.Breached(assignment.queue(), due));
    }
    for (Assignment.Escalation step : assignment.escalations()) {
      boolean isNext = next == null || step.at().isBefore(next.at());
      if (isNext && !isEscalatedTo(lead, step.to())) {
        next = new Alarm(step.at(), new Fact.Escalated(step.to(), step.after(), step.at()));
      }
    }
    return next;
  }

  private static boolean isEscalatedTo(Lead lead, String queue) {
    return lead.escalations().stream().anyMatch(step -> step.to().equals(queue));
  }

  /** All that is to be done for this lead at some time, in order. */
  private List<Task> openTasks(Lead lead, Instant now) {
    var tasks = new ArrayList<Task>(openQuestions(lead));
    Task place = ticketTask(lead, now);
    if (place != null) {
      tasks.add(place);
    }
    if (lead.decision() == null || lead.isStale()) {
      return tasks;
    }
    Assignment assignment = lead.decision().assignment();
    String revision = lead.revision();
    for (String connector : assignment.connectors()) {
      Task task = Task.Deliver.of(lead.id(), connector, revision);
      Fact.Delivered delivered = lead.deliveries().get(connector);
      if ((delivered == null || !delivered.task().equals(task.id()))
          && !lead.deadLetters().containsKey(task.id())) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  /** The enrichers and flags that still owe an answer. */
  private List<Task> openQuestions(Lead lead) {
    var tasks = new ArrayList<Task>();
    String domain = lead.contact().address().domain();
    for (String enricher : enrichers) {
      if (!lead.findings().containsKey(enricher)) {
        tasks.add(Task.Enrich.of(lead.id(), enricher, domain));
      }
    }
    for (String flag : toggles.flags()) {
      if (!lead.flags().containsKey(flag)) {
        tasks.add(Task.EvaluateFlag.of(lead.id(), flag, domain));
      }
    }
    tasks.removeIf(task -> lead.deadLetters().containsKey(task.id()));
    return tasks;
  }

  private Instant dueAt(Lead lead, Task task) {
    Effort effort = lead.efforts().get(task.id());
    if (effort == null) {
      return Instant.MIN;
    }
    Duration asked = effort.failure().retryAfter();
    return effort
        .lastFailure()
        .plus(retryOf(task.name()).pause(task.id(), effort.attempts(), asked));
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }
}
