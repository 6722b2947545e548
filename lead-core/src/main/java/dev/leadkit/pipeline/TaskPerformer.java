// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Failed.Prospect;
import dev.leadkit.Lead;
import dev.leadkit.Task;
import dev.leadkit.policy.Toggles;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the plug-in that performs a task, in the thread of the caller, and converts its answer to a fact. */
final class TaskPerformer {

  private static final Logger LOG = LoggerFactory.getLogger(TaskPerformer.class);

  private static final int MAX_REASON_LENGTH = 500;
  private static final int MAX_FLAG_REASON_LENGTH = 200;

  private final LeadStore store;
  private final Map<String, Enricher> enrichers;
  private final Map<String, Connector> connectors;
  private final @Nullable Flags flags;

  TaskPerformer(
      LeadStore store,
      Map<String, Enricher> enrichers,
      Map<String, Connector> connectors,
      @Nullable Flags flags) {
    this.store = store;
    this.enrichers = enrichers;
    this.connectors = connectors;
    this.flags = flags;
  }

  Set<String> enrichers() {
    return enrichers.keySet();
  }

  Set<String> connectors() {
    return connectors.keySet();
  }

  boolean hasFlags() {
    return flags != null;
  }

  /** Performs a task whose enricher, connector or flag service this engine has. */
  Fact perform(Lead lead, Task task) throws Exception {
    if (task instanceof Task.Enrich enrich) {
      return enrich(lead, enrich);
    }
    if (task instanceof Task.EvaluateFlag evaluation) {
      return evaluate(lead, evaluation);
    }
    if (task instanceof Task.DrawTicket draw) {
      return new Fact.TicketDrawn(task.id(), draw.line(), store.ticket(draw.line(), task.lead()));
    }
    return deliver(lead, (Task.Deliver) task);
  }

  private Fact enrich(Lead lead, Task.Enrich task) throws Exception {
    Enricher enricher = Objects.requireNonNull(enrichers.get(task.name()));
    Enrichment findings = enricher.enrich(new Enricher.Question(task.id(), task.domain(), lead));
    if (findings == null) {
      return failed(
          task,
          "the enricher returned null; expected an Enrichment, Enrichment.NONE if it knows nothing");
    }
    return new Fact.Enriched(task.id(), task.name(), findings);
  }

  /** A failure of the flag service is a result as well: the policy uses its default. */
  private Fact evaluate(Lead lead, Task.EvaluateFlag task) throws InterruptedException {
    try {
      Flags service = Objects.requireNonNull(flags);
      String value = service.value(task.flag(), Toggles.subject(lead));
      return value == null
          ? Fact.FlagEvaluated.withoutValue(
              task.id(), task.flag(), "the flag service knows no such flag")
          : Fact.FlagEvaluated.of(task.id(), task.flag(), value);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("while a flag was evaluated");
      }
      LOG.warn(
          "flag {} was not answered for {}, its default counts: {}",
          task.flag(),
          lead.id(),
          Faults.summary(e));
      String reason = "the flag service failed: " + Faults.summary(e);
      return Fact.FlagEvaluated.withoutValue(
          task.id(),
          task.flag(),
          reason.substring(0, Math.min(MAX_FLAG_REASON_LENGTH, reason.length())));
    }
  }

  private Fact deliver(Lead lead, Task.Deliver task) throws Exception {
    Connector connector = Objects.requireNonNull(connectors.get(task.name()));
    Fact.Qualified decision = Objects.requireNonNull(lead.decision());
    Lead.Effort effort = lead.efforts().get(task.id());
    int attempt = effort == null ? 1 : effort.attempts() + 1;
    Outcome outcome = connector.deliver(new Delivery(
        task.id(), lead.id().value(), attempt, lead, decision.score(), decision.assignment()));
    if (outcome instanceof Outcome.Accepted accepted) {
      return new Fact.Delivered(task.id(), task.name(), accepted.reference(), accepted.messageId());
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return new Fact.Failed(
          task.id(), task.name(), shortened(rejected.reason()), null, Prospect.PERMANENT);
    }
    if (outcome instanceof Outcome.Later later) {
      return new Fact.Failed(
          task.id(), task.name(), shortened(later.reason()), later.after(), Prospect.TRANSIENT);
    }
    if (outcome instanceof Outcome.Partial partial) {
      return failed(task, "delivered in part: " + partial.reason());
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return failed(task, "not known whether it was delivered: " + unknown.reason());
    }
    return failed(task, "the connector returned null; expected an Outcome");
  }

  /** The task failed and is worth another attempt. */
  static Fact failed(Task task, String reason) {
    return new Fact.Failed(task.id(), task.name(), shortened(reason), null, Prospect.TRANSIENT);
  }

  private static String shortened(String reason) {
    if (reason.isBlank()) {
      return "no reason given";
    }
    if (reason.length() <= MAX_REASON_LENGTH) {
      return reason;
    }
    boolean splitsPair = Character.isHighSurrogate(reason.charAt(MAX_REASON_LENGTH - 1));
    return reason.substring(0, splitsPair ? MAX_REASON_LENGTH - 1 : MAX_REASON_LENGTH) + "…";
  }
}
