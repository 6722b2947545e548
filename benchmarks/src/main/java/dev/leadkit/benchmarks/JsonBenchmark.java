// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Message;
import dev.leadkit.json.LeadJson;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader;
import java.time.Instant;
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

/** Writes a message as the JSON of stores and connectors, and reads it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {

  @Param({"form-2k", "newsletter-30k"})
  public String mail = "";

  private Message message = Message.builder("", Instant.EPOCH).build();
  private byte[] json = new byte[0];

  @Setup
  public void read() {
    message = new MimeReader(MimeLimits.standard())
        .read(
            Mails.named(mail).get(0),
            Instant.parse("2026-03-02T12:00:00Z"),
            MessageReader.Sink.discarding());
    json = LeadJson.write(message);
  }

  @Benchmark
  public byte[] jsonWrite() {
    return LeadJson.write(message);
  }

  @Benchmark
  public Message jsonRead() {
    return LeadJson.readMessage(json);
  }
}
