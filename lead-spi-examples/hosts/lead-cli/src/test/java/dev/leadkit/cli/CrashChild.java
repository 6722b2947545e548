// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Findings;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.files.FileBlobs;
import dev.leadkit.files.FileConnector;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.pipeline.Receipt;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicySource;
import dev.leadkit.sqlite.SqliteStore;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A child process that takes in messages until somebody kills it. Each accepted message is one line on standard output: its number and the
 * id of its event. With a limit it stops by itself once so many are accepted and everything rests.
 */
final class CrashChild {

  static final Duration ENRICHER_PATIENCE = Duration.ofSeconds(20);

  private CrashChild() {}

  /** Tells the sender before the message is durable: the fault that the check must find. */
  static final String EARLY = "early";

  /**
   * {@code DIR FIRST LIMIT [early]}: where, the number of the first message, how many to take in (0 for as many as it can), and whether to
   * make a mistake.
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    var next = new AtomicInteger(Integer.parseInt(args[1]));
    int limit = Integer.parseInt(args[2]);
    boolean early = args.length > 3 && args[3].equals(EARLY);
    int end = limit == 0 ? Integer.MAX_VALUE : next.get() + limit;
    try (var store = SqliteStore.open(folder.resolve("leads.db"));
        var blobs = new FileBlobs(folder.resolve("blobs"));
        LeadPipeline leads = LeadPipeline.builder()
            .policy(PolicySource.of(policy()))
            .store(store)
            .blobs(blobs)
            .reader(new MimeReader(MimeLimits.standard()))
            .enricher("companies", question -> Findings.NONE)
            .connector("crm", new FileConnector(folder.resolve("crm.jsonl")))
            .taskTimeout(
                Duration.ofSeconds(1)) // a lease outlives its owner by three seconds at most
            .pollInterval(Duration.ofMillis(20))
            .start()) {
      ExecutorService callers = Executors.newFixedThreadPool(4);
      for (int i = 0; i < 4; i++) {
        callers.execute(() -> {
          for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
            RawMessage mail = mail(number);
            if (early) {
              say(number + " " + mail.eventId());
            }
            Receipt receipt = leads.accept(mail);
            if (!early) {
              say(number + " " + receipt.event());
            }
          }
        });
      }
      callers.shutdown();
      if (!callers.awaitTermination(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException("messages are still being taken in");
      }
      while (store.nextWake() != null) {
        Thread.onSpinWait();
      }
    }
  }

  private static void say(String line) {
    PrintStream out = System.out;
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  static RawMessage mail(int number) {
    String parent = number % 7 == 3 ? "In-Reply-To: <" + (number - 3) + "@crash.example>\r\n" : "";
    String text =
        "From: Person " + number + " <person" + number + "@company" + number % 50 + ".example>\r\n"
            + "To: sales@leadkit.example\r\n"
            + "Subject: Enquiry " + number + "\r\n"
            + "Message-ID: <" + number + "@crash.example>\r\n"
            + parent
            + "\r\nWe would like to know more about offer number " + number + ".\r\n";
    return RawMessage.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Policy policy() {
    var assignment = new Assignment(
        "all",
        Disposition.LEAD,
        "sdr",
        "",
        null,
        null,
        List.of("crm"),
        "always",
        List.of(),
        List.of());
    return Policy.of(
            "crash-1",
            lead -> Score.of(
                0,
                List.of(new Score.Contribution(
                    "any", Verdict.TRUE, lead.messages().size(), "", List.of())),
                List.of()),
            (lead, score) -> assignment)
        .withEnrichers(List.of("companies"), ENRICHER_PATIENCE);
  }
}
