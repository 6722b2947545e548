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
 * How often the first route of a lead was right. A lead is misrouted if a person reassigned it within a window because the route was wrong.
 *
 * <p>Only leads whose window is over count, because younger ones may still be reassigned. A lead counts once, however often it is reassigned.
 * People do not reassign every misrouted lead, so the true proportion of misroutes may be higher: label a sample to measure it.
 *
 * @param asOf later events are ignored
 * @param window how long after the decision a reassignment counts
 * @param all all leads
 * @param policies the leads by the version of the policy that decided
 * @param routes the leads by the route that was chosen
 * @param misroutes the number of misrouted leads by their first move
 */
public record RoutingAccuracy(
    Instant asOf,
    Duration window,
    Cohort all,
    SortedMap<String, Cohort> policies,
    SortedMap<String, Cohort> routes,
    SortedMap<QueueMove, Long> misroutes) {

  /** The usual window: a week. */
  public static final Duration WEEK = Duration.ofDays(7);

  /**
   * A group of leads with the same policy or route.
   *
   * @param accuracy the proportion of leads that were not misrouted, among those whose window is over
   * @param absence the number of leads that were reassigned because a person was absent
   * @param balancing the number of leads that were reassigned because a person had too many
   * @param request the number of leads that were reassigned at the request of the prospect
   * @param pending the number of leads whose window is not over
   */
  public record Cohort(
      Proportion accuracy, long absence, long balancing, long request, long pending) {
    public Cohort {
      Objects.requireNonNull(accuracy, "accuracy");
    }

    /** The number of misrouted leads. */
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
   * Computes the report from all leads, a few at a time.
   *
   * @param window longer than zero
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

  /** The report as JSON, with the same bytes on every machine; unknown values are null. */
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

    /** The first decision that assigned the lead; null if there is none. */
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

  /** The counts of a group so far. */
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
