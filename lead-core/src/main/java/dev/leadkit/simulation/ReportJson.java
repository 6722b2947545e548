// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadkit.json.LeadJson;
import dev.leadkit.kpi.Proportion;
import dev.leadkit.kpi.QueueMove;
import dev.leadkit.simulation.SimulationReport.Arm;
import dev.leadkit.simulation.SimulationReport.Cell;
import dev.leadkit.simulation.SimulationReport.Confusion;
import dev.leadkit.simulation.SimulationReport.Fairness;
import dev.leadkit.simulation.SimulationReport.Load;
import dev.leadkit.simulation.SimulationReport.QueueLoad;
import dev.leadkit.simulation.SimulationReport.Share;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The report as one document; numbers have four decimals, so that two machines write the same bytes. */
final class ReportJson {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int DECIMALS = 4;

  private final JsonGenerator out;

  private ReportJson(JsonGenerator out) {
    this.out = out;
  }

  static byte[] write(SimulationReport report) {
    var bytes = new ByteArrayOutputStream(8_192);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.useDefaultPrettyPrinter();
      new ReportJson(out).document(report);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory could not be written", e);
    }
    return bytes.toByteArray();
  }

  private void document(SimulationReport report) throws IOException {
    out.writeStartObject();
    out.writeStringField("candidate", report.candidate());
    counts("policies", report.policies());
    out.writeNumberField("leads", report.leads());
    out.writeNumberField("undecided", report.undecided());
    out.writeNumberField("decisions", report.decisions());
    out.writeNumberField("changed", report.changes().any());
    out.writeNumberField("outcome_changed", report.changes().outcome());
    out.writeNumberField("score_changed", report.changes().score());
    out.writeNumberField("explanation_changed", report.changes().explanation());
    out.writeNumberField("moved_leads", report.movedLeads());
    share("moved_share", report.movedShare());
    out.writeArrayFieldStart("moved");
    for (Map.Entry<QueueMove, Long> move : report.moved().entrySet()) {
      out.writeStartObject();
      out.writeStringField("from", move.getKey().from());
      out.writeStringField("to", move.getKey().to());
      out.writeNumberField("leads", move.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("score_shift");
    for (Map.Entry<Integer, Long> shift : report.scoreShift().entrySet()) {
      out.writeStartObject();
      out.writeNumberField("points", shift.getKey());
      out.writeNumberField("leads", shift.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeObjectFieldStart("confusion");
    confusion("queue", report.queues());
    confusion("spam", report.spam());
    out.writeEndObject();
    out.writeArrayFieldStart("sla_load");
    for (QueueLoad load : report.load()) {
      load(load);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("fairness");
    for (Fairness fairness : report.fairness()) {
      out.writeStartObject();
      out.writeStringField("queue", fairness.queue());
      counts("recorded", fairness.recorded());
      counts("candidate", fairness.candidate());
      out.writeObjectFieldStart("choices");
      for (Map.Entry<String, Share> share : fairness.choices().entrySet()) {
        out.writeObjectFieldStart(share.getKey());
        out.writeNumberField("leads", share.getValue().leads());
        share("fair", share.getValue().fair());
        out.writeEndObject();
      }
      out.writeEndObject();
      share("index", fairness.index());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("arms");
    for (Arm arm : report.arms()) {
      out.writeStartObject();
      out.writeStringField("input", arm.input());
      out.writeStringField("value", arm.value());
      out.writeNumberField("leads", arm.leads());
      out.writeNumberField("moved", arm.moved());
      out.writeNumberField("points", arm.points());
      out.writeNumberField("labelled", arm.right().total());
      interval("right", arm.right());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("top_movers");
    for (Comparison mover : report.movers()) {
      mover(mover);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("notes");
    for (String note : report.notes()) {
      out.writeString(note);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void confusion(String name, Confusion confusion) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("labelled", confusion.labelled());
    interval("recorded", confusion.recorded());
    interval("candidate", confusion.candidate());
    out.writeNumberField("fixed", confusion.fixed());
    out.writeNumberField("broken", confusion.broken());
    out.writeArrayFieldStart("cells");
    for (Map.Entry<Cell, Long> cell : confusion.cells().entrySet()) {
      out.writeStartObject();
      out.writeStringField("label", cell.getKey().label());
      out.writeStringField("recorded", cell.getKey().recorded());
      out.writeStringField("candidate", cell.getKey().candidate());
      out.writeNumberField("leads", cell.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** Null where nothing is labelled: nothing is known then, and nothing is invented. */
  private void interval(String name, Proportion interval) throws IOException {
    if (interval.total() == 0) {
      out.writeNullField(name);
      return;
    }
    out.writeObjectFieldStart(name);
    out.writeNumberField("right", interval.hits());
    share("accuracy", interval.share());
    share("low", interval.low());
    share("high", interval.high());
    out.writeEndObject();
  }

  private void load(QueueLoad load) throws IOException {
    out.writeStartObject();
    out.writeStringField("queue", load.queue());
    if (load.capacity() == null) {
      out.writeNullField("capacity");
    } else {
      out.writeNumberField("capacity", load.capacity());
    }
    load("recorded", load.recorded());
    load("candidate", load.candidate());
    out.writeArrayFieldStart("by_hour");
    for (long leads : load.byHour()) {
      out.writeNumber(leads);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void load(String name, Load load) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("leads", load.leads());
    out.writeNumberField("peak", load.peak());
    if (load.peakAt() != null) {
      out.writeStringField("peak_at", load.peakAt().toString());
    }
    out.writeNumberField("hours_over", load.hoursOver());
    out.writeEndObject();
  }

  private void mover(Comparison mover) throws IOException {
    out.writeStartObject();
    out.writeStringField("lead", mover.lead().value());
    out.writeNumberField("seq", mover.seq());
    out.writeStringField("at", mover.at().toString());
    out.writeStringField("from", mover.from());
    out.writeStringField("to", mover.to());
    out.writeNumberField("shift", mover.shift());
    out.writeBooleanField("outcome_changed", mover.isOutcomeChanged());
    out.writeBooleanField("score_changed", mover.isScoreChanged());
    out.writeBooleanField("explanation_changed", mover.isExplanationChanged());
    raw("recorded", LeadJson.write(mover.recorded()));
    raw("candidate", LeadJson.write(mover.candidate()));
    out.writeEndObject();
  }

  private void raw(String name, byte[] json) throws IOException {
    out.writeFieldName(name);
    out.writeRawValue(new String(json, StandardCharsets.UTF_8));
  }

  private void counts(String name, Map<String, Long> counts) throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      out.writeNumberField(count.getKey(), count.getValue());
    }
    out.writeEndObject();
  }

  /** Null where nothing is known. */
  private void share(String name, double share) throws IOException {
    if (Double.isNaN(share)) {
      out.writeNullField(name);
      return;
    }
    out.writeNumberField(
        name, BigDecimal.valueOf(share).setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }
}
