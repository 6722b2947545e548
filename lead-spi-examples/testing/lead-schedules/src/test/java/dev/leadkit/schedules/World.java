// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Enrichment;
import dev.leadkit.Envelope;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Threading;
import dev.leadkit.Verdict;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.pipeline.Receipt;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.Retry;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.schedules.Evidence.Effect;
import dev.leadkit.schedules.Evidence.Observed;
import dev.leadkit.schedules.Evidence.Sent;
import dev.leadkit.schedules.Evidence.Told;
import dev.leadkit.schedules.Oracle.Weather;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/**
 * The surroundings of a few engines: one store, senders, a host, a CRM, a clock; and the evidence of what they see.
 *
 * <p>The clock is {@link System#nanoTime()} plus what {@link #finish} skips. Under the explorer that time is virtual: it passes a little with
 * each step, and jumps when all threads wait for it. So a test that is still within {@link #PATIENCE} in the end has never waited for a poll.
 */
final class World {

  /** The poll interval of engines, so long that a lead which waits for it was not woken up. */
  static final Duration POLL = Duration.ofDays(300);

  /** The duration of a lease with the standard task timeout. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final Duration PATIENCE = Duration.ofDays(1);
  private static final int MAX_ROUNDS = 200;
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final Retry RETRY =
      new Retry(6, Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0);

  final Evidence evidence = new Evidence();

  /** What engines work on; a scenario may put another one in front of it before the first engine. */
  LeadStore store = new InMemoryStore();

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final long startNanos = System.nanoTime();
  private final List<Thread> threads = new ArrayList<>();
  private final Object lock = new Object();

  /** By the message ids that senders were told to be durable; guarded by the lock, like the next two. */
  private final Map<String, LeadId> acknowledged = new HashMap<>();

  private final List<RawMessage> refused = new ArrayList<>();
  private Duration skipped = Duration.ZERO;

  /** Of the policy; both before the first engine. */
  List<String> connectors = List.of("crm");

  List<String> enrichers = List.of();

  /** Whether failures are injected. */
  Weather weather = Weather.CALM;

  Instant now() {
    synchronized (lock) {
      return START.plusNanos(System.nanoTime() - startNanos).plus(skipped);
    }
  }

  /** A policy that gives ten points a message and sends every lead to the queue that is called like its version. */
  Policy policy(String version) {
    Policy policy = Policy.of(version, World::score, (lead, score) -> route(version))
        .withEnrichers(enrichers, Duration.ofMinutes(5))
        .withRetry(RETRY);
    evidence.add(policy);
    return policy;
  }

  static Score score(Lead lead) {
    int points = 10 * lead.messages().size();
    var line = new Score.Contribution("messages", Verdict.TRUE, points, "ten each", List.of());
    return Score.of(0, List.of(line), List.of());
  }

  Assignment route(String queue) {
    return Assignment.builder("all", Disposition.LEAD)
        .queue(queue)
        .connectors(connectors)
        .reason("always")
        .build();
  }

  /** An engine whose connectors, enrichers and listener do what they should. */
  LeadPipeline.Builder engine(String name) {
    LeadPipeline.Builder builder = bare(name);
    connectors.forEach(connector -> builder.connector(connector, crm(connector)));
    return builder;
  }

  /** The same without connectors. */
  LeadPipeline.Builder bare(String name) {
    LeadPipeline.Builder builder = LeadPipeline.builder()
        .policy(PolicySource.of(policy("v1")))
        .store(store)
        .blobs(blobs)
        .reader(reader())
        .clock(this::now)
        .pollInterval(POLL)
        .reloadInterval(POLL)
        .concurrency(2)
        .listener((event, lead) -> evidence.add(new Told(name, event)));
    enrichers.forEach(enricher -> builder.enricher(enricher, question -> Enrichment.NONE));
    return builder;
  }

  /** A connector that accepts every lead. */
  Connector crm(String name) {
    return delivery -> {
      evidence.add(new Effect(name, delivery.id(), delivery.lead()));
      return Outcome.accepted("");
    };
  }

  /** A connector that accepts every lead and counts the latch down. */
  Connector crm(String name, CountDownLatch latch) {
    return delivery -> {
      evidence.add(new Effect(name, delivery.id(), delivery.lead()));
      latch.countDown();
      return Outcome.accepted("");
    };
  }

  /** Reads {@code id|parent|text}. */
  private static MessageReader reader() {
    return (raw, receivedAt, contents) -> {
      String[] field = text(raw);
      return Message.builder(raw, receivedAt)
          .thread(new Threading(field[0], field[1], List.of()))
          .from(Address.of("ada@acme.example"))
          .textBody(field[2])
          .visibleText(field[2])
          .build();
    };
  }

  private static String[] text(RawMessage raw) {
    return new String(raw.bytes(), StandardCharsets.UTF_8).split("\\|", -1);
  }

  static RawMessage mail(String id) {
    return reply(id, "");
  }

  static RawMessage reply(String id, String parent) {
    return RawMessage.of((id + "|" + parent + "|" + id).getBytes(StandardCharsets.UTF_8));
  }

  /** The same message to another recipient: other bytes with the same key. */
  static RawMessage copy(RawMessage mail) {
    return mail.withEnvelope(Envelope.to("other@leadkit.example"));
  }

  /** Sends a message to the engine. */
  void accept(LeadPipeline engine, RawMessage mail) {
    send(List.of(mail), () -> List.of(engine.accept(mail)));
  }

  /** Sends messages to the engine in one call. */
  void accept(LeadPipeline engine, RawMessage one, RawMessage two) {
    send(List.of(one, two), () -> engine.accept(List.of(one, two)));
  }

  private void send(List<RawMessage> mails, Callable<List<Receipt>> call) {
    List<LeadId> threads = new ArrayList<>();
    synchronized (lock) {
      mails.forEach(mail -> threads.add(acknowledged.get(text(mail)[1])));
    }
    List<Receipt> receipts = answer(call);
    for (int i = 0; i < mails.size(); i++) {
      RawMessage mail = mails.get(i);
      Receipt receipt = receipts == null ? null : receipts.get(i);
      evidence.add(new Sent(mail.eventId(), receipt, threads.get(i)));
      synchronized (lock) {
        if (receipt == null) {
          refused.add(mail);
        } else {
          acknowledged.putIfAbsent(text(mail)[0], receipt.lead());
        }
      }
    }
  }

  /** Sends the engine a label of the lead to which this message belongs. */
  void label(LeadPipeline engine, String messageId, String label) {
    LeadId lead;
    synchronized (lock) {
      lead = acknowledged.get(messageId);
    }
    Boolean answer = answer(() -> {
      engine.observe(lead, new Fact.Labelled(label, "kim"));
      return true;
    });
    evidence.add(new Observed(lead, label, answer != null));
  }

  /** The result of a call, null if it was refused as allowed. */
  private static <T> T answer(Callable<T> call) {
    try {
      return call.call();
    } catch (StoreException e) {
      return null;
    } catch (IllegalStateException e) {
      if (!String.valueOf(e.getMessage()).contains("closed")) {
        throw e;
      }
      return null;
    } catch (Exception e) {
      throw new IllegalStateException("no caller may get this answer", e);
    }
  }

  /** Sends every refused message again until it is accepted. */
  void sendAgain(LeadPipeline engine) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      List<RawMessage> mails;
      synchronized (lock) {
        mails = List.copyOf(refused);
        refused.clear();
      }
      if (mails.isEmpty()) {
        return;
      }
      mails.forEach(mail -> accept(engine, mail));
    }
    evidence.fault("messages are refused without end");
  }

  /** Runs the engine once. Closing it at the same time is allowed. */
  static void run(LeadPipeline engine) {
    answer(engine::run);
  }

  /** Lets the engine work, and time pass, until every lead rests. */
  void finish(LeadPipeline engine) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Instant wake = engine.run().nextWake();
      if (wake == null) {
        return;
      }
      skip(Duration.between(now(), wake));
    }
    evidence.fault("the engine does not come to rest");
  }

  /** Lets time pass; where a lead is due already, until its lease has run out, which is necessary only after failures. */
  private void skip(Duration wait) {
    boolean isLeased = wait.isNegative() || wait.isZero();
    if (isLeased && weather == Weather.CALM) {
      evidence.fault("a lead that is due was left leased");
    }
    synchronized (lock) {
      skipped = skipped.plus(isLeased ? LEASE : wait);
    }
  }

  /** A step in a thread of its own. */
  interface Action {
    void run() throws Exception;
  }

  /** Starts a step in a thread of its own. */
  void begin(Action action) {
    var thread = new Thread(() -> {
      try {
        action.run();
      } catch (Throwable e) {
        evidence.fault("a caller got " + e);
      }
    });
    threads.add(thread);
    thread.start();
  }

  /** Waits until every started step has ended. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
  }

  /** Runs all steps at the same time. */
  void together(Action... actions) throws InterruptedException {
    for (Action action : actions) {
      begin(action);
    }
    join();
  }

  /** Fails if a promise was broken. */
  void check() {
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    if (took.compareTo(PATIENCE) > 0) {
      evidence.fault("it took " + took + ": a thread was not woken up");
    }
    List<String> violations = Oracle.violations(store, evidence, weather);
    if (!violations.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), violations));
    }
  }
}
