// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Fact.Qualified;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.policy.Policy;
import dev.leadkit.spi.LeadStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A shadow run: a candidate policy decides the same leads as the active policy on live traffic, without any effect. It follows the event log;
 * no lead waits for it, and its failures affect no lead.
 *
 * <p>Call {@link #follow} periodically on a background thread. A host that stores {@link #position} continues there after a restart and
 * sees each decision once. Thread-safe; one thread follows at a time.
 */
public final class Shadow {

  /** The result for a decision of the active policy. */
  public sealed interface Sighting {}

  /** The candidate decided. */
  public record Decided(Comparison comparison) implements Sighting {
    public Decided {
      Objects.requireNonNull(comparison, "comparison");
    }
  }

  /**
   * The candidate could not decide.
   *
   * @param seq the position of the recorded decision in the history of the lead
   */
  public record Failed(LeadId lead, long seq, RuntimeException cause) implements Sighting {
    public Failed {
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(cause, "cause");
    }
  }

  private final Simulation simulation;
  private final LeadStore store;
  private final Consumer<? super Sighting> listener;
  private final AtomicLong position;
  private final AtomicLong decisions = new AtomicLong();
  private final AtomicLong changed = new AtomicLong();
  private final AtomicLong outcomes = new AtomicLong();
  private final AtomicLong moved = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  private Shadow(
      Policy candidate, LeadStore store, long position, Consumer<? super Sighting> listener) {
    this.simulation = Simulation.of(candidate);
    this.store = store;
    this.position = new AtomicLong(position);
    this.listener = listener;
  }

  /**
   * A shadow run over the decisions in this store after a position.
   *
   * @param position in the event log of the store: 0 for its beginning, {@link LeadStore#end} for future events
   * @param listener is called for every decision once, in the order of the log; it should record what is {@linkplain Comparison#isChanged
   *     different}. If it throws, {@link #follow} ends, and its next call sees the same events again
   */
  public static Shadow of(
      Policy candidate, LeadStore store, long position, Consumer<? super Sighting> listener) {
    return new Shadow(candidate, store, position, listener);
  }

  /**
   * Processes every decision since the last call and returns.
   *
   * @throws dev.leadkit.spi.StoreException if the store cannot answer; the next call continues where this one stopped
   */
  public synchronized void follow() {
    LeadStore.Page page = store.events(position.get(), LeadStore.Page.USUAL);
    while (!page.events().isEmpty()) {
      look(page.events());
      position.set(page.position());
      page = store.events(page.position(), LeadStore.Page.USUAL);
    }
  }

  private void look(List<LeadEvent> events) {
    var seen = new LinkedHashMap<LeadId, Set<Long>>();
    for (LeadEvent event : events) {
      if (event.fact() instanceof Qualified) {
        seen.computeIfAbsent(event.lead(), none -> new TreeSet<>()).add(event.seq());
      }
    }
    if (seen.isEmpty()) {
      return;
    }
    Map<LeadId, List<LeadEvent>> histories = store.histories(List.copyOf(seen.keySet()));
    var sightings = new LinkedHashMap<List<Object>, Sighting>();
    seen.forEach((lead, seqs) -> {
      for (Sighting sighting : sightings(lead, histories.getOrDefault(lead, List.of()), seqs)) {
        sightings.put(List.of(lead, seq(sighting)), sighting);
      }
    });
    for (LeadEvent event : events) {
      Sighting sighting = sightings.get(List.<Object>of(event.lead(), event.seq()));
      if (sighting != null) {
        count(sighting);
        listener.accept(sighting);
      }
    }
  }

  private List<Sighting> sightings(LeadId lead, List<LeadEvent> history, Set<Long> seqs) {
    var sightings = new ArrayList<Sighting>();
    try {
      for (Comparison comparison : simulation.replay(history)) {
        if (seqs.contains(comparison.seq())) {
          sightings.add(new Decided(comparison));
        }
      }
    } catch (RuntimeException e) {
      seqs.forEach(seq -> sightings.add(new Failed(lead, seq, e)));
    }
    return sightings;
  }

  private static long seq(Sighting sighting) {
    return sighting instanceof Decided decided ? decided.comparison.seq() : ((Failed) sighting).seq;
  }

  private void count(Sighting sighting) {
    decisions.incrementAndGet();
    if (sighting instanceof Decided decided) {
      changed.addAndGet(decided.comparison.isChanged() ? 1 : 0);
      outcomes.addAndGet(decided.comparison.isOutcomeChanged() ? 1 : 0);
      moved.addAndGet(decided.comparison.isMoved() ? 1 : 0);
    } else {
      failed.incrementAndGet();
    }
  }

  /** The position in the event log where the next call continues. */
  public long position() {
    return position.get();
  }

  /** The number of decisions so far. */
  public long decisions() {
    return decisions.get();
  }

  /** The number of decisions in which outcome, score or explanation differ. */
  public long changed() {
    return changed.get();
  }

  /** The number of decisions in which the outcome differs: route, queue, owner, deadline or connectors. */
  public long outcomeChanged() {
    return outcomes.get();
  }

  /** The number of decisions after which the lead would have gone to another queue or owner. */
  public long moved() {
    return moved.get();
  }

  /** The number of decisions that the candidate could not make. */
  public long failed() {
    return failed.get();
  }
}
