// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.kpi.Proportion;
import dev.leadkit.kpi.QueueMove;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What would have been different.
 *
 * <p>Decisions are counted as often as they were made; everything else counts each lead once, by its last decision, which is the one that
 * stands. Every map and list has an order that is the same on every machine.
 *
 * @param candidate the version of the policy that was tried
 * @param policies how many decisions each recorded policy made, by version
 * @param leads how many histories were read
 * @param undecided how many of them hold no decision
 * @param decisions how many recorded decisions there are
 * @param changes how many of them the candidate makes differently, and in what respect
 * @param movedLeads how many leads go to another place
 * @param moved how many leads go from where to where, those that stay included
 * @param scoreShift how many leads get so many points more or fewer
 * @param queues where labels say the leads belong, beside where both policies put them
 * @param spam what labels call spam or ham, beside what both policies quarantine
 * @param load what each queue has to answer; queues that the candidate knows and that get nothing included
 * @param fairness how each queue is shared among its owners
 * @param arms what the candidate's experiments make of their leads, by experiment and arm, arms without leads included
 * @param movers those that move farthest, with both decisions
 * @param notes what a reader must know to judge these figures
 */
public record SimulationReport(
    String candidate,
    SortedMap<String, Long> policies,
    long leads,
    long undecided,
    long decisions,
    Changes changes,
    long movedLeads,
    SortedMap<QueueMove, Long> moved,
    SortedMap<Integer, Long> scoreShift,
    Confusion queues,
    Confusion spam,
    List<QueueLoad> load,
    List<Fairness> fairness,
    List<Arm> arms,
    List<Comparison> movers,
    List<String> notes) {
  public SimulationReport {
    Objects.requireNonNull(candidate, "candidate");
    Objects.requireNonNull(policies, "policies");
    Objects.requireNonNull(changes, "changes");
    Objects.requireNonNull(moved, "moved");
    Objects.requireNonNull(scoreShift, "scoreShift");
    Objects.requireNonNull(queues, "queues");
    Objects.requireNonNull(spam, "spam");
    Objects.requireNonNull(load, "load");
    load = List.copyOf(load);
    Objects.requireNonNull(fairness, "fairness");
    fairness = List.copyOf(fairness);
    Objects.requireNonNull(arms, "arms");
    arms = List.copyOf(arms);
    Objects.requireNonNull(movers, "movers");
    movers = List.copyOf(movers);
    Objects.requireNonNull(notes, "notes");
    notes = List.copyOf(notes);
  }

  /**
   * Decisions that the candidate makes differently. One decision can count in all three respects.
   *
   * @param outcome with another disposition, route, queue, owner, deadline, escalation or list of connectors
   * @param score with another score
   * @param explanation with other contributions or reasons, which is every decision once a rule is added
   * @param any in at least one of these respects
   */
  public record Changes(long outcome, long score, long explanation, long any) {}

  /**
   * How often both policies were right, as far as labels tell.
   *
   * @param recorded how often the recorded decisions agree with the label
   * @param candidate how often the candidate does
   * @param fixed where the candidate is right and the recorded decision was not
   * @param broken where the recorded decision was right and the candidate is not
   * @param cells how many leads of this label went to these two places
   */
  public record Confusion(
      Proportion recorded,
      Proportion candidate,
      long fixed,
      long broken,
      SortedMap<Cell, Long> cells) {
    public Confusion {
      Objects.requireNonNull(recorded, "recorded");
      Objects.requireNonNull(candidate, "candidate");
      Objects.requireNonNull(cells, "cells");
    }

    /** How many leads have a label. */
    public long labelled() {
      return recorded.total();
    }
  }

  /** A label and what both policies say instead, or just that. */
  public record Cell(String label, String recorded, String candidate) implements Comparable<Cell> {
    public Cell {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(recorded, "recorded");
      Objects.requireNonNull(candidate, "candidate");
    }

    @Override
    public int compareTo(Cell other) {
      int order = label.compareTo(other.label);
      order = order != 0 ? order : recorded.compareTo(other.recorded);
      return order != 0 ? order : candidate.compareTo(other.candidate);
    }
  }

  /**
   * What a queue gets.
   *
   * @param capacity how many leads it can answer in an hour, null where nobody said
   * @param byHour how many leads of the candidate's come in each hour of the day, UTC; 24 numbers
   */
  public record QueueLoad(
      String queue, @Nullable Integer capacity, Load recorded, Load candidate, List<Long> byHour) {
    public QueueLoad {
      Objects.requireNonNull(queue, "queue");
      Objects.requireNonNull(recorded, "recorded");
      Objects.requireNonNull(candidate, "candidate");
      Objects.requireNonNull(byHour, "byHour");
      byHour = List.copyOf(byHour);
    }
  }

  /**
   * What a queue gets by one policy.
   *
   * @param leads in all
   * @param peak in the busiest hour
   * @param peakAt the beginning of the first such hour, null without leads
   * @param hoursOver the hours in which more came than the capacity
   */
  public record Load(long leads, long peak, @Nullable Instant peakAt, long hoursOver) {}

  /**
   * The leads of one arm of an experiment, or of one value of a flag.
   *
   * @param input as the policy names it: {@code experiment.pricing}
   * @param value of the arm
   * @param leads how many were decided under it
   * @param moved how many of them go to another place than the recorded decision says
   * @param points the sum of their scores
   * @param right how often their queue is the one that a label names
   */
  public record Arm(
      String input, String value, long leads, long moved, long points, Proportion right) {
    public Arm {
      Objects.requireNonNull(input, "input");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(right, "right");
    }
  }

  /**
   * What one person got of the leads that the candidate could have given to that person.
   *
   * @param leads how many of them the person got; 0 for somebody who was passed over each time
   * @param fair how many that would have been had each lead been divided by weight among everyone who was available for it
   */
  public record Share(long leads, double fair) {}

  /**
   * How a queue is shared. {@code ""} stands for leads that have no owner.
   *
   * @param recorded leads of each owner
   * @param candidate the same under the candidate
   * @param choices what each person got of the leads whose owner the candidate had to choose, for everyone who was ever available for one;
   *     empty where the candidate chooses no owner or does not tell among whom
   */
  public record Fairness(
      String queue,
      SortedMap<String, Long> recorded,
      SortedMap<String, Long> candidate,
      SortedMap<String, Share> choices) {
    public Fairness {
      Objects.requireNonNull(queue, "queue");
      Objects.requireNonNull(recorded, "recorded");
      Objects.requireNonNull(candidate, "candidate");
      Objects.requireNonNull(choices, "choices");
    }

    /**
     * The index of Jain, Chiu and Hawe (1984) over what each person got beside the fair share: 1 if all have what is due to them,
     * {@code 1/n} if one of n equals has everything. Whoever was available and got nothing counts.
     *
     * <p>Where nobody tells among whom the candidate chooses, over the number of leads of all owners that either policy names: somebody who
     * never got a lead cannot be known then. NaN where there is no owner or no lead: nothing was shared.
     */
    public double index() {
      return jain(
          choices.isEmpty()
              ? Stream.concat(recorded.keySet().stream(), candidate.keySet().stream())
                  .filter(owner -> !owner.isEmpty())
                  .distinct()
                  .sorted()
                  .mapToDouble(owner -> candidate.getOrDefault(owner, 0L))
                  .toArray()
              : choices.values().stream()
                  .filter(share -> share.fair() > 0)
                  .mapToDouble(share -> share.leads() / share.fair())
                  .toArray());
    }

    private static double jain(double... shares) {
      double sum = 0;
      double squares = 0;
      for (double share : shares) {
        sum += share;
        squares += share * share;
      }
      return squares == 0 ? Double.NaN : sum * sum / (shares.length * squares);
    }
  }

  /** How many of the leads that were decided go to another place, 0 to 1; NaN where none was decided. */
  public double movedShare() {
    long decided = leads - undecided;
    return decided == 0 ? Double.NaN : (double) movedLeads / decided;
  }

  /** The report as a JSON document in UTF-8: names in snake_case, the same bytes on every machine. */
  public byte[] toJson() {
    return ReportJson.write(this);
  }
}
