// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Compares our scorer with Drools, Easy Rules, CEL, a plain loop and hand-written Java: checks that all find the same rules, points and
 * positions for every event, times them in one run, and prints a table with the ratios.
 */
final class ScoreComparison {

  private static final List<String> RULES = List.of("4", "10", "100", "1000", "10000");
  private static final List<String> ENGINES =
      List.of("leadkit", "leadkitScore", "handWritten", "loop", "easyRules", "drools", "cel");

  private ScoreComparison() {}

  /** Runs with JMH's options; {@code -p rules=…} and {@code -p engine=…} choose. */
  static void run(String[] args) throws RunnerException, CommandLineOptionException, IOException {
    var command = new CommandLineOptions(args);
    Collection<String> counts = command.getParameter("rules").orElse(RULES);
    Collection<String> engines = command.getParameter("engine").orElse(ENGINES);
    for (String count : counts) {
      sameInAll(Integer.parseInt(count), engines);
    }
    var table = new ScoreTable();
    for (String count : counts) {
      String[] able =
          engines.stream().filter(engine -> isAble(engine, count)).toArray(String[]::new);
      Collection<RunResult> results = new Runner(new OptionsBuilder()
              .parent(command)
              .include("ScoreBenchmark")
              .param("rules", count)
              .param("engine", able)
              .addProfiler(GCProfiler.class)
              .addProfiler(ProcessorTime.class)
              .build())
          .run();
      table.add(results);
    }
    System.out.println(table.markdown());
    int most = counts.stream().mapToInt(Integer::parseInt).max().orElse(0);
    ScoreCosts.print(
        ScoreCosts.engines().stream()
            .filter(engine -> engine.equals("leadkitTree") || engines.contains(engine))
            .toList(),
        most);
  }

  private static boolean isAble(String engine, String count) {
    return count.equals("4") || !engine.equals("handWritten");
  }

  private static void sameInAll(int count, Collection<String> engines) {
    var work = new ScoreWork(count);
    List<String> expected = results("loop", work);
    for (String engine : engines) {
      if (isAble(engine, String.valueOf(count)) && !engine.equals("leadkitScore")) {
        List<String> results = results(engine, work);
        for (int event = 0; event < ScoreWork.EVENTS; event++) {
          if (!results.get(event).equals(expected.get(event))) {
            throw new IllegalStateException(String.format(
                Locale.ROOT,
                "%s finds otherwise with %d rules in event %d: %s, not %s",
                engine,
                count,
                event,
                results.get(event),
                expected.get(event)));
          }
        }
      }
    }
    System.out.println(count + " rules: the same in all; " + expected.get(0));
  }

  private static List<String> results(String engine, ScoreWork work) {
    try (ComparedScorer scorer = Scorers.named(engine, work)) {
      return IntStream.range(0, ScoreWork.EVENTS)
          .mapToObj(event -> scorer.score(event).inOrder())
          .toList();
    }
  }
}
