// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finds the true rules for a text of 3 KB, their points and the positions of their words, with each engine; 64 events in turn.
 * {@link ScoreComparison} runs the comparison.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsPrepend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoreBenchmark {

  @Param({"4", "10", "100", "1000", "10000"})
  public int rules;

  @Param({"leadkit", "leadkitScore", "handWritten", "loop", "easyRules", "drools", "cel"})
  public String engine = "";

  private ComparedScorer scorer = event -> new Fired();
  private int next;

  @Setup
  public void compile() {
    var work = new ScoreWork(rules);
    scorer = engine.equals("leadkitScore") ? new LeadkitScorer(work) : Scorers.named(engine, work);
  }

  @Benchmark
  public Object score() {
    next = next + 1 & ScoreWork.EVENTS - 1;
    if (scorer instanceof LeadkitScorer ours) {
      return engine.equals("leadkit") ? ours.trace(next) : score(ours, ours.lead(next));
    }
    return scorer.score(next);
  }

  private static Score score(LeadkitScorer ours, Lead lead) {
    return ours.score(lead);
  }

  @TearDown(Level.Trial)
  public void close() {
    scorer.close();
  }
}
