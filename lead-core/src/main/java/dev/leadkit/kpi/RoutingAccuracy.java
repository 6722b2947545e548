// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import dev.leadkit.Assignment;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.Fact.Reassigned.Cause;
import dev.leadkit.LeadEvent;
import dev.leadkit.spi.LeadStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often the first route of a lead was right, as far as people have said otherwise: a lead that was given to somebody else within a window
 * after it, because the route was wrong, is misrouted.
 *
 * <p>Only leads whose window is over count: younger ones may still be reassigned. However often a lead is handed on, it counts once.
 * Nobody hands on every lead that is in the wrong place, so the true share of misroutes is this one or more: label a sample.
 *
 * @param asOf what happened later is not looked at
 * @param window how long after the decision a reassignment counts
 * @param all leads
 * @param policies by the version of the policy that decided
 * @param routes by the route that it found
 * @param misroutes from where to where people gave those that were misrouted, at first
 */
public record RoutingAccuracy(
    Instant asOf,
    Duration window,
    Cohort all,
    SortedMap<String, Cohort> policies,
    SortedMap<String, Cohort> routes,
    SortedMap<QueueMove, Long> misroutes) {

  /** The window that is usual: a week. */
  public static final Duration WEEK = Duration.ofDays(7);

  /**
   * Leads that were routed alike.
   *
   * @param accuracy how many of those whose window is over were not misrouted
   * @param absence how many of the others were given to somebody else because somebody was away
   * @param balancing how many, because somebody had too much
   * @param request how many, because the prospect wished it
   * @param pending how many leads besides have a window that is not over
   */
  public record Cohort(
      Proportion accuracy, long absence, long balancing, long request, long pending) {
    public Cohort {
      Objects.requireNonNull(accuracy, "accuracy");
    }

    /** How many were misrouted. */
    public long misrouted() {
      return accuracy.total() - accuracy.hits();
    }
  }

  public RoutingAccuracy {
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(all, "all");
    Objects.requireNonNull(policies, "policies");
    Objects.requireNonNull(routes, "routes");
    Objects.requireNonNull(misroutes, "misroutes");
    policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
    routes = Collections.unmodifiableSortedMap(new TreeMap<>(routes));
    misroutes = Collections.unmodifiableSortedMap(new TreeMap<>(misroutes));
  }

  /**
   * Reads all leads, a few at a time.
   *
   * @param window more than nothing
   * @throws IllegalArgumentException if it is not
   * @throws dev.leadkit.spi.StoreException if the store cannot answer
   */
  public static RoutingAccuracy of(LeadStore store, Instant asOf, Duration window) {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window: expected more than nothing, got " + window);
    }
    var tally = new Tally(asOf, window);
    Histories.each(store, asOf, tally::add);
    return tally.report();
  }

  /** The report as JSON, the same bytes on every machine; what is not known is null. */
  public byte[] toJson() {
    return KpiJson.write(this);
  }

  private static final class Tally {

    private final Instant asOf;
    private final Duration window;
    private final Members all = new Members();
    private final SortedMap<String, Members> policies = new TreeMap<>();
    private final SortedMap<String, Members> routes = new TreeMap<>();
    private final SortedMap<QueueMove, Long> misroutes = new TreeMap<>();

    Tally(Instant asOf, Duration window) {
      this.asOf = asOf;
      this.window = window;
    }

    void add(List<LeadEvent> history) {
      LeadEvent first = routed(history);
      if (first == null || !(first.fact() instanceof Qualified decision)) {
        return;
      }
      List<Members> cohorts = List.of(
          all,
          policies.computeIfAbsent(decision.policy(), any -> new Members()),
          routes.computeIfAbsent(decision.assignment().route(), any -> new Members()));
      Instant end = first.at().plus(window);
      if (end.isAfter(asOf)) {
        cohorts.forEach(cohort -> cohort.pending++);
        return;
      }
      Set<Cause> causes = EnumSet.noneOf(Cause.class);
      for (LeadEvent event : history) {
        if (event.seq() > first.seq()
            && !event.at().isAfter(end)
            && event.fact() instanceof Reassigned reassigned
            && causes.add(reassigned.cause())
            && reassigned.cause() == Cause.MISROUTE) {
          correct(decision.assignment().queue(), reassigned.queue());
        }
      }
      cohorts.forEach(cohort -> cohort.add(causes));
    }

    private void correct(String from, String to) {
      misroutes.merge(new QueueMove(from, to.isEmpty() ? from : to), 1L, Long::sum);
    }

    /** The first decision that gave the lead to somebody; null where none did. */
    private static @Nullable LeadEvent routed(List<LeadEvent> history) {
      return history.stream()
          .filter(event -> event.fact() instanceof Qualified decision
              && decision.assignment().disposition() == Assignment.Disposition.LEAD)
          .findFirst()
          .orElse(null);
    }

    RoutingAccuracy report() {
      return new RoutingAccuracy(
          asOf, window, all.cohort(), cohorts(policies), cohorts(routes), misroutes);
    }

    private static SortedMap<String, Cohort> cohorts(SortedMap<String, Members> members) {
      var cohorts = new TreeMap<String, Cohort>();
      members.forEach((name, some) -> cohorts.put(name, some.cohort()));
      return cohorts;
    }
  }

  /** Leads that were routed alike, so far. */
  private static final class Members {

    private long matured;
    private long pending;
    private final Map<Cause, Long> causes = new EnumMap<>(Cause.class);

    void add(Set<Cause> some) {
      matured++;
      Set<Cause> counted = some.contains(Cause.MISROUTE) ? Set.of(Cause.MISROUTE) : some;
      counted.forEach(cause -> causes.merge(cause, 1L, Long::sum));
    }

    private long count(Cause cause) {
      return causes.getOrDefault(cause, 0L);
    }

    Cohort cohort() {
      return new Cohort(
          Proportion.of(matured - count(Cause.MISROUTE), matured),
          count(Cause.ABSENCE),
          count(Cause.BALANCING),
          count(Cause.REQUEST),
          pending);
    }
  }
}
