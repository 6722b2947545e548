// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bytes to message: headers, addresses, bodies, visible text, attachments decoded and hashed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadBenchmark {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** Give a folder of mails of your own with {@code -p mail=/path}: the figure is then the mean over its mails. */
  @Param({"form-2k", "newsletter-30k", "pdf-1m"})
  public String mail = "";

  private final MimeReader reader = new MimeReader(MimeLimits.standard());
  private final MessageReader.Sink hashing = MessageReader.Sink.discarding();
  private List<RawMessage> mails = List.of();
  private int next;

  @Setup
  public void load() {
    mails = Mails.named(mail);
  }

  @Benchmark
  public Message read() {
    next = next + 1 < mails.size() ? next + 1 : 0;
    return reader.read(mails.get(next), NOON, hashing);
  }
}
