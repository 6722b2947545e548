// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Input;
import dev.leadkit.LeadEvent;
import dev.leadkit.kpi.Proportion;
import dev.leadkit.kpi.QueueMove;
import dev.leadkit.policy.Policy;
import dev.leadkit.simulation.Simulation.Replay;
import dev.leadkit.simulation.SimulationReport.Arm;
import dev.leadkit.simulation.SimulationReport.Cell;
import dev.leadkit.simulation.SimulationReport.Changes;
import dev.leadkit.simulation.SimulationReport.Confusion;
import dev.leadkit.simulation.SimulationReport.Fairness;
import dev.leadkit.simulation.SimulationReport.Load;
import dev.leadkit.simulation.SimulationReport.QueueLoad;
import dev.leadkit.simulation.SimulationReport.Share;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The counts of a simulation so far. Tallies can be added in any order. */
final class Tally {

  private static final int HOURS = 24;

  private final Policy candidate;
  private final int most;
  private final Map<String, Integer> capacity;

  private long leads;
  private long undecided;
  private long decisions;
  private long outcome;
  private long score;
  private long explanation;
  private long changed;
  private long movedLeads;
  private final SortedMap<String, Long> policies = new TreeMap<>();
  private final SortedMap<QueueMove, Long> moved = new TreeMap<>();
  private final SortedMap<Integer, Long> scoreShift = new TreeMap<>();
  private final SortedMap<Cell, Long> queues = new TreeMap<>();
  private final SortedMap<Cell, Long> spam = new TreeMap<>();
  private final SortedMap<String, Arrivals> load = new TreeMap<>();
  private final SortedMap<String, Owners> owners = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Members>> arms = new TreeMap<>();
  private final SortedSet<Comparison> movers = new TreeSet<>(Comparison.LARGEST_MOVE_FIRST);

  /** The leads of a queue by the hour of their decision. */
  private static final class Arrivals {
    final SortedMap<Instant, Long> recorded = new TreeMap<>();
    final SortedMap<Instant, Long> candidate = new TreeMap<>();
  }

  /** The leads of a queue by their owner. */
  private static final class Owners {
    final SortedMap<String, Long> recorded = new TreeMap<>();
    final SortedMap<String, Long> candidate = new TreeMap<>();

    /** The leads whose owner the candidate had to choose. */
    final SortedMap<String, Long> chosen = new TreeMap<>();

    /** The number of leads for each set of available people, given by their weights. */
    final Map<SortedMap<String, Integer>, Long> choices = new HashMap<>();

    /** Divides each lead by weight among the available people. The result does not depend on the order of the leads. */
    SortedMap<String, Share> shares() {
      var fair = new TreeMap<String, Double>();
      choices.entrySet().stream()
          .sorted(Comparator.comparing(choice -> choice.getKey().toString()))
          .forEach(choice -> {
            double weights =
                choice.getKey().values().stream().mapToInt(Integer::intValue).sum();
            choice
                .getKey()
                .forEach((person, weight) ->
                    fair.merge(person, choice.getValue() * weight / weights, Double::sum));
          });
      var shares = new TreeMap<String, Share>();
      fair.forEach(
          (person, due) -> shares.put(person, new Share(chosen.getOrDefault(person, 0L), due)));
      return Collections.unmodifiableSortedMap(shares);
    }
  }

  /** The leads of an arm. */
  private static final class Members {
    private long leads;
    private long moved;
    private long points;
    private long labelled;
    private long right;

    void add(Members other) {
      leads += other.leads;
      moved += other.moved;
      points += other.points;
      labelled += other.labelled;
      right += other.right;
    }
  }

  Tally(Policy candidate, int movers, Map<String, Integer> capacity) {
    this.candidate = candidate;
    this.most = movers;
    this.capacity = capacity;
    candidate.router().queues().forEach(this::arrivals);
    candidate
        .toggles()
        .values()
        .forEach((field, values) -> values.forEach(value -> members(field, value)));
  }

  void add(List<LeadEvent> history, List<Replay> replays) {
    List<Comparison> comparisons = replays.stream().map(Replay::comparison).toList();
    leads++;
    for (Comparison comparison : comparisons) {
      decisions++;
      boolean isOther = comparison.isOutcomeChanged();
      boolean hasOtherScore = comparison.isScoreChanged();
      boolean isExplainedOtherwise = comparison.isExplanationChanged();
      outcome += isOther ? 1 : 0;
      score += hasOtherScore ? 1 : 0;
      explanation += isExplainedOtherwise ? 1 : 0;
      changed += isOther || hasOtherScore || isExplainedOtherwise ? 1 : 0;
      policies.merge(comparison.recorded().policy(), 1L, Long::sum);
    }
    if (comparisons.isEmpty()) {
      undecided++;
      return;
    }
    Comparison last = comparisons.get(comparisons.size() - 1);
    movedLeads += last.isMoved() ? 1 : 0;
    moved.merge(new QueueMove(last.from(), last.to()), 1L, Long::sum);
    scoreShift.merge(last.shift(), 1L, Long::sum);
    Labels labels = Labels.of(history);
    addLabels(last, labels);
    addArms(last, labels);
    addLoad(last);
    addChoice(last, replays);
    if (last.isChanged()) {
      addMover(last);
    }
  }

  private void addLabels(Comparison last, Labels labels) {
    if (!labels.queue().isEmpty()) {
      queues.merge(new Cell(labels.queue(), last.from(), last.to()), 1L, Long::sum);
    }
    if (!labels.spam().isEmpty()) {
      spam.merge(
          new Cell(
              labels.spam(),
              verdict(last.recorded().assignment()),
              verdict(last.candidate().assignment())),
          1L,
          Long::sum);
    }
  }

  private void addArms(Comparison last, Labels labels) {
    for (Input input : last.candidate().inputs()) {
      Members members = members(input.field(), input.value());
      members.leads++;
      members.moved += last.isMoved() ? 1 : 0;
      members.points += last.candidate().score().value();
      members.labelled += labels.queue().isEmpty() ? 0 : 1;
      members.right += !labels.queue().isEmpty() && labels.queue().equals(last.to()) ? 1 : 0;
    }
  }

  private Members members(String input, String value) {
    return arms.computeIfAbsent(input, any -> new TreeMap<>())
        .computeIfAbsent(value, any -> new Members());
  }

  private static String verdict(Assignment assignment) {
    return assignment.disposition() == Disposition.QUARANTINED ? Labels.SPAM : Labels.HAM;
  }

  private void addLoad(Comparison last) {
    Instant hour = last.at().truncatedTo(ChronoUnit.HOURS);
    Assignment before = last.recorded().assignment();
    if (before.disposition() == Disposition.LEAD) {
      arrivals(before.queue()).recorded.merge(hour, 1L, Long::sum);
      owners(before.queue()).recorded.merge(before.owner(), 1L, Long::sum);
    }
    Assignment after = last.candidate().assignment();
    if (after.disposition() == Disposition.LEAD) {
      arrivals(after.queue()).candidate.merge(hour, 1L, Long::sum);
      owners(after.queue()).candidate.merge(after.owner(), 1L, Long::sum);
    }
  }

  /** The last choice of an owner by the candidate, if that owner still has the lead. */
  private void addChoice(Comparison last, List<Replay> replays) {
    Assignment now = last.candidate().assignment();
    for (int i = replays.size() - 1; i >= 0; i--) {
      Replay replay = replays.get(i);
      String owner = replay.comparison().candidate().assignment().owner();
      if (!replay.choice().isEmpty()) {
        if (now.disposition() == Disposition.LEAD && owner.equals(now.owner())) {
          Owners all = owners(now.queue());
          all.choices.merge(new TreeMap<>(replay.choice()), 1L, Long::sum);
          all.chosen.merge(owner, 1L, Long::sum);
        }
        return;
      }
    }
  }

  private void addMover(Comparison comparison) {
    movers.add(comparison);
    if (movers.size() > most) {
      movers.remove(movers.last());
    }
  }

  private Arrivals arrivals(String queue) {
    return load.computeIfAbsent(queue, any -> new Arrivals());
  }

  private Owners owners(String queue) {
    return owners.computeIfAbsent(queue, any -> new Owners());
  }

  synchronized void add(Tally other) {
    leads += other.leads;
    undecided += other.undecided;
    decisions += other.decisions;
    outcome += other.outcome;
    score += other.score;
    explanation += other.explanation;
    changed += other.changed;
    movedLeads += other.movedLeads;
    addAll(policies, other.policies);
    addAll(moved, other.moved);
    addAll(scoreShift, other.scoreShift);
    addAll(queues, other.queues);
    addAll(spam, other.spam);
    other.load.forEach((queue, theirs) -> {
      addAll(arrivals(queue).recorded, theirs.recorded);
      addAll(arrivals(queue).candidate, theirs.candidate);
    });
    other.owners.forEach((queue, theirs) -> {
      addAll(owners(queue).recorded, theirs.recorded);
      addAll(owners(queue).candidate, theirs.candidate);
      addAll(owners(queue).chosen, theirs.chosen);
      addAll(owners(queue).choices, theirs.choices);
    });
    other.arms.forEach((input, values) ->
        values.forEach((value, theirs) -> members(input, value).add(theirs)));
    other.movers.forEach(this::addMover);
  }

  private static <K> void addAll(Map<K, Long> ours, Map<K, Long> theirs) {
    theirs.forEach((key, count) -> ours.merge(key, count, Long::sum));
  }

  synchronized SimulationReport report() {
    Confusion places = confusion(queues);
    Confusion verdicts = confusion(spam);
    return new SimulationReport(
        candidate.version(),
        Collections.unmodifiableSortedMap(policies),
        leads,
        undecided,
        decisions,
        new Changes(outcome, score, explanation, changed),
        movedLeads,
        Collections.unmodifiableSortedMap(moved),
        Collections.unmodifiableSortedMap(scoreShift),
        places,
        verdicts,
        load.entrySet().stream().map(e -> load(e.getKey(), e.getValue())).toList(),
        owners.entrySet().stream().map(e -> fairness(e.getKey(), e.getValue())).toList(),
        arms(),
        List.copyOf(movers),
        notes(places, verdicts));
  }

  private List<Arm> arms() {
    var all = new ArrayList<Arm>();
    arms.forEach((input, values) -> values.forEach((value, members) -> all.add(new Arm(
        input,
        value,
        members.leads,
        members.moved,
        members.points,
        Proportion.of(members.right, members.labelled)))));
    return List.copyOf(all);
  }

  private static Confusion confusion(SortedMap<Cell, Long> cells) {
    long total = 0;
    long before = 0;
    long after = 0;
    long fixed = 0;
    long broken = 0;
    for (var entry : cells.entrySet()) {
      Cell cell = entry.getKey();
      long count = entry.getValue();
      boolean was = cell.label().equals(cell.recorded());
      boolean is = cell.label().equals(cell.candidate());
      total += count;
      before += was ? count : 0;
      after += is ? count : 0;
      fixed += is && !was ? count : 0;
      broken += was && !is ? count : 0;
    }
    return new Confusion(
        Proportion.of(before, total),
        Proportion.of(after, total),
        fixed,
        broken,
        Collections.unmodifiableSortedMap(cells));
  }

  private QueueLoad load(String queue, Arrivals arrivals) {
    Integer limit = capacity.get(queue);
    var byHour = new ArrayList<>(Collections.nCopies(HOURS, 0L));
    arrivals.candidate.forEach((at, count) -> {
      int hour = (int) Math.floorMod(at.getEpochSecond() / 3_600, (long) HOURS);
      byHour.set(hour, byHour.get(hour) + count);
    });
    return new QueueLoad(
        queue,
        limit,
        load(arrivals.recorded, limit),
        load(arrivals.candidate, limit),
        List.copyOf(byHour));
  }

  private static Load load(SortedMap<Instant, Long> hours, @Nullable Integer limit) {
    long leads = 0;
    long peak = 0;
    Instant peakAt = null;
    long over = 0;
    for (var hour : hours.entrySet()) {
      long count = hour.getValue();
      leads += count;
      over += limit != null && count > limit ? 1 : 0;
      if (count > peak) {
        peak = count;
        peakAt = hour.getKey();
      }
    }
    return new Load(leads, peak, peakAt, over);
  }

  private static Fairness fairness(String queue, Owners owners) {
    return new Fairness(
        queue,
        Collections.unmodifiableSortedMap(owners.recorded),
        Collections.unmodifiableSortedMap(owners.candidate),
        owners.shares());
  }

  private List<String> notes(Confusion places, Confusion verdicts) {
    var notes = new ArrayList<String>();
    if (decisions == 0) {
      notes.add("the history holds no decision: there is nothing to compare with");
    }
    if (places.labelled() == 0) {
      notes.add("no lead says where it belongs (reassigned, or labelled queue:NAME):"
          + " how often a queue was right is unknown");
    } else if (places.recorded().hits() == 0) {
      notes.add("every lead with a known queue was put elsewhere by the recorded policy:"
          + " only mistakes are labelled, so that its accuracy says nothing;"
          + " label some that were right (queue:NAME)");
    }
    if (verdicts.labelled() == 0) {
      notes.add("no lead is labelled spam or ham: how often the quarantine was right is unknown");
    }
    return List.copyOf(notes);
  }
}
