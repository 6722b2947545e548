// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.Threading;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Result;
import dev.leadkit.spi.LeadStore.ThreadId;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

/** New leads into a store: one message of 2 KB, two keys, a thread id and a wake-up time for each; one caller. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CommitBenchmark {

  private static final int MANY = 100;
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Param({"memory", "sqlite"})
  public String store = "";

  private final Message read = new MimeReader(MimeLimits.standard())
      .read(RawMessage.of(Mails.form(0)), NOON, MessageReader.Sink.discarding());
  private @Nullable Path folder;
  private LeadStore leads = new InMemoryStore();
  private final List<Commit> prepared = new ArrayList<>();
  private int number;

  /** Opens an empty store for each iteration, so that every iteration measures a store of the same size. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    if (store.equals("sqlite")) {
      folder = Files.createTempDirectory("lead-benchmark");
      leads = SqliteStore.open(folder.resolve("leads.db"));
    } else {
      leads = new InMemoryStore();
    }
  }

  @TearDown(Level.Iteration)
  public void close() throws IOException {
    leads.close();
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(CommitBenchmark::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same mail under new names: preparing them is not timed, but counts as processor time and allocation. */
  @Setup(Level.Invocation)
  public void prepare() {
    prepared.clear();
    for (int i = 0; i < MANY; i++) {
      prepared.add(opening(number++));
    }
  }

  private Commit opening(int mail) {
    Message message = Message.builder("evt_" + mail, NOON)
        .raw(read.raw())
        .from(read.from())
        .to(read.to())
        .subject(read.subject())
        .textBody(read.textBody())
        .visibleText(read.visibleText())
        .headers(read.headers())
        .thread(new Threading("<m" + mail + "@acme.example>", "", List.of()))
        .build();
    LeadId lead = LeadId.openedBy(message.id());
    List<Key> keys = Key.of(message);
    var fact = new Fact.Received(message, Source.of("mail", "sales@example.com"), keys, "");
    Map<Key, String> held = new LinkedHashMap<>();
    keys.forEach(key -> held.put(key, message.id()));
    return new Commit(
        lead,
        0,
        List.of(new LeadEvent(lead, 1, NOON, fact)),
        held,
        List.of(new ThreadId("", message.thread().messageId())),
        NOON,
        null);
  }

  /** A hundred calls of one commit each, as by a caller that waits for each. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public int commit1() {
    int committed = 0;
    for (Commit commit : prepared) {
      committed += leads.commit(List.of(commit)).size();
    }
    return committed;
  }

  /** One call of a hundred commits, as by an engine with many waiting callers. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public List<Result> commit100() {
    return leads.commit(List.copyOf(prepared));
  }
}
