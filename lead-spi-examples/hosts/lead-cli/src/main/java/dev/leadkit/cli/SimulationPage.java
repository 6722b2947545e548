// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Assignment;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Score;
import dev.leadkit.simulation.Comparison;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.simulation.SimulationReport.Confusion;
import dev.leadkit.simulation.SimulationReport.Fairness;
import dev.leadkit.simulation.SimulationReport.QueueLoad;
import dev.leadkit.simulation.SimulationReport.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The report of a simulation as one self-contained page: charts are SVG, there is no script. */
final class SimulationPage {

  private static final String STYLE = """
      :root { color-scheme: light dark; --bar: #3b6fb6; --other: #c27b2c; --line: #8886; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
      table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top; }
      th { border-bottom: 1px solid var(--line); } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
      dl { display: grid; grid-template-columns: max-content auto; gap: .1rem 1rem; } dt { opacity: .7; } dd { margin: 0; }
      svg { max-width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
      .bar { fill: var(--bar); } .was { fill: var(--other); } .axis { stroke: var(--line); }
      details { margin: .4rem 0; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
      .note { border-left: 3px solid var(--other); padding-left: .8rem; }
      """;

  private static final int WIDTH = 720;
  private static final int BAR = 20;

  private final SimulationReport report;
  private final StringBuilder page = new StringBuilder(16_384);

  SimulationPage(SimulationReport report) {
    this.report = report;
  }

  String html() {
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>Simulation</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>What another policy would have decided</h1>\n");
    summary();
    report.notes().forEach(note -> element("p class=\"note\"", note));
    moves();
    shifts();
    confusion("Queues compared with labels", report.queues());
    confusion("Spam compared with labels", report.spam());
    load();
    fairness();
    movers();
    return page.append("</body></html>\n").toString();
  }

  private void summary() {
    page.append("<dl>");
    pair("Candidate", report.candidate());
    report
        .policies()
        .forEach((policy, decisions) ->
            pair("Recorded", policy + ", " + number(decisions) + " decisions"));
    pair("Leads", number(report.leads()) + ", " + number(report.undecided()) + " undecided");
    pair("Decisions", number(report.decisions()));
    pair("Another outcome", number(report.changes().outcome()) + " decisions");
    pair("Another score", number(report.changes().score()) + " decisions");
    pair("Another explanation", number(report.changes().explanation()) + " decisions");
    pair(
        "Moved",
        number(report.movedLeads()) + " leads, " + SimulationText.percent(report.movedShare()));
    page.append("</dl>\n");
  }

  private void moves() {
    var bars = new ArrayList<Bar>();
    report
        .moved()
        .forEach((move, leads) -> bars.add(new Bar(
            move.from().equals(move.to())
                ? move.from() + " stays"
                : move.from() + " → " + move.to(),
            List.of(leads))));
    head("Moves between queues");
    chart(bars);
  }

  private void shifts() {
    head("Changes of the score");
    chart(grouped(report.scoreShift()));
  }

  /** At most about thirty bars; neighbouring values share one if there are more. */
  private static List<Bar> grouped(SortedMap<Integer, Long> shifts) {
    if (shifts.isEmpty()) {
      return List.of();
    }
    int range = shifts.lastKey() - shifts.firstKey() + 1;
    int step = shifts.size() <= 30 ? 1 : Math.max(1, (range + 29) / 30);
    var groups = new TreeMap<Integer, Long>();
    shifts.forEach(
        (points, leads) -> groups.merge(Math.floorDiv(points, step) * step, leads, Long::sum));
    var bars = new ArrayList<Bar>();
    groups.forEach((from, leads) -> bars.add(new Bar(
        step == 1
            ? String.format(Locale.ROOT, "%+d", from)
            : String.format(Locale.ROOT, "%+d to %+d", from, from + step - 1),
        List.of(leads))));
    return bars;
  }

  private void confusion(String title, Confusion confusion) {
    if (confusion.labelled() == 0) {
      return;
    }
    head(title);
    page.append("<dl>");
    pair("Labelled", number(confusion.labelled()));
    pair("Recorded right", SimulationText.interval(confusion.recorded()));
    pair("Candidate right", SimulationText.interval(confusion.candidate()));
    pair("Fixed, broken", number(confusion.fixed()) + ", " + number(confusion.broken()));
    page.append("</dl>\n<table><tr><th>label</th><th>recorded</th><th>candidate</th>")
        .append("<th class=\"n\">leads</th></tr>\n");
    confusion.cells().forEach((cell, leads) -> {
      page.append("<tr>");
      element("td", cell.label());
      element("td", cell.recorded());
      element("td", cell.candidate());
      element("td class=\"n\"", number(leads));
      page.append("</tr>\n");
    });
    page.append("</table>\n");
  }

  private void load() {
    head("Load of the queues");
    var bars = new ArrayList<Bar>();
    for (QueueLoad load : report.load()) {
      bars.add(new Bar(
          load.queue(), List.of(load.candidate().leads(), load.recorded().leads())));
    }
    chart(bars);
    element("p", "Blue: candidate; brown: recorded.");
    page.append(
            "<table><tr><th>queue</th><th class=\"n\">capacity/h</th><th class=\"n\">peak/h</th>")
        .append(
            "<th>at</th><th class=\"n\">hours over</th><th>by hour of the day, UTC</th></tr>\n");
    for (QueueLoad load : report.load()) {
      page.append("<tr>");
      element("td", load.queue());
      element("td class=\"n\"", load.capacity() == null ? "?" : load.capacity().toString());
      element("td class=\"n\"", number(load.candidate().peak()));
      element(
          "td",
          load.candidate().peakAt() == null ? "" : load.candidate().peakAt().toString());
      element(
          "td class=\"n\"",
          load.capacity() == null ? "?" : number(load.candidate().hoursOver()));
      page.append("<td>");
      hours(load.byHour());
      page.append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private void hours(List<Long> byHour) {
    long most = Math.max(1, byHour.stream().mapToLong(Long::longValue).max().orElse(1));
    page.append("<svg width=\"240\" height=\"34\" viewBox=\"0 0 240 34\" role=\"img\">");
    for (int hour = 0; hour < byHour.size(); hour++) {
      long height = Math.round(30.0 * byHour.get(hour) / most);
      page.append("<rect class=\"bar\" x=\"")
          .append(hour * 10 + 1)
          .append("\" y=\"")
          .append(32 - height)
          .append("\" width=\"8\" height=\"")
          .append(height)
          .append("\"><title>")
          .append(hour)
          .append(" h: ")
          .append(byHour.get(hour))
          .append("</title></rect>");
    }
    page.append("<line class=\"axis\" x1=\"0\" y1=\"33\" x2=\"240\" y2=\"33\"/></svg>");
  }

  private void fairness() {
    head("Shares of the owners");
    page.append("<table><tr><th>queue</th><th>owner</th><th class=\"n\">recorded</th>")
        .append("<th class=\"n\">candidate</th><th class=\"n\">chosen</th>")
        .append("<th class=\"n\">fair share</th><th class=\"n\">Jain's index</th></tr>\n");
    for (Fairness queue : report.fairness()) {
      var owners = new TreeMap<String, Long>(queue.recorded());
      queue.candidate().forEach((owner, leads) -> owners.putIfAbsent(owner, 0L));
      queue.choices().forEach((owner, share) -> owners.putIfAbsent(owner, 0L));
      for (String owner : owners.keySet()) {
        page.append("<tr>");
        element("td", queue.queue());
        element("td", owner.isEmpty() ? "no one yet" : owner);
        element("td class=\"n\"", number(queue.recorded().getOrDefault(owner, 0L)));
        element("td class=\"n\"", number(queue.candidate().getOrDefault(owner, 0L)));
        Share share = queue.choices().get(owner);
        element("td class=\"n\"", share == null ? "" : number(share.leads()));
        element(
            "td class=\"n\"",
            share == null ? "" : String.format(Locale.ROOT, "%.1f", share.fair()));
        element("td class=\"n\"", SimulationText.index(queue));
        page.append("</tr>\n");
      }
    }
    page.append("</table>\n");
  }

  private void movers() {
    if (report.movers().isEmpty()) {
      return;
    }
    head("Biggest changes of the score");
    for (Comparison mover : report.movers()) {
      page.append("<details><summary>");
      text(mover.lead().value() + ": " + mover.from() + " → " + mover.to() + ", "
          + String.format(Locale.ROOT, "%+d", mover.shift()) + " points");
      page.append("</summary><div class=\"pair\">");
      trace("Recorded", mover.recorded());
      trace("Candidate", mover.candidate());
      page.append("</div></details>\n");
    }
  }

  private void trace(String title, Qualified decision) {
    page.append("<div>");
    element("strong", title + ": " + decision.score().value() + " points");
    page.append("<table>");
    for (Score.Contribution line : decision.score().contributions()) {
      row(line.points(), line.rule(), line.verdict().name().toLowerCase(Locale.ROOT), line.why());
    }
    for (Score.Adjustment line : decision.score().adjustments()) {
      row(line.points(), line.reason(), "", "");
    }
    page.append("</table>");
    Assignment assignment = decision.assignment();
    element("p", "route " + assignment.route() + ", because " + assignment.reason());
    page.append("<table>");
    for (Assignment.Passed passed : assignment.passed()) {
      row(
          null,
          "not " + passed.route(),
          passed.verdict().name().toLowerCase(Locale.ROOT),
          passed.why());
    }
    page.append("</table></div>");
  }

  private void row(@Nullable Integer points, String... cells) {
    page.append("<tr>");
    if (points != null) {
      element("td class=\"n\"", String.format(Locale.ROOT, "%+d", points));
    }
    for (String cell : cells) {
      element("td", cell);
    }
    page.append("</tr>");
  }

  /** One line of a chart: a name and one or two numbers. */
  private record Bar(String name, List<Long> values) {}

  private void chart(List<Bar> bars) {
    if (bars.isEmpty()) {
      element("p", "Nothing.");
      return;
    }
    long most = 1;
    for (Bar bar : bars) {
      for (long value : bar.values()) {
        most = Math.max(most, value);
      }
    }
    int height = bars.size() * (BAR + 4);
    page.append("<svg width=\"" + WIDTH + "\" height=\"")
        .append(height)
        .append("\" viewBox=\"0 0 " + WIDTH + " ")
        .append(height)
        .append("\" role=\"img\">\n");
    int y = 0;
    for (Bar bar : bars) {
      page.append("<text x=\"0\" y=\"").append(y + 14).append("\">");
      text(bar.name());
      page.append("</text>");
      int thick = BAR / bar.values().size();
      for (int i = 0; i < bar.values().size(); i++) {
        long value = bar.values().get(i);
        long width = Math.round(400.0 * value / most);
        page.append("<rect class=\"")
            .append(i == 0 ? "bar" : "was")
            .append("\" x=\"240\" y=\"")
            .append(y + i * thick)
            .append("\" width=\"")
            .append(width)
            .append("\" height=\"")
            .append(thick - 1)
            .append("\"/>");
      }
      page.append("<text x=\"")
          .append(248 + Math.round(400.0 * bar.values().get(0) / most))
          .append("\" y=\"")
          .append(y + 14)
          .append("\">");
      text(String.join(" / ", bar.values().stream().map(SimulationPage::number).toList()));
      page.append("</text>\n");
      y += BAR + 4;
    }
    page.append("</svg>\n");
  }

  private void head(String title) {
    element("h2", title);
  }

  private void pair(String term, String value) {
    element("dt", term);
    element("dd", value);
  }

  private void element(String tag, String content) {
    page.append('<').append(tag).append('>');
    text(content);
    int space = tag.indexOf(' ');
    page.append("</").append(space < 0 ? tag : tag.substring(0, space)).append('>');
  }

  private void text(String content) {
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      switch (c) {
        case '<' -> page.append("&lt;");
        case '>' -> page.append("&gt;");
        case '&' -> page.append("&amp;");
        case '"' -> page.append("&quot;");
        default -> page.append(c);
      }
    }
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
