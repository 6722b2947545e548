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
 * The differences between the recorded decisions and those of a candidate.
 *
 * <p>Decisions are counted individually; everything else counts each lead once, by its last decision. Maps and lists have the same order on
 * every machine.
 *
 * @param candidate the version of the candidate
 * @param policies the number of decisions of each recorded policy, by version
 * @param leads the number of histories
 * @param undecided the number of histories without a decision
 * @param decisions the number of recorded decisions
 * @param changes the number of decisions that differ, by what differs
 * @param movedLeads the number of leads that go to another queue or owner
 * @param moved the number of leads by their move, including those that stay
 * @param scoreShift the number of leads by the difference of their scores
 * @param queues the queues of both policies compared with labels
 * @param spam the quarantine of both policies compared with labels
 * @param load the load of each queue, including queues of the candidate without leads
 * @param fairness how the leads of each queue are divided among its owners
 * @param arms the results of the arms of the candidate's experiments, including arms without leads
 * @param movers the leads with the biggest changes, with both decisions
 * @param notes what a reader must know to interpret the report
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
   * The number of decisions that differ. A decision may count in all three respects.
   *
   * @param outcome decisions with another disposition, route, queue, owner, deadline, escalation or list of connectors
   * @param score decisions with another score
   * @param explanation decisions with other contributions or reasons; every decision if a rule was added
   * @param any decisions that differ in at least one respect
   */
  public record Changes(long outcome, long score, long explanation, long any) {}

  /**
   * How often both policies agree with the labels.
   *
   * @param recorded the proportion of recorded decisions that agree
   * @param candidate the proportion of the candidate's decisions that agree
   * @param fixed the number of leads for which only the candidate is right
   * @param broken the number of leads for which only the recorded decision is right
   * @param cells the number of leads by label and both decisions
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

    /** The number of leads with a label. */
    public long labelled() {
      return recorded.total();
    }
  }

  /** A label with the decisions of both policies. */
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
   * The load of a queue.
   *
   * @param capacity the number of leads that it can answer in an hour, null if it is not known
   * @param byHour the number of leads of the candidate in each hour of the day in UTC; 24 numbers
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
   * The load of a queue under one policy.
   *
   * @param leads the number of leads
   * @param peak the number of leads in the busiest hour
   * @param peakAt the beginning of the first such hour, null without leads
   * @param hoursOver the number of hours that exceed the capacity
   */
  public record Load(long leads, long peak, @Nullable Instant peakAt, long hoursOver) {}

  /**
   * The leads of one arm of an experiment, or of one value of a flag.
   *
   * @param input its name in the policy, such as {@code experiment.pricing}
   * @param value the arm or value
   * @param leads the number of its leads
   * @param moved the number of its leads that go to another queue or owner than in the recorded decision
   * @param points the sum of their scores
   * @param right the proportion of labelled leads that are in the right queue
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
   * The share of a person in the leads that the candidate could have assigned to that person.
   *
   * @param leads the number of leads that the person got
   * @param fair the number of leads if each lead were divided by weight among everyone who was available for it
   */
  public record Share(long leads, double fair) {}

  /**
   * How the leads of a queue are divided among owners.
   *
   * @param recorded the number of leads of each owner, {@code ""} for none, in the recorded decisions
   * @param candidate the same under the candidate
   * @param choices the share of each person who was available for a lead whose owner the candidate had to choose; empty if it chooses no owner
   *     or does not support this
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
     * The fairness index of Jain, Chiu and Hawe (1984) over the ratios of each person's leads to the fair share: 1 if everyone has the fair
     * share, {@code 1/n} if one of n equals has everything. People who were available and got nothing count.
     *
     * <p>If {@code choices} is empty, the index is computed over the leads of all owners that either policy names; people who never got a lead are
     * not known then. NaN without owners or leads.
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

  /** The proportion of decided leads that go to another queue or owner, 0 to 1; NaN if no lead was decided. */
  public double movedShare() {
    long decided = leads - undecided;
    return decided == 0 ? Double.NaN : (double) movedLeads / decided;
  }

  /** The report as a JSON document in UTF-8, with names in snake_case and the same bytes on every machine. */
  public byte[] toJson() {
    return ReportJson.write(this);
  }
}
