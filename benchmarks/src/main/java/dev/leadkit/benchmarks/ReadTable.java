// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.RawMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results of a comparison as Markdown: one row for each kind of work, mail and reader, with the ratio to our processor time. */
final class ReadTable {

  private static final List<String> READERS =
      List.of("leadkit", "angusTuned", "angus", "mime4jDom", "mime4jStream");
  private static final String ROW =
      "| %s | %s | %s | %,.1f | %,.1f ± %,.1f | %,.1f | %,.0f | %,.0f | %,.0f | %.1f× |%n";

  private final Map<String, String> labels;
  private final List<Row> rows;

  private record Row(
      String work,
      String mail,
      String reader,
      double processor,
      double clock,
      double error,
      double late,
      double allocated) {}

  ReadTable(Map<String, String> labels, Collection<RunResult> results) {
    this.labels = labels;
    this.rows = results.stream().map(ReadTable::row).toList();
  }

  private static Row row(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    String benchmark = result.getParams().getBenchmark();
    return new Row(
        result.getParams().getParam("work"),
        result.getParams().getParam("mail"),
        benchmark.substring(benchmark.lastIndexOf('.') + 1),
        secondary(result, "cpu.threads"),
        time.getScore(),
        time.getScoreError(),
        time.getStatistics().getPercentile(99),
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

        | work | mail | reader | processor, µs | clock, µs | p99, µs | MB/s | messages/s | allocated, bytes | processor, ours = 1 |
        |---|---|---|--:|--:|--:|--:|--:|--:|--:|
        """);
    for (Row ours : new ArrayList<>(rows)) {
      if (ours.reader.equals(READERS.get(0))) {
        block(table, ours);
      }
    }
    return table.toString();
  }

  private void block(StringBuilder table, Row ours) {
    double bytes = Mails.named(ours.mail).stream()
        .map(RawMessage::blob)
        .mapToLong(dev.leadkit.Blob::size)
        .average()
        .orElse(0);
    for (String reader : READERS) {
      for (Row row : rows) {
        if (row.reader.equals(reader) && row.work.equals(ours.work) && row.mail.equals(ours.mail)) {
          table.append(String.format(
              Locale.ROOT,
              ROW,
              row.work,
              labels.getOrDefault(row.mail, row.mail),
              row.reader,
              row.processor,
              row.clock,
              row.error,
              row.late,
              bytes / row.processor,
              1_000_000 / row.processor,
              row.allocated,
              row.processor / ours.processor));
        }
      }
    }
  }
}
