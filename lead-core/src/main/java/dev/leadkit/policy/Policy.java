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
import dev.leadkit.prospect.ProspectRules;
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
 * The decisions of a lead as a pure function of its facts; an immutable value.
 *
 * <p>{@link #settle} adds facts to a lead, with every decision that follows; {@link #next} gives the tasks that are due. Both are
 * level-triggered: they depend on the state of the lead, never on how it was reached. So after a crash, a restored backup or a change of
 * policy they give the same tasks under the same ids.
 *
 * <p>Decisions depend on {@link Lead#asOf()}; {@code now} decides only whether a pause, the patience or a deadline is over. Thread-safe if
 * the scorer and the router are.
 *
 * @param version the name of the policy in every decision: the hash of its content if it was read from a file
 * @param enrichers the names of the enrichers to ask, in this order
 * @param patience how long a decision waits for their answers, 0 or more
 * @param retry when failed tasks are retried
 * @param retries exceptions from it, by the name of the enricher or connector
 * @param scorer gives a lead its score
 * @param router assigns a scored lead
 * @param toggles its flags and experiments
 * @param enrichedFields the names of the fields that its conditions read and only enrichers fill, as far as they are known
 * @param prospects the rules by which the person behind a message is found when it is received
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
    List<String> enrichedFields,
    ProspectRules prospects) {

  /** How long a decision waits for a ticket beyond the patience. */
  private static final Duration TICKET_PATIENCE = Duration.ofSeconds(30);

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
    Objects.requireNonNull(toggles, "toggles");
    enrichedFields = List.copyOf(Objects.requireNonNull(enrichedFields, "enrichedFields"));
    Objects.requireNonNull(prospects, "prospects");
  }

  /** A policy that says nothing about our people and forms. */
  public Policy(
      String version,
      List<String> enrichers,
      Duration patience,
      Retry retry,
      Map<String, Retry> retries,
      Scorer scorer,
      Router router,
      Toggles toggles,
      List<String> enrichedFields) {
    this(
        version,
        enrichers,
        patience,
        retry,
        retries,
        scorer,
        router,
        toggles,
        enrichedFields,
        ProspectRules.STANDARD);
  }

  /** A policy whose conditions read unknown fields. */
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

  /** A policy without enrichers that retries by {@link Retry#STANDARD}. */
  public static Policy of(String version, Scorer scorer, Router router) {
    return new Policy(
        version, List.of(), Duration.ofSeconds(30), Retry.STANDARD, Map.of(), scorer, router);
  }

  /** This policy with other enrichers and another time to wait for them. */
  public Policy withEnrichers(List<String> names, Duration patience) {
    return new Policy(
        version,
        names,
        patience,
        retry,
        retries,
        scorer,
        router,
        toggles,
        enrichedFields,
        prospects);
  }

  /** This policy with other retries. */
  public Policy withRetry(Retry retry) {
    return new Policy(
        version,
        enrichers,
        patience,
        retry,
        retries,
        scorer,
        router,
        toggles,
        enrichedFields,
        prospects);
  }

  /** This policy with other rules for the person behind a message. */
  public Policy withProspects(ProspectRules rules) {
    return new Policy(
        version,
        enrichers,
        patience,
        retry,
        retries,
        scorer,
        router,
        toggles,
        enrichedFields,
        rules);
  }

  /** The retries of this enricher or connector. */
  public Retry retryOf(String name) {
    return retries.getOrDefault(name, retry);
  }

  /**
   * Adds facts to a lead, and every decision that follows.
   *
   * @param lead as the store has it
   * @param facts the observations, in order; empty for decisions that follow from time alone
   * @param now the time of the events
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

  /** Adds facts to a lead without decisions: for facts that must be kept although the policy fails on them. */
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

  /** The decision of this policy on the present state of the lead, whether a decision is due or not. */
  public Fact.Qualified qualify(Lead lead) {
    Score score = scorer.score(lead);
    return new Fact.Qualified(score, router.route(lead, score), version, toggles.inputs(lead));
  }

  /** The next action for a lead. */
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
      wake = earlier(wake, patient.isAfter(now) ? patient : patient.plus(TICKET_PATIENCE));
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

  /** A task that has used up its attempts, or can never succeed, and has no dead letter yet; null if there is none. */
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

  /** Whether the lead can be decided: its enrichment is complete, and it has its ticket if it needs one. */
  private boolean isReady(Lead lead, Instant now) {
    return lead.isStale()
        && isEnrichmentComplete(lead, now)
        && (!lead.changedAt().plus(patience).plus(TICKET_PATIENCE).isAfter(now)
            || ticketTask(lead, now) == null);
  }

  /** Whether every enricher has answered or has a dead letter, or the patience is over. */
  private boolean isEnrichmentComplete(Lead lead, Instant now) {
    return openQuestions(lead).isEmpty() || !lead.changedAt().plus(patience).isAfter(now);
  }

  /** The task that draws the ticket without which the lead cannot be decided; null if it needs none. */
  private @Nullable Task ticketTask(Lead lead, Instant now) {
    if (!lead.isStale() || !router.hasLines() || !isEnrichmentComplete(lead, now)) {
      return null;
    }
    String ticketLine = router.line(lead, scorer.score(lead));
    Task task =
        Task.DrawTicket.of(lead.id(), ticketLine, lead.contact().address().domain());
    return ticketLine.isEmpty()
            || lead.tickets().containsKey(ticketLine)
            || lead.deadLetters().containsKey(task.id())
        ? null
        : task;
  }

  /** A decision that follows from time alone, and its time. */
  private record Alarm(Instant at, Fact.Decision decision) {}

  /** The next decision if no one replies; null if there is none, or if someone has replied. */
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

  /** The tasks of the lead that are not finished, due or not, in order. */
  private List<Task> openTasks(Lead lead, Instant now) {
    var tasks = new ArrayList<Task>(openQuestions(lead));
    Task ticket = ticketTask(lead, now);
    if (ticket != null) {
      tasks.add(ticket);
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

  /** The tasks of enrichers and flags that have not answered. */
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
