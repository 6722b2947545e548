// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Envelope;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.Verdict;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.Retry;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.simulation.Simulation;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.spi.Connector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** A whole host with a route table and a clock that a test sets; a mail is worth as many points as its text says. */
final class Desk implements AutoCloseable {

  private static final Retry RETRY =
      new Retry(3, Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0);

  private final AtomicReference<Instant> time = new AtomicReference<>(Instant.EPOCH);
  private final InMemoryStore store = new InMemoryStore();
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final Map<String, Connector> connectors = new LinkedHashMap<>();
  private final RouteTable table;
  private LeadPipeline leads;

  Desk(RouteTable table, Map<String, Connector> connectors) {
    this.table = table;
    this.connectors.putAll(connectors);
    this.leads = open();
  }

  private LeadPipeline open() {
    LeadPipeline.Builder builder = LeadPipeline.builder()
        .policy(PolicySource.of(policy(table)))
        .store(store)
        .blobs(blobs)
        .addresses((tenant, address) -> Source.of("sales", address))
        .clock(time::get)
        .reader((raw, receivedAt, contents) -> {
          String text = new String(raw.bytes(), StandardCharsets.UTF_8);
          return Message.builder(raw, receivedAt)
              .from(Address.of("jo@acme.example"))
              .textBody(text)
              .visibleText(text)
              .build();
        });
    connectors.forEach(builder::connector);
    return builder.build();
  }

  private static Policy policy(RouteTable table) {
    return Policy.of("desk-1", Desk::score, table).withRetry(RETRY);
  }

  /** All that was decided here, decided by another table. */
  SimulationReport simulate(RouteTable candidate) {
    return Simulation.of(policy(candidate)).run(store);
  }

  private static Score score(Lead lead) {
    int points = Integer.parseInt(lead.messages().get(0).visibleText());
    var line = new Score.Contribution("points", Verdict.TRUE, points, "", List.of());
    return Score.of(0, List.of(line), List.of());
  }

  /** The process dies, and another one begins. */
  void restart() {
    leads.close();
    leads = open();
  }

  @Override
  public void close() {
    leads.close();
  }

  LeadId mail(String at, String recipient, int points) {
    time.set(Instant.parse(at));
    byte[] text = Integer.toString(points).getBytes(StandardCharsets.UTF_8);
    LeadId lead =
        leads.accept(RawMessage.of(text).withEnvelope(Envelope.to(recipient))).lead();
    leads.run();
    return lead;
  }

  /** Delivers a number of mails of more than a thousand points from each of several senders at once. */
  List<LeadId> mails(String at, int senders, int each) throws InterruptedException {
    time.set(Instant.parse(at));
    var opened = new ConcurrentLinkedQueue<LeadId>();
    var threads = new ArrayList<Thread>();
    for (int sender = 0; sender < senders; sender++) {
      int first = 1000 + sender * each;
      threads.add(new Thread(() -> {
        for (int number = first; number < first + each; number++) {
          byte[] text = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
          opened.add(leads.accept(RawMessage.of(text)).lead());
        }
      }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    leads.run();
    return List.copyOf(opened);
  }

  void observe(String at, LeadId lead, Fact.Observation fact) {
    time.set(Instant.parse(at));
    leads.observe(lead, fact);
    leads.run();
  }

  /** Lets work be done at that time. */
  void run(String at) {
    time.set(Instant.parse(at));
    leads.run();
  }

  Lead lead(LeadId id) {
    Lead lead = leads.lead(id);
    assertNotNull(lead);
    return lead;
  }

  Assignment assignment(LeadId id) {
    Fact.Qualified decision = lead(id).decision();
    assertNotNull(decision);
    return decision.assignment();
  }

  /** What time alone has decided, in order. */
  List<Fact> alarms(LeadId id) {
    return store.histories(List.of(id)).getOrDefault(id, List.of()).stream()
        .map(LeadEvent::fact)
        .filter(fact -> fact instanceof Fact.Breached || fact instanceof Fact.Escalated)
        .toList();
  }
}
