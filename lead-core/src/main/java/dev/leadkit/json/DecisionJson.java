// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Escalation;
import dev.leadkit.Evidence;
import dev.leadkit.Input;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import java.util.List;

/** Writes and reads scores and assignments. */
final class DecisionJson {

  private DecisionJson() {}

  static void write(JsonWriter out, Score score) {
    out.object();
    out.number("value", score.value());
    out.number("base", score.base());
    out.array("contributions");
    for (Score.Contribution line : score.contributions()) {
      out.object();
      out.text("rule", line.rule());
      out.choice("verdict", line.verdict());
      out.number("points", line.points());
      out.optional("why", line.why());
      evidence(out, line.evidence());
      out.endObject();
    }
    out.endArray();
    out.array("adjustments");
    for (Score.Adjustment adjustment : score.adjustments()) {
      out.object();
      out.text("reason", adjustment.reason());
      out.number("points", adjustment.points());
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }

  static Score readScore(JsonReader in) {
    return new Score(
        in.integer("value", 0),
        in.integer("base", 0),
        in.list("contributions", DecisionJson::contribution),
        in.list(
            "adjustments",
            line -> new Score.Adjustment(line.text("reason"), line.integer("points", 0))));
  }

  private static Score.Contribution contribution(JsonReader in) {
    return new Score.Contribution(
        in.text("rule"),
        in.choice("verdict", Verdict.class),
        in.integer("points", 0),
        in.text("why"),
        in.list("evidence", DecisionJson::evidence));
  }

  static void write(JsonWriter out, Assignment assignment) {
    out.object();
    out.text("route", assignment.route());
    out.choice("disposition", assignment.disposition());
    out.optional("queue", assignment.queue());
    out.optional("owner", assignment.owner());
    out.optional("sla", assignment.sla());
    out.optional("due", assignment.due());
    out.texts("connectors", assignment.connectors());
    out.text("reason", assignment.reason());
    evidence(out, assignment.evidence());
    out.array("passed");
    for (Assignment.Passed passed : assignment.passed()) {
      out.object();
      out.text("route", passed.route());
      out.choice("verdict", passed.verdict());
      out.text("why", passed.why());
      out.endObject();
    }
    out.endArray();
    out.optional("calendar", assignment.calendar());
    out.optional("ownership", assignment.ownership());
    if (!assignment.escalations().isEmpty()) {
      escalations(out, assignment.escalations());
    }
    out.endObject();
  }

  private static void escalations(JsonWriter out, List<Escalation> escalations) {
    out.array("escalations");
    for (Escalation escalation : escalations) {
      out.object();
      out.text("to", escalation.to());
      out.optional("after", escalation.after());
      out.instant("at", escalation.at());
      out.endObject();
    }
    out.endArray();
  }

  static Assignment readAssignment(JsonReader in) {
    return Assignment.builder(
            in.text("route"), in.choice("disposition", Assignment.Disposition.class))
        .queue(in.text("queue"))
        .owner(in.text("owner"))
        .sla(in.duration("sla"))
        .due(in.instant("due"))
        .connectors(in.texts("connectors"))
        .reason(in.text("reason"))
        .evidence(in.list("evidence", DecisionJson::evidence))
        .passed(in.list(
            "passed",
            route -> new Assignment.Passed(
                route.text("route"), route.choice("verdict", Verdict.class), route.text("why"))))
        .calendar(in.text("calendar"))
        .ownership(in.text("ownership"))
        .escalations(in.list(
            "escalations",
            step ->
                new Escalation(step.text("to"), step.text("after"), step.requiredInstant("at"))))
        .build();
  }

  /** Omitted if there are none. */
  static void inputs(JsonWriter out, List<Input> inputs) {
    if (inputs.isEmpty()) {
      return;
    }
    out.array("inputs");
    for (Input input : inputs) {
      out.object();
      out.text("field", input.field());
      out.text("value", input.value());
      out.optional("why", input.why());
      out.endObject();
    }
    out.endArray();
  }

  static Input input(JsonReader in) {
    return new Input(in.text("field"), in.text("value"), in.text("why"));
  }

  private static void evidence(JsonWriter out, List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      return;
    }
    out.array("evidence");
    for (Evidence item : evidence) {
      out.object();
      out.text("field", item.field());
      out.text("value", item.value());
      out.optional("message", item.message());
      if (item.start() != -1 || item.end() != -1) {
        out.number("start", item.start());
        out.number("end", item.end());
      }
      out.endObject();
    }
    out.endArray();
  }

  private static Evidence evidence(JsonReader in) {
    return new Evidence(
        in.text("field"),
        in.text("value"),
        in.text("message"),
        in.integer("start", -1),
        in.integer("end", -1));
  }
}
