// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Fact;
import dev.leadkit.Fact.Received;
import dev.leadkit.Fact.Unmerged;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.spi.LeadStore;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a message that was added to a lead a lead of its own.
 *
 * <p>The new lead is written first, and its id follows from the message: if the process is killed between the two commits, the message is in
 * both leads, and repeating the request completes it.
 */
final class Separation {

  private final LeadStore store;

  Separation(LeadStore store) {
    this.store = store;
  }

  /**
   * Records what is missing of a separation.
   *
   * @param recorder records facts of a lead durably
   * @throws IllegalArgumentException as {@link #opening} does
   */
  void perform(LeadId from, Unmerged unmerged, BiConsumer<LeadId, List<Fact>> recorder) {
    Received opening = opening(from, unmerged);
    if (opening != null) {
      recorder.accept(unmerged.opens(from), List.of(opening));
    }
    if (!isDone(from, unmerged)) {
      recorder.accept(from, List.of(unmerged));
    }
  }

  /**
   * The fact that opens the new lead.
   *
   * @return null if the new lead exists
   * @throws IllegalArgumentException if the lead has no such message that was added to it
   */
  @Nullable
  Received opening(LeadId from, Unmerged unmerged) {
    List<LeadEvent> history = history(from);
    if (history.isEmpty()) {
      throw new IllegalArgumentException("no such lead: " + from);
    }
    Lead lead = Lead.of(from, history);
    for (LeadEvent event : history) {
      if (event.seq() > 1
          && event.fact() instanceof Received received
          && received.message().id().equals(unmerged.message())) {
        boolean exists = !history(unmerged.opens(from)).isEmpty();
        return exists ? null : separated(received, unmerged.separated(from));
      }
    }
    throw new IllegalArgumentException("message: expected one that was added to " + lead.id()
        + ", neither a copy nor the one that opened it, got " + unmerged.message());
  }

  private static Received separated(Received received, String id) {
    Message message = received.message().toBuilder(id).build();
    return new Received(
        message, received.source(), List.of(new Key(Key.Layer.EVENT, id)), "", received.prospect());
  }

  /** Whether the separation was recorded before. */
  boolean isDone(LeadId from, Unmerged unmerged) {
    return Lead.of(from, history(from)).separated().containsKey(unmerged.message());
  }

  private List<LeadEvent> history(LeadId lead) {
    return store.histories(List.of(lead)).getOrDefault(lead, List.of());
  }

  /** Whether a host may observe this fact. */
  static boolean isObservable(Fact fact) {
    return fact instanceof Fact.Replied
        || fact instanceof Fact.Reassigned
        || fact instanceof Fact.Reopened
        || fact instanceof Fact.Labelled
        || fact instanceof Unmerged;
  }
}
