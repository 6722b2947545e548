// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.RawMessage;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.pipeline.Receipt;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The complete pipeline in memory: mails of 2 KB are parsed, claimed, decided and delivered, and each step is written to the history. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PipelineBenchmark {

  private static final int MANY = 1_000;

  private @Nullable LeadPipeline leads;
  private final List<RawMessage> mails = new ArrayList<>();
  private int number;

  @Setup(Level.Iteration)
  public void start() {
    leads = LeadPipeline.builder()
        .policy(PolicySource.of(Policies.sample()))
        .store(new InMemoryStore())
        .blobs(new InMemoryBlobs())
        .reader(new MimeReader(MimeLimits.standard()))
        .connector("crm", delivery -> Outcome.accepted(delivery.externalId()))
        .build();
  }

  @TearDown(Level.Iteration)
  public void stop() {
    pipeline().close();
  }

  @Setup(Level.Invocation)
  public void write() {
    mails.clear();
    for (int i = 0; i < MANY; i++) {
      mails.add(RawMessage.of(Mails.form(number++)));
    }
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public List<Receipt> pipeline1000() {
    List<Receipt> receipts = pipeline().accept(mails);
    pipeline().run();
    return receipts;
  }

  private LeadPipeline pipeline() {
    return java.util.Objects.requireNonNull(leads);
  }
}
