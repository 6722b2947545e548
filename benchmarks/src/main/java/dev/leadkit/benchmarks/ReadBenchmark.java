// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.RawMessage;
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

/**
 * Parses bytes into a message, with our reader and its rivals on the same bytes: all header fields, the addresses, the decoded texts, every
 * attachment decoded completely. {@link ReadComparison} runs the comparison.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsPrepend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadBenchmark {

  /** One of our own mails, or the path of a folder of mails or of a list of files: the figures are then over all of them in turn. */
  @Param({"form-2k", "newsletter-30k", "pdf-1m"})
  public String mail = "";

  /** {@code event} counts what is in attachments, {@code hashed} takes their SHA-256 too, and with {@code json} the result is JSON. */
  @Param({"event-hashed"})
  public String work = "";

  private List<RawMessage> mails = List.of();
  private Contents contents = Contents.named("counted");
  private boolean json;
  private int next;

  @Setup
  public void load() {
    mails = Mails.named(mail);
    contents = Contents.named(work.endsWith("hashed") ? "hashed" : "counted");
    json = work.startsWith("json");
  }

  private final LeadkitReader leadkit = new LeadkitReader();
  private final AngusReader angus = new AngusReader();
  private final Mime4jDomReader mime4jDom = new Mime4jDomReader();
  private final Mime4jStreamReader mime4jStream = new Mime4jStreamReader();

  @Benchmark
  public Object leadkit() throws Exception {
    return work(leadkit);
  }

  @Benchmark
  public Object angus() throws Exception {
    return work(angus);
  }

  /** The same, with what it looks up for each part and each encoded word named once: three times as fast for small mails. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsPrepend = {
        "-Xms1g",
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "-Djakarta.mail.util.StreamProvider=org.eclipse.angus.mail.util.MailStreamProvider"
      })
  public Object angusTuned() throws Exception {
    return work(angus);
  }

  @Benchmark
  public Object mime4jDom() throws Exception {
    return work(mime4jDom);
  }

  @Benchmark
  public Object mime4jStream() throws Exception {
    return work(mime4jStream);
  }

  private <M> Object work(ComparedReader<M> reader) throws Exception {
    next = next + 1 < mails.size() ? next + 1 : 0;
    M read = reader.read(mails.get(next), contents);
    return json ? reader.json(read) : read;
  }
}
