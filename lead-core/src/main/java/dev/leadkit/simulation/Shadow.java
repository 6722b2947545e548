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
 * A candidate that decides beside the active policy on live traffic, and has no effect: it follows the log of events, and whatever it does
 * or fails to do, no lead waits for it or hears of it.
 *
 * <p>Give {@link #follow} a turn every so often, on a thread that has time. A host that keeps {@link #position} goes on there after a
 * restart, and sees each decision once. Thread-safe; one thread follows at a time.
 */
public final class Shadow {

  /** What became of a decision that was made by the active policy. */
  public sealed interface Sighting {}

  /** The candidate decided as well. */
  public record Decided(Comparison comparison) implements Sighting {
    public Decided {
      Objects.requireNonNull(comparison, "comparison");
    }
  }

  /**
   * The candidate could not decide.
   *
   * @param seq the place of the recorded decision in the history of the lead
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
   * A candidate beside the decisions that this store holds from a position on.
   *
   * @param position in the log of the store: 0 for its beginning, {@link LeadStore#end} for what comes from now on
   * @param listener hears of every decision once, in the order of the log; it should write down what is {@linkplain Comparison#isChanged
   *     different}. One that throws ends {@link #follow}, which then sees the same events again
   */
  public static Shadow of(
      Policy candidate, LeadStore store, long position, Consumer<? super Sighting> listener) {
    return new Shadow(candidate, store, position, listener);
  }

  /**
   * Looks at every decision that was made since the last time; returns when there is none left.
   *
   * @throws dev.leadkit.spi.StoreException if the store cannot answer; the next call goes on where this one stopped
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

  /** Where in the log it will go on. */
  public long position() {
    return position.get();
  }

  /** How many decisions it has seen. */
  public long decisions() {
    return decisions.get();
  }

  /** How many of them the candidate made otherwise, be it in the explanation alone. */
  public long changed() {
    return changed.get();
  }

  /** How many of them have another outcome: another route, queue, owner, deadline or list of connectors. */
  public long outcomeChanged() {
    return outcomes.get();
  }

  /** Of how many the lead would have gone to another place. */
  public long moved() {
    return moved.get();
  }

  /** How many the candidate could not make. */
  public long failed() {
    return failed.get();
  }
}
