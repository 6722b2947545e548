// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.simulation.Simulation;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.Settings;
import dev.leadkit.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Simulates another policy on leads with texts of 2 to 4 KB, an answer of an enricher and a decision each. The time is that of one decision,
 * including reading its lead from the store. In memory nothing is decoded.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReplayBenchmark {

  private static final int LEADS = 2_000;
  private static final int AT_ONCE = 500;

  @Param({"memory", "sqlite"})
  public String store = "";

  @Param({"10", "100", "1000"})
  public int rules;

  private LeadStore history = new InMemoryStore();
  private @Nullable Policy recorded;
  private @Nullable Policy candidate;
  private @Nullable Path folder;

  @Setup
  public void decide() throws IOException {
    var work = new ScoreWork(rules);
    recorded = LeadkitScorer.policy(work);
    candidate = PolicyReader.read(
        Settings.yaml(
            "candidate.yaml",
            work.yaml()
                .replace("add: 5", "add: 6")
                .replace(
                    "routes:",
                    "routes:\n  - { id: good, when: { score: { gte: 15 } }, to: { queue: best, sla: 15m } }")));
    if (store.equals("sqlite")) {
      folder = Files.createTempDirectory("lead-benchmark");
      history = SqliteStore.open(folder.resolve("leads.db"));
    }
    var leads = new LeadkitScorer(work);
    for (int first = 0; first < LEADS; first += AT_ONCE) {
      var commits = new ArrayList<Commit>();
      for (int number = first; number < first + AT_ONCE; number++) {
        commits.add(commit(leads, number));
      }
      if (!history.commit(commits).stream().allMatch(Committed.class::isInstance)) {
        throw new IllegalStateException("a history was not written");
      }
    }
    SimulationReport same = Simulation.of(recorded).run(history);
    SimulationReport other = Simulation.of(candidate).run(history);
    if (same.decisions() != LEADS || same.changes().any() != 0 || other.movedLeads() == 0) {
      throw new IllegalStateException(
          "expected " + LEADS + " decisions, none changed and some moved, got " + same.decisions()
              + ", " + same.changes().any() + ", " + other.movedLeads());
    }
  }

  private Commit commit(LeadkitScorer leads, int number) {
    LeadId id = LeadId.openedBy("evt_" + number);
    List<LeadEvent> told = leads.history(id, number % ScoreWork.EVENTS);
    Lead lead = Lead.of(id, told);
    var events = new ArrayList<>(told);
    events.add(new LeadEvent(
        id, told.size() + 1, lead.asOf(), Objects.requireNonNull(recorded).qualify(lead)));
    return new Commit(id, 0, events, Map.of(), List.of(), null, null);
  }

  @TearDown
  public void close() throws IOException {
    history.close();
    if (folder != null) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(ReplayBenchmark::delete);
      }
      Files.delete(folder);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole history under the candidate, on one thread. */
  @Benchmark
  @OperationsPerInvocation(LEADS)
  public SimulationReport replay() {
    return Simulation.of(Objects.requireNonNull(candidate)).run(history);
  }
}
