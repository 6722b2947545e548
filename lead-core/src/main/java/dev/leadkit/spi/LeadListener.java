// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import java.util.Objects;

/**
 * Is told what happened to leads, so that a host need not poll the store: a message was accepted ({@link Fact.Received}), an enricher answered
 * ({@link Fact.Enriched}), the lead was decided ({@link Fact.Qualified}), delivered ({@link Fact.Delivered}), a task failed ({@link
 * Fact.Failed}) or was given up ({@link Fact.DeadLettered}), a deadline was missed ({@link Fact.Breached}), and every other kind of fact.
 *
 * <ol>
 *   <li>It is called after the commit: what it is told is durable.
 *   <li>The events of one lead are told in the order of {@link LeadEvent#seq()}; a listener is called by one thread at a time, which is none of
 *       the threads that do the pipeline's work.
 *   <li>Each event is told at most once: not after a crash, and not when the listener is so slow that more than {@value #CAPACITY} events
 *       wait for it. Those are skipped, and {@link #missed} says from where they can be read.
 *   <li>What it throws is logged, {@link Error}s included, and harms neither the lead nor the events after it.
 *   <li>Several pipelines on one store tell their listeners of what they committed themselves, each event by exactly one of them.
 * </ol>
 *
 * A host that must not miss an event, after a crash either, pages through {@link LeadStore#events} and remembers its position.
 */
@FunctionalInterface
public interface LeadListener {

  /** How many events may wait for one listener, each with its lead in memory, before events are skipped. */
  int CAPACITY = 4_096;

  /**
   * Something happened to a lead.
   *
   * @param event what happened
   * @param lead the lead after the commit of the event, which may have brought later events too: {@link Lead#seq()} is that of the last
   */
  void on(LeadEvent event, Lead lead) throws Exception;

  /**
   * Events were skipped because the listener was too slow.
   *
   * @param events the number of events skipped since the last call
   * @param position a position of {@link LeadStore#events} after which all of them stand, together with events that were told or that
   *     other pipelines committed
   */
  default void missed(long events, long position) throws Exception {}

  /** Handles one kind of fact. */
  @FunctionalInterface
  interface Handler<F extends Fact> {

    /** The fact happened; the lead is as in {@link LeadListener#on}. */
    void handle(F fact, Lead lead) throws Exception;
  }

  /** A listener that is interested in one kind of fact, such as {@code Fact.Breached.class}. */
  static <F extends Fact> LeadListener of(Class<F> kind, Handler<? super F> handler) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(handler, "handler");
    return (event, lead) -> {
      if (kind.isInstance(event.fact())) {
        handler.handle(kind.cast(event.fact()), lead);
      }
    };
  }
}
