// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.json.LeadJson;
import dev.leadkit.kpi.Proportion;
import dev.leadkit.kpi.QueueMove;
import dev.leadkit.simulation.SimulationReport.Arm;
import dev.leadkit.simulation.SimulationReport.Cell;
import dev.leadkit.simulation.SimulationReport.Changes;
import dev.leadkit.simulation.SimulationReport.Confusion;
import dev.leadkit.simulation.SimulationReport.Fairness;
import dev.leadkit.simulation.SimulationReport.Load;
import dev.leadkit.simulation.SimulationReport.QueueLoad;
import dev.leadkit.simulation.SimulationReport.Share;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The document that other programs read has every figure of the report under its name. */
class ReportJsonTest {

  private static final Proportion NOTHING = Proportion.of(0, 0);

  /** Every figure is another one, so that none can stand in for another. */
  private static SimulationReport report(List<Comparison> movers) {
    return new SimulationReport(
        "v2",
        new TreeMap<>(Map.of("v1", 11L)),
        20,
        4,
        11,
        new Changes(5, 6, 7, 8),
        12,
        new TreeMap<>(Map.of(new QueueMove("sdr", "ae"), 13L)),
        new TreeMap<>(Map.of(-15, 16L)),
        new Confusion(
            new Proportion(1, 2, 0.25, 0.75),
            new Proportion(2, 2, 0.5, 1),
            17,
            18,
            new TreeMap<>(Map.of(new Cell("ae", "sdr", "pool"), 19L))),
        new Confusion(NOTHING, NOTHING, 0, 0, new TreeMap<>()),
        List.of(
            new QueueLoad(
                "ae",
                21,
                new Load(22, 23, Instant.parse("2026-03-02T12:00:00Z"), 24),
                new Load(25, 26, null, 27),
                List.of(28L, 29L)),
            new QueueLoad(
                "sdr", null, new Load(0, 0, null, 0), new Load(0, 0, null, 0), List.of())),
        List.of(new Fairness(
            "ae",
            new TreeMap<>(Map.of("kim", 30L)),
            new TreeMap<>(Map.of("alex", 31L)),
            new TreeMap<>(Map.of("alex", new Share(32, 16.5))))),
        List.of(new Arm("flag.bonus", "on", 33, 34, 35, new Proportion(1, 4, 0.125, 0.5))),
        movers,
        List.of("few labels"));
  }

  private static String json(SimulationReport report) {
    return new String(report.toJson(), StandardCharsets.UTF_8).replaceAll("\\s+", "");
  }

  @Test
  void every_figure_of_the_report_is_in_the_document() {
    String expected = """
        {"candidate":"v2","policies":{"v1":11},
        "leads":20,"undecided":4,"decisions":11,
        "changed":8,"outcome_changed":5,"score_changed":6,"explanation_changed":7,
        "moved_leads":12,"moved_share":0.7500,
        "moved":[{"from":"sdr","to":"ae","leads":13}],
        "score_shift":[{"points":-15,"leads":16}],
        "confusion":{
        "queue":{"labelled":2,
        "recorded":{"right":1,"accuracy":0.5000,"low":0.2500,"high":0.7500},
        "candidate":{"right":2,"accuracy":1.0000,"low":0.5000,"high":1.0000},
        "fixed":17,"broken":18,
        "cells":[{"label":"ae","recorded":"sdr","candidate":"pool","leads":19}]},
        "spam":{"labelled":0,"recorded":null,"candidate":null,"fixed":0,"broken":0,"cells":[]}},
        "sla_load":[
        {"queue":"ae","capacity":21,
        "recorded":{"leads":22,"peak":23,"peak_at":"2026-03-02T12:00:00Z","hours_over":24},
        "candidate":{"leads":25,"peak":26,"hours_over":27},
        "by_hour":[28,29]},
        {"queue":"sdr","capacity":null,
        "recorded":{"leads":0,"peak":0,"hours_over":0},
        "candidate":{"leads":0,"peak":0,"hours_over":0},
        "by_hour":[]}],
        "fairness":[{"queue":"ae","recorded":{"kim":30},"candidate":{"alex":31},
        "choices":{"alex":{"leads":32,"fair":16.5000}},"index":1.0000}],
        "arms":[{"input":"flag.bonus","value":"on","leads":33,"moved":34,"points":35,
        "labelled":4,"right":{"right":1,"accuracy":0.2500,"low":0.1250,"high":0.5000}}],
        "top_movers":[],
        "notes":["fewlabels"]}
        """;
    assertEquals(expected.replaceAll("\\s+", ""), json(report(List.of())));
  }

  @Test
  void a_mover_is_told_with_both_decisions() {
    Comparison mover = Simulation.of(Histories.policy("generous", 30, 20, 25))
        .withMovers(1)
        .run(new Histories(6).grow(Histories.policy("recorded", 10, 20, 25), 20).store)
        .movers()
        .get(0);
    String expected = "\"top_movers\":[{\"lead\":\"" + mover.lead() + "\",\"seq\":" + mover.seq()
        + ",\"at\":\"" + mover.at() + "\",\"from\":\"" + mover.from() + "\",\"to\":\"" + mover.to()
        + "\",\"shift\":" + mover.shift() + ",\"outcome_changed\":" + mover.isOutcomeChanged()
        + ",\"score_changed\":" + mover.isScoreChanged() + ",\"explanation_changed\":"
        + mover.isExplanationChanged() + ",\"recorded\":"
        + new String(LeadJson.write(mover.recorded()), StandardCharsets.UTF_8) + ",\"candidate\":"
        + new String(LeadJson.write(mover.candidate()), StandardCharsets.UTF_8) + "}]";
    String json = json(report(List.of(mover)));
    assertTrue(json.contains(expected.replaceAll("\\s+", "")), json);
  }
}
