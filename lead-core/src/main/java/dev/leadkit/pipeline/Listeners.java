// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.spi.LeadListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The listeners of a pipeline. Each has its own queue and thread, so that it delays neither other listeners nor the pipeline. */
final class Listeners {

  /** No listener. */
  static final Listeners NONE = new Listeners(List.of(), null);

  private final List<ListenerQueue> queues;
  private final @Nullable Position position;

  private Listeners(List<ListenerQueue> queues, @Nullable Position position) {
    this.queues = queues;
    this.position = position;
  }

  static Listeners of(List<LeadListener> listeners, Position position) {
    return listeners.isEmpty()
        ? NONE
        : new Listeners(
            listeners.stream()
                .map(listener -> new ListenerQueue(listener, position))
                .toList(),
            position);
  }

  /** Queues the events of a confirmed commit; returns at once. */
  void committed(Lead lead, List<LeadEvent> events) {
    for (ListenerQueue queue : queues) {
      queue.add(lead, events);
    }
    if (position != null && !events.isEmpty()) {
      position.handedOver();
    }
  }

  /** Waits until all queues are empty; interrupts the listeners at the deadline. */
  void close(Deadline deadline) {
    queues.forEach(ListenerQueue::end);
    queues.forEach(queue -> queue.join(deadline));
  }
}
