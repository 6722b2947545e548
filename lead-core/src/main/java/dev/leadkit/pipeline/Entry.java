// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A message, an observation of the host or the result of a task that has to be recorded. */
final class Entry {

  final @Nullable ReadMessage readMessage;
  final List<? extends Fact> facts;

  /** Who caused the facts. */
  final EventContext context;

  /** The session of a result; null for messages and observations. */
  final @Nullable LeaseSession session;

  /** Whether the session ends with this entry. */
  final boolean last;

  /** How long to pause the lead if its tasks are still due; null for not at all. */
  final @Nullable Duration pause;

  /** Completed when the entry is durable or has failed. */
  final CompletableFuture<Receipt> receipt;

  /** The lead of the entry; null for a message that is not yet assigned to one. */
  @Nullable
  LeadId lead;

  /** The seq of the lead when the entry was last settled, and the number of consecutive refusals at that seq. */
  long settledAt = -1;

  int refusals;

  private Entry(
      @Nullable ReadMessage readMessage,
      @Nullable LeadId lead,
      List<? extends Fact> facts,
      EventContext context,
      @Nullable LeaseSession session,
      boolean last,
      @Nullable Duration pause,
      CompletableFuture<Receipt> receipt) {
    this.readMessage = readMessage;
    this.lead = lead;
    this.facts = facts;
    this.context = context;
    this.session = session;
    this.last = last;
    this.pause = pause;
    this.receipt = receipt;
  }

  static Entry of(ReadMessage readMessage) {
    return new Entry(
        readMessage,
        null,
        List.of(),
        EventContext.NONE,
        null,
        false,
        null,
        new CompletableFuture<>());
  }

  static Entry of(LeadId lead, List<? extends Fact> facts) {
    return of(lead, facts, EventContext.NONE);
  }

  static Entry of(LeadId lead, List<? extends Fact> facts, EventContext context) {
    return new Entry(null, lead, facts, context, null, false, null, new CompletableFuture<>());
  }

  static Entry of(LeaseSession session, List<? extends Fact> facts, boolean last) {
    return of(session, facts, EventContext.NONE, last);
  }

  static Entry of(
      LeaseSession session, List<? extends Fact> facts, EventContext context, boolean last) {
    return new Entry(
        null,
        session.lead(),
        facts,
        context,
        session,
        last,
        session.pause(),
        new CompletableFuture<>());
  }

  /**
   * The entry that is recorded if the result of a task cannot be written: a failure of the task, so that its number of attempts is limited. Null
   * if this is not the result of a task.
   */
  @Nullable
  Entry failed(Throwable cause) {
    if (session == null || facts.size() != 1) {
      return null;
    }
    String task;
    String name;
    if (facts.get(0) instanceof Fact.Delivered delivered) {
      task = delivered.task();
      name = delivered.connector();
    } else if (facts.get(0) instanceof Fact.Enriched enriched) {
      task = enriched.task();
      name = enriched.enricher();
    } else if (facts.get(0) instanceof Fact.FlagEvaluated evaluated) {
      task = evaluated.task();
      name = Task.EvaluateFlag.nameOf(evaluated.flag());
    } else if (facts.get(0) instanceof Fact.TicketDrawn drawn) {
      task = drawn.task();
      name = Task.DrawTicket.nameOf(drawn.line());
    } else {
      return null;
    }
    String reason = "its result cannot be stored: " + cause.getClass().getSimpleName();
    var failure = new Fact.Failed(task, name, reason, null, Fact.Failed.Prospect.TRANSIENT);
    return new Entry(
        null, lead, List.of(failure), EventContext.NONE, session, last, pause, receipt);
  }

  boolean isDone() {
    return receipt.isDone();
  }
}
