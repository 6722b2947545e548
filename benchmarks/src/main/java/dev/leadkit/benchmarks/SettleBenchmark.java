// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.NextAction;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.policy.Policy;
import dev.leadkit.spi.MessageReader;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Settles a message of 2 KB that opens a lead. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SettleBenchmark {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final Policy policy = Policies.sample();
  private final Message message = new MimeReader(MimeLimits.standard())
      .read(RawMessage.of(Mails.form(1)), NOON, MessageReader.Sink.discarding());
  private final LeadId id = LeadId.openedBy(message.id());
  private final List<Fact> facts = List.of(
      new Fact.Received(message, Source.of("mail", "sales@example.com"), Key.of(message), ""));
  private final Lead opened = Policy.remember(Lead.of(id), facts, NOON).after();
  private final dev.leadkit.Score scored = policy.scorer().score(opened);

  /** Applies, scores and routes the message, and computes the next action. */
  @Benchmark
  public NextAction settle() {
    return policy.next(policy.settle(Lead.of(id), facts, NOON).after(), NOON);
  }

  @Benchmark
  public dev.leadkit.Score score() {
    return policy.scorer().score(opened);
  }

  @Benchmark
  public dev.leadkit.Assignment route() {
    return policy.router().route(opened, scored);
  }
}
