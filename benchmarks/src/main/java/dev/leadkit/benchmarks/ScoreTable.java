// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results of a comparison as Markdown: one row for each number of rules and each engine, with the ratio to our processor time. */
final class ScoreTable {

  private static final String ROW = "| %,d | %s | %,.2f | %,.2f ± %,.2f | %,.0f | %.2f× |%n";

  private final List<Row> rows = new ArrayList<>();

  private record Row(
      int rules, String engine, double processor, double clock, double error, double allocated) {}

  void add(Collection<RunResult> results) {
    results.forEach(result -> rows.add(row(result)));
  }

  private static Row row(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    return new Row(
        Integer.parseInt(result.getParams().getParam("rules")),
        result.getParams().getParam("engine"),
        secondary(result, "cpu.threads"),
        time.getScore(),
        time.getScoreError(),
        secondary(result, "gc.alloc.rate.norm"));
  }

  private static double secondary(RunResult result, String name) {
    for (String label : result.getSecondaryResults().keySet()) {
      if (label.endsWith(name)) {
        return result.getSecondaryResults().get(label).getScore();
      }
    }
    return Double.NaN;
  }

  String markdown() {
    var table = new StringBuilder("""

        | rules | engine | processor, µs | clock, µs | allocated, bytes | processor, ours = 1 |
        |--:|---|--:|--:|--:|--:|
        """);
    for (Row row : rows) {
      double ours = rows.stream()
          .filter(other -> other.rules == row.rules && other.engine.equals("leadkit"))
          .mapToDouble(Row::processor)
          .findFirst()
          .orElse(Double.NaN);
      table.append(String.format(
          Locale.ROOT,
          ROW,
          row.rules,
          row.engine,
          row.processor,
          row.clock,
          row.error,
          row.allocated,
          row.processor / ours));
    }
    return table.toString();
  }
}
