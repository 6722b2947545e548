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
 * How many leads with a deadline got a reply from a person in time, and which did not.
 *
 * <p>Each lead counts once, in the queue of its last decision. Its SLA is breached if a deadline in its history passed without a reply from a
 * person, whether or not an engine was running to record that; automatic replies do not count. A lead whose deadline has not passed is neither
 * kept nor breached. Quarantined and automatic mail has no SLA.
 *
 * @param asOf later events are ignored
 * @param queues the results by queue
 * @param all the results of all queues together
 * @param breaches the longest overdue leads first, at most the requested number
 */
public record SlaCompliance(
    Instant asOf, SortedMap<String, Kept> queues, Kept all, List<Breach> breaches) {

  /**
   * The result of a queue.
   *
   * @param kept the proportion of leads with a reply in time, among those whose SLA was kept or breached
   * @param running the number of leads whose deadline has not passed
   * @param unlimited the number of leads without a deadline
   * @param median the median time from receipt to the first reply of a person, in elapsed time, over the leads that were kept or breached; a lead
   *     without a reply counts as infinitely late; null if the median is infinite or there are no leads
   * @param p95 the 95th percentile of the same times; null if it is infinite or there are no leads
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

    /** The number of breached leads. */
    public long breached() {
      return kept.total() - kept.hits();
    }
  }

  /**
   * A lead whose SLA was breached.
   *
   * @param due the deadline
   * @param repliedAt when a person replied, null if no one has
   * @param late the elapsed time from the deadline to the reply, or to the report if there is none
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
   * Computes the report from all leads, a few at a time. Needs 8 bytes of memory for each lead.
   *
   * @param most the maximum number of breaches to list
   * @throws IllegalArgumentException if it is negative
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

  /** The report as JSON, with the same bytes on every machine; unknown values are null. */
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
     * The first missed deadline, else the current one; null if there is none. A deadline is valid until the next decision. It is missed if it
     * passes before that without a reply, whether or not an engine was running to record {@link Breached}.
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

  /** The counts of a queue so far. */
  private static final class Promises {

    private static final long NEVER = Long.MAX_VALUE;

    private long kept;
    private long running;
    private long unlimited;
    private long[] times = new long[16];
    private int over;

    /** Adds a lead that was kept or breached, with the time to the reply. */
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

    /** The percentile of the times. */
    private static @Nullable Duration percentile(long[] sorted, int percent) {
      if (sorted.length == 0) {
        return null;
      }
      long millis = sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
      return millis == NEVER ? null : Duration.ofMillis(millis);
    }
  }
}
