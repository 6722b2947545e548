// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.json.LeadJson;
import dev.leadkit.kpi.Proportion;
import dev.leadkit.report.JsonReport;
import dev.leadkit.simulation.SimulationReport.Arm;
import dev.leadkit.simulation.SimulationReport.Confusion;
import dev.leadkit.simulation.SimulationReport.Fairness;
import dev.leadkit.simulation.SimulationReport.Load;
import dev.leadkit.simulation.SimulationReport.QueueLoad;

/** The report of a simulation as a JSON document. */
final class ReportJson {

  private final JsonReport out;

  private ReportJson(JsonReport out) {
    this.out = out;
  }

  static byte[] write(SimulationReport report) {
    return JsonReport.document(out -> new ReportJson(out).members(report));
  }

  private void members(SimulationReport report) {
    out.text("candidate", report.candidate());
    out.counts("policies", report.policies());
    out.number("leads", report.leads());
    out.number("undecided", report.undecided());
    out.number("decisions", report.decisions());
    out.number("changed", report.changes().any());
    out.number("outcome_changed", report.changes().outcome());
    out.number("score_changed", report.changes().score());
    out.number("explanation_changed", report.changes().explanation());
    out.number("moved_leads", report.movedLeads());
    out.ratio("moved_share", report.movedShare());
    out.objects("moved", report.moved().entrySet(), move -> {
      out.text("from", move.getKey().from());
      out.text("to", move.getKey().to());
      out.number("leads", move.getValue());
    });
    out.objects("score_shift", report.scoreShift().entrySet(), shift -> {
      out.number("points", shift.getKey());
      out.number("leads", shift.getValue());
    });
    out.object("confusion", () -> {
      confusion("queue", report.queues());
      confusion("spam", report.spam());
    });
    out.objects("sla_load", report.load(), this::load);
    out.objects("fairness", report.fairness(), this::fairness);
    out.objects("arms", report.arms(), this::arm);
    out.objects("top_movers", report.movers(), this::mover);
    out.texts("notes", report.notes());
  }

  private void confusion(String name, Confusion confusion) {
    out.object(name, () -> {
      out.number("labelled", confusion.labelled());
      accuracy("recorded", confusion.recorded());
      accuracy("candidate", confusion.candidate());
      out.number("fixed", confusion.fixed());
      out.number("broken", confusion.broken());
      out.objects("cells", confusion.cells().entrySet(), cell -> {
        out.text("label", cell.getKey().label());
        out.text("recorded", cell.getKey().recorded());
        out.text("candidate", cell.getKey().candidate());
        out.number("leads", cell.getValue());
      });
    });
  }

  /** Null if nothing is labelled, because then nothing is known. */
  private void accuracy(String name, Proportion accuracy) {
    if (accuracy.total() == 0) {
      out.unknown(name);
      return;
    }
    out.object(name, () -> {
      out.number("right", accuracy.hits());
      out.ratio("accuracy", accuracy.share());
      out.ratio("low", accuracy.low());
      out.ratio("high", accuracy.high());
    });
  }

  private void load(QueueLoad load) {
    out.text("queue", load.queue());
    Integer capacity = load.capacity();
    if (capacity == null) {
      out.unknown("capacity");
    } else {
      out.number("capacity", capacity);
    }
    load("recorded", load.recorded());
    load("candidate", load.candidate());
    out.numbers("by_hour", load.byHour());
  }

  private void load(String name, Load load) {
    out.object(name, () -> {
      out.number("leads", load.leads());
      out.number("peak", load.peak());
      if (load.peakAt() != null) {
        out.instant("peak_at", load.peakAt());
      }
      out.number("hours_over", load.hoursOver());
    });
  }

  private void fairness(Fairness fairness) {
    out.text("queue", fairness.queue());
    out.counts("recorded", fairness.recorded());
    out.counts("candidate", fairness.candidate());
    out.object(
        "choices",
        () -> fairness
            .choices()
            .forEach((person, share) -> out.object(person, () -> {
              out.number("leads", share.leads());
              out.ratio("fair", share.fair());
            })));
    out.ratio("index", fairness.index());
  }

  private void arm(Arm arm) {
    out.text("input", arm.input());
    out.text("value", arm.value());
    out.number("leads", arm.leads());
    out.number("moved", arm.moved());
    out.number("points", arm.points());
    out.number("labelled", arm.right().total());
    accuracy("right", arm.right());
  }

  private void mover(Comparison mover) {
    out.text("lead", mover.lead().value());
    out.number("seq", mover.seq());
    out.instant("at", mover.at());
    out.text("from", mover.from());
    out.text("to", mover.to());
    out.number("shift", mover.shift());
    out.flag("outcome_changed", mover.isOutcomeChanged());
    out.flag("score_changed", mover.isScoreChanged());
    out.flag("explanation_changed", mover.isExplanationChanged());
    out.document("recorded", LeadJson.write(mover.recorded()));
    out.document("candidate", LeadJson.write(mover.candidate()));
  }
}
