// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Enrichment;
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
import dev.leadkit.policy.reload.PolicyArchive;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.sqlite.SqliteStore;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A child process that accepts messages until it is killed. Each accepted message is one line on standard output and in the file {@code
 * accepted}: its number and the id of its event. With a limit it ends when that number is accepted and no work is left.
 */
final class CrashChild {

  static final Duration ENRICHER_PATIENCE = Duration.ofSeconds(20);

  /** The file that represents the memory of the senders: it survives every crash. */
  static final String ACCEPTED = "accepted";

  /** The number of messages after which a new policy is archived and pinned. */
  static final int POLICY_EVERY = 12;

  /** One of this number of messages has an attachment. */
  private static final int ATTACHMENT_EVERY = 10;

  /** One of this number of messages is larger than the memory buffer of the blob store. */
  private static final int LARGE_EVERY = 30;

  private static final int LARGE = 1_200_000;

  private CrashChild() {}

  /** {@code FOLDER FIRST LIMIT FAULT [POINT]}: the number of the first message, the number to accept (0 for no limit), and the planted fault. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    var next = new AtomicInteger(Integer.parseInt(args[1]));
    int limit = Integer.parseInt(args[2]);
    int end = limit == 0 ? Integer.MAX_VALUE : next.get() + limit;
    Fault fault = Fault.valueOf(args[3]);
    KillPoint killPoint = args.length > 4 ? KillPoint.parse(args[4]) : KillPoint.NONE;
    try (OutputStream memory = new FileOutputStream(folder.resolve(ACCEPTED).toFile(), true);
        LeadStore store = fault.in(killPoint.around(store(folder)));
        var files = new FileBlobs(blobs(folder));
        LeadPipeline leads = pipeline(
                store, killPoint.around(files), killPoint.around(new FileConnector(crm(folder))))
            .start()) {
      PolicyArchive policies = PolicyArchive.in(policies(folder));
      var caller = new AtomicInteger();
      ExecutorService callers = Executors.newFixedThreadPool(
          4, work -> new Thread(work, KillPoint.CALLER + caller.incrementAndGet()));
      for (int i = 0; i < 4; i++) {
        callers.execute(() -> {
          for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
            RawMessage mail = mail(number);
            if (fault == Fault.EARLY_ANSWER) {
              tell(memory, number, mail.eventId());
            }
            Receipt receipt = leads.accept(mail);
            if (fault != Fault.EARLY_ANSWER) {
              tell(memory, number, receipt.event());
            }
            if (number % POLICY_EVERY == 0) {
              tell(memory, number, keep(policies, number));
            }
          }
        });
      }
      callers.shutdown();
      if (!callers.awaitTermination(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException("messages are still being accepted");
      }
      while (store.nextWake() != null) {
        Thread.onSpinWait();
      }
    }
  }

  // Each in a folder of its own, so that forcing one folder does not force the names of another.

  /** The folder of the store, which the host creates. */
  static Path home(Path folder) {
    return folder.resolve("store");
  }

  static LeadStore store(Path folder) throws IOException {
    return SqliteStore.open(Files.createDirectories(home(folder)).resolve("leads.db"));
  }

  static Path blobs(Path folder) {
    return folder.resolve("content").resolve("blobs");
  }

  static Path crm(Path folder) {
    return folder.resolve("crm").resolve("crm.jsonl");
  }

  static Path policies(Path folder) {
    return folder.resolve("kept").resolve("policies");
  }

  /** Archives and pins a version of a policy, and returns its hash. */
  private static String keep(PolicyArchive policies, int number) {
    String text = "schema: lead-policy/1\nid: crash-" + number + "\nqueues: [sdr]\n"
        + "rules: [{ id: any, add: 1, when: always }]\n"
        + "routes: [{ id: all, when: always, to: { queue: sdr } }]\n";
    try {
      String hash = policies
          .keep(new PolicyOrigin.Snapshot("policy.yaml", "r" + number, file -> text))
          .version();
      policies.pin(hash);
      return hash;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LeadPipeline.Builder pipeline(LeadStore store, BlobStore blobs, Connector crm) {
    return LeadPipeline.builder()
        .policy(PolicySource.of(policy()))
        .store(store)
        .blobs(blobs)
        .reader(new MimeReader(MimeLimits.standard()))
        .enricher("companies", question -> Enrichment.NONE)
        .connector("crm", crm)
        // A lease outlives its owner by three seconds at most.
        .taskTimeout(Duration.ofSeconds(1))
        .pollInterval(Duration.ofMillis(20));
  }

  private static void tell(OutputStream memory, int number, String event) {
    PrintStream out = System.out;
    String line = number + " " + event;
    synchronized (out) {
      try {
        memory.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.println(line);
      out.flush();
    }
  }

  static RawMessage mail(int number) {
    String parent = number % 7 == 3 ? "In-Reply-To: <" + (number - 3) + "@crash.example>\r\n" : "";
    String head =
        "From: Person " + number + " <person" + number + "@company" + number % 50 + ".example>\r\n"
            + "To: sales@leadkit.example\r\n"
            + "Subject: Enquiry " + number + "\r\n"
            + "Message-ID: <" + number + "@crash.example>\r\n"
            + parent;
    String text = "We would like to know more about offer number " + number + ".\r\n";
    String mail = number % ATTACHMENT_EVERY == 5
        ? head + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n"
            + "--part\r\nContent-Type: text/plain\r\n\r\n" + text
            + "--part\r\nContent-Type: application/octet-stream; name=offer.bin\r\n\r\n"
            + attachment(number) + "\r\n--part--\r\n"
        : head + "\r\n" + text;
    return RawMessage.of(mail.getBytes(StandardCharsets.US_ASCII));
  }

  private static String attachment(int number) {
    String line = "offer " + number + "\r\n";
    return line.repeat(number % LARGE_EVERY == 5 ? LARGE / line.length() : 3);
  }

  private static Policy policy() {
    var assignment = Assignment.builder("all", Disposition.LEAD)
        .queue("sdr")
        .connectors(List.of("crm"))
        .reason("always")
        .build();
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
