// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import dev.leadkit.Assignment;
import dev.leadkit.Fact.Breached;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How well promised replies were kept: of the leads with a deadline, how many had a person's reply by then, and which had not.
 *
 * <p>Each lead counts once, in the queue of its last decision. It is breached if a deadline of its history passed without a reply by a
 * person, whether or not an engine was running to write that down; what an automatic reply says does not count. A lead whose time still runs is
 * neither kept nor breached. Quarantined and automatic mail is promised nothing.
 *
 * @param asOf what happened later is not looked at
 * @param queues by name
 * @param all of them together
 * @param breaches the longest overdue first, as many as were asked for
 */
public record SlaCompliance(
    Instant asOf, SortedMap<String, Kept> queues, Kept all, List<Breach> breaches) {

  /**
   * The promises of a queue.
   *
   * @param kept how many of those whose time is over were kept
   * @param running how many others have time left
   * @param unlimited how many leads were promised nothing
   * @param median of the time from receipt to the first reply of a person, over the leads whose time is over, by the clock on the wall; null
   *     where half of them had none, or there are none
   * @param p95 within which 95 of 100 had a reply; null where fewer had
   */
  public record Kept(
      Proportion kept,
      long running,
      long unlimited,
      @Nullable Duration median,
      @Nullable Duration p95) {
    public Kept {
      Objects.requireNonNull(kept, "kept");
    }

    /** How many were not kept. */
    public long breached() {
      return kept.total() - kept.hits();
    }
  }

  /**
   * A promise that was not kept.
   *
   * @param due when a person should have replied
   * @param repliedAt when one did, null where nobody has
   * @param late how long after the deadline that was, or the report is; by the clock on the wall
   */
  public record Breach(
      LeadId lead,
      String queue,
      String route,
      Instant due,
      @Nullable Instant repliedAt,
      Duration late) {
    public Breach {
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(queue, "queue");
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(due, "due");
      Objects.requireNonNull(late, "late");
    }

    private static final Comparator<Breach> LATEST = Comparator.comparing(Breach::late)
        .reversed()
        .thenComparing(breach -> breach.lead().value());
  }

  public SlaCompliance {
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(queues, "queues");
    Objects.requireNonNull(all, "all");
    Objects.requireNonNull(breaches, "breaches");
    queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    breaches = List.copyOf(breaches);
  }

  /**
   * Reads all leads, a few at a time; what is held meanwhile is 8 bytes for each.
   *
   * @param most so many breaches to list
   * @throws IllegalArgumentException if that is negative
   * @throws dev.leadkit.spi.StoreException if the store cannot answer
   */
  public static SlaCompliance of(LeadStore store, Instant asOf, int most) {
    if (most < 0) {
      throw new IllegalArgumentException("most: expected 0 or more, got " + most);
    }
    var tally = new Tally(asOf, most);
    Histories.each(store, asOf, tally::add);
    return tally.report();
  }

  /** The report as JSON, the same bytes on every machine; what is not known is null. */
  public byte[] toJson() {
    return KpiJson.write(this);
  }

  private static final class Tally {

    private final Instant asOf;
    private final int most;
    private final SortedMap<String, Promises> queues = new TreeMap<>();
    private final PriorityQueue<Breach> breaches = new PriorityQueue<>(Breach.LATEST.reversed());

    Tally(Instant asOf, int most) {
      this.asOf = asOf;
      this.most = most;
    }

    void add(List<LeadEvent> history) {
      Lead lead = Lead.of(history.get(0).lead(), history);
      Qualified decision = lead.decision();
      if (decision == null || decision.assignment().disposition() != Assignment.Disposition.LEAD) {
        return;
      }
      Assignment assignment = decision.assignment();
      Promises promises = queues.computeIfAbsent(assignment.queue(), any -> new Promises());
      Instant replied = lead.answeredAt();
      Instant due = due(history, assignment, replied);
      if (due == null) {
        promises.unlimited++;
      } else if (replied == null && due.isAfter(asOf)) {
        promises.running++;
      } else {
        promises.over(replied == null ? null : Duration.between(lead.receivedAt(), replied));
        if (replied == null || replied.isAfter(due)) {
          Instant end = replied == null ? asOf : replied;
          list(new Breach(
              lead.id(),
              assignment.queue(),
              assignment.route(),
              due,
              replied,
              Duration.between(due, end)));
        } else {
          promises.kept++;
        }
      }
    }

    /**
     * The first deadline that was missed, or else the one that holds; null where there is none. A deadline holds until the next decision. It
     * is missed if it passes before that without a reply, whether or not an engine was there to write {@link Breached}.
     */
    private static @Nullable Instant due(
        List<LeadEvent> history, Assignment assignment, @Nullable Instant replied) {
      Instant holding = null;
      for (LeadEvent event : history) {
        if (event.fact() instanceof Breached breached) {
          return breached.due();
        }
        if (event.fact() instanceof Qualified decision) {
          if (holding != null
              && holding.isBefore(event.at())
              && (replied == null || replied.isAfter(holding))) {
            return holding;
          }
          holding = decision.assignment().due();
        }
      }
      return assignment.due();
    }

    private void list(Breach breach) {
      breaches.add(breach);
      if (breaches.size() > most) {
        breaches.remove();
      }
    }

    SlaCompliance report() {
      var kept = new TreeMap<String, Kept>();
      var all = new Promises();
      queues.forEach((queue, promises) -> {
        kept.put(queue, promises.kept());
        all.add(promises);
      });
      var listed = new ArrayList<Breach>(breaches);
      listed.sort(Breach.LATEST);
      return new SlaCompliance(asOf, kept, all.kept(), listed);
    }
  }

  /** Those of one queue so far. */
  private static final class Promises {

    private static final long NEVER = Long.MAX_VALUE;

    private long kept;
    private long running;
    private long unlimited;
    private long[] times = new long[16];
    private int over;

    /** One more whose time is over, with the time to the reply. */
    void over(@Nullable Duration reply) {
      over(reply == null ? NEVER : reply.toMillis());
    }

    private void over(long millis) {
      if (over == times.length) {
        times = Arrays.copyOf(times, 2 * over);
      }
      times[over++] = millis;
    }

    void add(Promises other) {
      kept += other.kept;
      running += other.running;
      unlimited += other.unlimited;
      for (int i = 0; i < other.over; i++) {
        over(other.times[i]);
      }
    }

    Kept kept() {
      long[] sorted = Arrays.copyOf(times, over);
      Arrays.sort(sorted);
      return new Kept(
          Proportion.of(kept, over),
          running,
          unlimited,
          percentile(sorted, 50),
          percentile(sorted, 95));
    }

    /** The smallest time within which so many of a hundred are. */
    private static @Nullable Duration percentile(long[] sorted, int percent) {
      if (sorted.length == 0) {
        return null;
      }
      long millis = sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
      return millis == NEVER ? null : Duration.ofMillis(millis);
    }
  }
}
