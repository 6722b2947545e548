// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.kpi.Proportion;
import dev.leadkit.simulation.Comparison;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.simulation.SimulationReport.Arm;
import dev.leadkit.simulation.SimulationReport.Confusion;
import dev.leadkit.simulation.SimulationReport.Fairness;
import dev.leadkit.simulation.SimulationReport.QueueLoad;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report of a simulation as text. */
final class SimulationText {

  private final SimulationReport report;

  SimulationText(SimulationReport report) {
    this.report = report;
  }

  void print(PrintStream out) {
    line(out, "candidate  %s", report.candidate());
    line(out, "leads      %,d, %,d without a decision", report.leads(), report.undecided());
    line(
        out,
        "decisions  %,d; another outcome for %,d, another score for %,d, another explanation for %,d",
        report.decisions(),
        report.changes().outcome(),
        report.changes().score(),
        report.changes().explanation());
    line(out, "moved      %,d leads, %s", report.movedLeads(), percent(report.movedShare()));
    report.moved().forEach((move, leads) -> {
      if (!move.from().equals(move.to())) {
        line(out, "           %,8d  %s -> %s", leads, move.from(), move.to());
      }
    });
    out.println("points");
    report
        .scoreShift()
        .forEach((points, leads) -> line(out, "           %,8d  %+d", leads, points));
    confusion(out, "queues", report.queues());
    confusion(out, "spam", report.spam());
    out.println("load");
    for (QueueLoad load : report.load()) {
      line(
          out,
          "           %s: %,d leads, was %,d; at most %,d in an hour%s",
          load.queue(),
          load.candidate().leads(),
          load.recorded().leads(),
          load.candidate().peak(),
          load.capacity() == null
              ? ""
              : ", " + load.candidate().hoursOver() + " hours over " + load.capacity());
    }
    shares(out);
    for (Arm arm : report.arms()) {
      line(
          out,
          "%-10s %s %s: %,d leads, %,d moved%s%s",
          "arm",
          arm.input(),
          arm.value(),
          arm.leads(),
          arm.moved(),
          arm.leads() == 0
              ? ""
              : String.format(
                  Locale.ROOT, ", %.1f points on the mean", arm.points() / (double) arm.leads()),
          arm.right().total() == 0 ? "" : ", right " + interval(arm.right()));
    }
    if (!report.movers().isEmpty()) {
      out.println("farthest");
    }
    for (Comparison mover : report.movers()) {
      line(
          out,
          "           %s  %+4d  %s -> %s",
          mover.lead().value(),
          mover.shift(),
          mover.from(),
          mover.to());
    }
    report.notes().forEach(note -> line(out, "note       %s", note));
  }

  /** Prints the shares of the owners of each queue beside the fair shares. */
  private void shares(PrintStream out) {
    for (Fairness queue : report.fairness()) {
      if (!queue.choices().isEmpty()) {
        line(
            out,
            "%-10s %s: fairness %s; %s",
            "shares",
            queue.queue(),
            index(queue),
            queue.choices().entrySet().stream()
                .map(share -> String.format(
                    Locale.ROOT,
                    "%s %,d of %.1f",
                    share.getKey(),
                    share.getValue().leads(),
                    share.getValue().fair()))
                .collect(Collectors.joining(", ")));
      }
    }
  }

  /** Jain's index; a dash if nothing was shared. */
  static String index(Fairness queue) {
    return Double.isNaN(queue.index()) ? "-" : String.format(Locale.ROOT, "%.3f", queue.index());
  }

  private static void confusion(PrintStream out, String name, Confusion confusion) {
    if (confusion.labelled() == 0) {
      return;
    }
    line(
        out,
        "%-10s %,d labelled; right: recorded %s, candidate %s; %,d fixed, %,d broken",
        name,
        confusion.labelled(),
        interval(confusion.recorded()),
        interval(confusion.candidate()),
        confusion.fixed(),
        confusion.broken());
  }

  static String interval(Proportion interval) {
    return percent(interval.share()) + " (" + percent(interval.low()) + " to "
        + percent(interval.high()) + ")";
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static void line(PrintStream out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
