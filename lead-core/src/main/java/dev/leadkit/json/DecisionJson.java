// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Escalation;
import dev.leadkit.Evidence;
import dev.leadkit.Input;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import java.io.IOException;
import java.util.List;

/** Scores and assignments. */
final class DecisionJson {

  private DecisionJson() {}

  static void write(JsonGenerator out, Score score) throws IOException {
    out.writeStartObject();
    out.writeNumberField("value", score.value());
    out.writeNumberField("base", score.base());
    out.writeArrayFieldStart("contributions");
    for (Score.Contribution line : score.contributions()) {
      out.writeStartObject();
      Out.text(out, "rule", line.rule());
      Out.choice(out, "verdict", line.verdict());
      out.writeNumberField("points", line.points());
      Out.optional(out, "why", line.why());
      evidence(out, line.evidence());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("adjustments");
    for (Score.Adjustment adjustment : score.adjustments()) {
      out.writeStartObject();
      Out.text(out, "reason", adjustment.reason());
      out.writeNumberField("points", adjustment.points());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  static Score readScore(In in) {
    return new Score(
        in.integer("value", 0),
        in.integer("base", 0),
        in.list("contributions", DecisionJson::contribution),
        in.list(
            "adjustments",
            line -> new Score.Adjustment(line.text("reason"), line.integer("points", 0))));
  }

  private static Score.Contribution contribution(In in) {
    return new Score.Contribution(
        in.text("rule"),
        in.choice("verdict", Verdict.class),
        in.integer("points", 0),
        in.text("why"),
        in.list("evidence", DecisionJson::evidence));
  }

  static void write(JsonGenerator out, Assignment assignment) throws IOException {
    out.writeStartObject();
    Out.text(out, "route", assignment.route());
    Out.choice(out, "disposition", assignment.disposition());
    Out.optional(out, "queue", assignment.queue());
    Out.optional(out, "owner", assignment.owner());
    Out.optional(out, "sla", assignment.sla());
    Out.optional(out, "due", assignment.due());
    Out.texts(out, "connectors", assignment.connectors());
    Out.text(out, "reason", assignment.reason());
    evidence(out, assignment.evidence());
    out.writeArrayFieldStart("passed");
    for (Assignment.Passed passed : assignment.passed()) {
      out.writeStartObject();
      Out.text(out, "route", passed.route());
      Out.choice(out, "verdict", passed.verdict());
      Out.text(out, "why", passed.why());
      out.writeEndObject();
    }
    out.writeEndArray();
    Out.optional(out, "calendar", assignment.calendar());
    Out.optional(out, "ownership", assignment.ownership());
    if (!assignment.escalations().isEmpty()) {
      escalations(out, assignment.escalations());
    }
    out.writeEndObject();
  }

  private static void escalations(JsonGenerator out, List<Escalation> escalations)
      throws IOException {
    out.writeArrayFieldStart("escalations");
    for (Escalation escalation : escalations) {
      out.writeStartObject();
      Out.text(out, "to", escalation.to());
      Out.optional(out, "after", escalation.after());
      Out.instant(out, "at", escalation.at());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static Assignment readAssignment(In in) {
    return new Assignment(
        in.text("route"),
        in.choice("disposition", Assignment.Disposition.class),
        in.text("queue"),
        in.text("owner"),
        in.duration("sla"),
        in.instant("due"),
        in.texts("connectors"),
        in.text("reason"),
        in.list("evidence", DecisionJson::evidence),
        in.list(
            "passed",
            route -> new Assignment.Passed(
                route.text("route"), route.choice("verdict", Verdict.class), route.text("why"))),
        in.text("calendar"),
        in.text("ownership"),
        in.list(
            "escalations",
            step ->
                new Escalation(step.text("to"), step.text("after"), step.requiredInstant("at"))));
  }

  /** Left out where there are none. */
  static void inputs(JsonGenerator out, List<Input> inputs) throws IOException {
    if (inputs.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("inputs");
    for (Input input : inputs) {
      out.writeStartObject();
      Out.text(out, "field", input.field());
      Out.text(out, "value", input.value());
      Out.optional(out, "why", input.why());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static Input input(In in) {
    return new Input(in.text("field"), in.text("value"), in.text("why"));
  }

  private static void evidence(JsonGenerator out, List<Evidence> evidence) throws IOException {
    if (evidence.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("evidence");
    for (Evidence item : evidence) {
      out.writeStartObject();
      Out.text(out, "field", item.field());
      Out.text(out, "value", item.value());
      Out.optional(out, "message", item.message());
      if (item.start() != -1 || item.end() != -1) {
        out.writeNumberField("start", item.start());
        out.writeNumberField("end", item.end());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static Evidence evidence(In in) {
    return new Evidence(
        in.text("field"),
        in.text("value"),
        in.text("message"),
        in.integer("start", -1),
        in.integer("end", -1));
  }
}
