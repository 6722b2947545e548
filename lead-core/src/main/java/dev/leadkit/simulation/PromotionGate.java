// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.simulation.SimulationReport.Confusion;
import dev.leadkit.simulation.SimulationReport.QueueLoad;
import dev.leadkit.spi.Settings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits on how much a candidate may change without the approval of people, checked against a simulation.
 *
 * <p>A limit applies only if it is set. A limit on accuracy needs labels: the gate refuses if there are not enough, because the accuracy is
 * unknown then. Immutable and thread-safe.
 */
public final class PromotionGate {

  private static final String SCHEMA = "lead-budget/1";
  private static final int LABELLED = 30;

  private final Changes changed;
  private final @Nullable BigDecimal moved;
  private final @Nullable Accuracy queues;
  private final @Nullable Accuracy spam;
  private final Map<String, Integer> capacity;
  private final int over;

  private PromotionGate(
      Changes changed,
      @Nullable BigDecimal moved,
      @Nullable Accuracy queues,
      @Nullable Accuracy spam,
      Map<String, Integer> capacity,
      int over) {
    this.changed = changed;
    this.moved = moved;
    this.queues = queues;
    this.spam = spam;
    this.capacity = capacity;
    this.over = over;
  }

  /** Limits on the decisions that differ, by what differs; null for no limit. */
  private record Changes(
      @Nullable BigDecimal outcome,
      @Nullable BigDecimal score,
      @Nullable BigDecimal explanation) {

    /** Reads a section, or a single proportion that limits the outcome: the explanation changes with every new rule. */
    static Changes read(Settings root) {
      if (!root.at("changed").isSection()) {
        return new Changes(share(root, "changed"), null, null);
      }
      Settings changed = root.section("changed");
      return new Changes(
          share(changed, "outcome"), share(changed, "score"), share(changed, "explanation"));
    }

    void check(SimulationReport report, List<String> reasons) {
      long all = report.decisions();
      limit("changed.outcome", outcome, report.changes().outcome(), all, "decisions", reasons);
      limit("changed.score", score, report.changes().score(), all, "decisions", reasons);
      limit(
          "changed.explanation",
          explanation,
          report.changes().explanation(),
          all,
          "decisions",
          reasons);
    }
  }

  /** Limits on accuracy; null for no limit. */
  private record Accuracy(
      @Nullable BigDecimal atLeast, @Nullable BigDecimal drop, int labelled) {

    static @Nullable Accuracy read(Settings accuracy, String key) {
      if (!accuracy.has(key)) {
        return null;
      }
      Settings budget = accuracy.section(key);
      int labelled = budget.integer("labelled", LABELLED);
      if (labelled < 1) {
        budget.at("labelled").problem("set to " + labelled + "; expected 1 or more");
      }
      return new Accuracy(share(budget, "atLeast"), share(budget, "drop"), labelled);
    }

    void check(String name, Confusion confusion, List<String> reasons) {
      if (confusion.labelled() < labelled) {
        reasons.add("accuracy." + name + ": " + confusion.labelled()
            + " leads are labelled; expected " + labelled + " or more to judge it");
        return;
      }
      long was = confusion.recorded().hits();
      long is = confusion.candidate().hits();
      long all = confusion.labelled();
      if (atLeast != null && new BigDecimal(is).compareTo(of(atLeast, all)) < 0) {
        reasons.add("accuracy." + name + ": the candidate is right in " + percent(is, all)
            + "; expected at least " + percent(atLeast));
      }
      if (drop != null && new BigDecimal(was - is).compareTo(of(drop, all)) > 0) {
        reasons.add("accuracy." + name + ": falls from " + percent(was, all) + " to "
            + percent(is, all) + " ("
            + confusion.broken() + " broken, " + confusion.fixed()
            + " fixed); expected a drop of at most " + percent(drop));
      }
    }
  }

  /**
   * Reads a file of limits.
   *
   * @throws PolicyException listing every problem of the file, each with its place
   */
  public static PromotionGate read(Settings root) {
    if (root.isPresent()) {
      root.choice("schema", List.of(SCHEMA));
    } else {
      root.problem("empty; expected budgets that begin with schema: " + SCHEMA);
    }
    Settings accuracy = root.section("accuracy");
    var capacity = new LinkedHashMap<String, Integer>();
    Settings queues = root.section("capacity");
    for (String queue : queues.keys()) {
      int leads = queues.integer(queue);
      if (leads < 0) {
        queues.at(queue).problem("set to " + leads + "; expected 0 or more leads in an hour");
      }
      capacity.put(queue, leads);
    }
    int over = root.integer("hoursOver", 0);
    if (over < 0) {
      root.at("hoursOver").problem("set to " + over + "; expected 0 or more hours");
    } else if (root.has("hoursOver") && capacity.isEmpty()) {
      root.at("hoursOver")
          .problem("limits nothing without a capacity; expected capacity beside it");
    }
    var gate = new PromotionGate(
        Changes.read(root),
        share(root, "moved"),
        Accuracy.read(accuracy, "queue"),
        Accuracy.read(accuracy, "spam"),
        Collections.unmodifiableMap(capacity),
        over);
    if (!root.problems().isEmpty()) {
      throw new PolicyException(root.problems());
    }
    return gate;
  }

  /** A proportion, as a number from 0 to 1 or as a percentage; null if it is absent. */
  private static @Nullable BigDecimal share(Settings section, String key) {
    if (!section.has(key)) {
      return null;
    }
    String text = section.at(key).asText().strip();
    boolean percent = text.endsWith("%");
    try {
      var number = new BigDecimal(percent ? text.substring(0, text.length() - 1).strip() : text);
      BigDecimal share = percent ? number.movePointLeft(2) : number;
      if (share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0) {
        return share;
      }
    } catch (NumberFormatException e) {
      // not a number: reported below
    }
    section.at(key).problem("set to '" + text + "'; expected a share such as 10% or 0.1");
    return BigDecimal.ZERO;
  }

  /** The number of leads that each queue can answer in an hour, for {@link Simulation#withCapacity}. */
  public Map<String, Integer> capacity() {
    return capacity;
  }

  /** The reasons why the candidate must not be promoted; empty if it may. */
  public List<String> reasons(SimulationReport report) {
    var reasons = new ArrayList<String>();
    if (report.decisions() == 0) {
      reasons.add("the history holds no decision: nothing was tried");
    }
    changed.check(report, reasons);
    limit(
        "moved", moved, report.movedLeads(), report.leads() - report.undecided(), "leads", reasons);
    if (queues != null) {
      queues.check("queue", report.queues(), reasons);
    }
    if (spam != null) {
      spam.check("spam", report.spam(), reasons);
    }
    reasons.addAll(unknown(report));
    for (QueueLoad load : report.load()) {
      if (load.capacity() != null && load.candidate().hoursOver() > over) {
        reasons.add("capacity." + load.queue() + ": gets more than " + load.capacity()
            + " leads in "
            + load.candidate().hoursOver() + " hours, up to " + load.candidate().peak() + " ("
            + load.candidate().peakAt() + "); expected at most " + over + " such hours");
      }
    }
    return reasons;
  }

  /** Reports capacities of unknown queues: such a limit could never be exceeded. */
  private List<String> unknown(SimulationReport report) {
    List<String> known = report.load().stream().map(QueueLoad::queue).toList();
    return capacity.keySet().stream()
        .filter(queue -> !known.contains(queue))
        .map(queue -> "capacity." + queue + ": no lead goes to a queue of that name; "
            + (known.isEmpty() ? "no queue is known" : Settings.nearest(queue, known)))
        .toList();
  }

  private static void limit(
      String name,
      @Nullable BigDecimal budget,
      long count,
      long total,
      String what,
      List<String> reasons) {
    if (budget != null && new BigDecimal(count).compareTo(of(budget, total)) > 0) {
      reasons.add(name + ": " + count + " of " + total + " " + what + ", " + percent(count, total)
          + "; expected at most " + percent(budget));
    }
  }

  /** The exact number of leads in a proportion: a rounded quotient could treat one of many millions as none. */
  private static BigDecimal of(BigDecimal share, long total) {
    return share.multiply(new BigDecimal(total));
  }

  private static String percent(long count, long total) {
    return percent(new BigDecimal(count)
        .divide(new BigDecimal(total), new MathContext(6, RoundingMode.HALF_EVEN)));
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }
}
