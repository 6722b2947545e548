// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import java.util.Objects;

/**
 * Is notified of everything that happens to leads, so that a host need not poll the store: a message was accepted ({@link Fact.Received}), an enricher answered
 * ({@link Fact.Enriched}), the lead was decided ({@link Fact.Qualified}), delivered ({@link Fact.Delivered}), a task failed ({@link
 * Fact.Failed}) or was given up ({@link Fact.DeadLettered}), a deadline was missed ({@link Fact.Breached}), and every other kind of fact.
 *
 * <ol>
 *   <li>It is called after the commit: the event is durable.
 *   <li>The events of a lead come in the order of {@link LeadEvent#seq()}. A listener is called by one thread at a time, which is not one of
 *       the threads that do the work of the pipeline.
 *   <li>Each event comes at most once. It is not repeated after a crash, and it is skipped if more than {@value #CAPACITY} events are waiting for
 *       a slow listener; {@link #missed} then says where the skipped events can be read.
 *   <li>Anything it throws, including {@link Error}s, is logged and affects neither the lead nor later events.
 *   <li>If several pipelines share a store, each notifies its listeners of the events that it committed itself.
 * </ol>
 *
 * A host that must not miss an event, even after a crash, pages through {@link LeadStore#events} and remembers its position.
 */
@FunctionalInterface
public interface LeadListener {

  /** The number of events that may wait for one listener, each with its lead in memory, before events are skipped. */
  int CAPACITY = 4_096;

  /**
   * Handles an event of a lead.
   *
   * @param event what happened
   * @param lead the lead after the commit, which may include later events too: {@link Lead#seq()} is that of the last one
   */
  void on(LeadEvent event, Lead lead) throws Exception;

  /**
   * Handles a gap: events were skipped because the listener was too slow.
   *
   * @param events the number of events skipped since the last call
   * @param position a position of {@link LeadStore#events} after which all of them follow, among events that were not skipped or that other
   *     pipelines committed
   */
  default void missed(long events, long position) throws Exception {}

  /** Handles one kind of fact. */
  @FunctionalInterface
  interface Handler<F extends Fact> {

    /** Handles the fact; the lead is as in {@link LeadListener#on}. */
    void handle(F fact, Lead lead) throws Exception;
  }

  /** A listener for one kind of fact, such as {@code Fact.Breached.class}. */
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
