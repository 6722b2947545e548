// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Envelope;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Threading;
import dev.leadkit.Verdict;
import dev.leadkit.memory.InMemoryAddresses;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.Retry;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.MessageReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A host of the library as small as can be: a line-based mail format, one rule, one route, a clock that does not advance. */
final class Host {

  static final Retry RETRY = new Retry(3, Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0);

  final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-03-02T12:00:00Z"));
  final InstantSource clock = time::get;
  final InMemoryStore store = new InMemoryStore();
  final InMemoryBlobs blobs = new InMemoryBlobs();
  final InMemoryAddresses addresses = new InMemoryAddresses();
  List<String> connectors = List.of("crm");

  Policy policy() {
    return Policy.of("test-1", Host::score, this::route).withRetry(RETRY);
  }

  private static Score score(Lead lead) {
    int points = 10 * lead.messages().size();
    var line = new Score.Contribution("messages", Verdict.TRUE, points, "ten each", List.of());
    return Score.of(0, List.of(line), List.of());
  }

  private Assignment route(Lead lead, Score score) {
    return Assignment.builder("all", Disposition.LEAD)
        .queue("sdr")
        .connectors(connectors)
        .reason("always")
        .build();
  }

  LeadPipeline.Builder pipeline() {
    return withoutReader().reader(reader());
  }

  LeadPipeline.Builder withoutReader() {
    return LeadPipeline.builder()
        .policy(PolicySource.of(policy()))
        .store(store)
        .blobs(blobs)
        .addresses(addresses)
        .clock(clock);
  }

  /** Reads {@code id|parent|from|text}. */
  static MessageReader reader() {
    return (raw, receivedAt, contents) -> {
      String[] field = new String(raw.bytes(), StandardCharsets.UTF_8).split("\\|", -1);
      return Message.builder(raw, receivedAt)
          .thread(new Threading(field[0], field[1], List.of()))
          .from(Address.of(field[2]))
          .textBody(field[3])
          .visibleText(field[3])
          .build();
    };
  }

  static RawMessage mail(String id, String parent, String text) {
    String line = String.join("|", id, parent, "ada@acme.example", text);
    return RawMessage.of(line.getBytes(StandardCharsets.UTF_8));
  }

  static RawMessage mail(String id, String text) {
    return mail(id, "", text);
  }

  static RawMessage to(String recipient, RawMessage raw) {
    return raw.withEnvelope(Envelope.to(recipient));
  }

  void pass(Duration duration) {
    time.updateAndGet(now -> now.plus(duration));
  }

  List<Fact> history(LeadId lead) {
    return store.histories(List.of(lead)).getOrDefault(lead, List.of()).stream()
        .map(LeadEvent::fact)
        .toList();
  }

  List<String> kinds(LeadId lead) {
    return history(lead).stream().map(fact -> fact.getClass().getSimpleName()).toList();
  }

  List<LeadEvent> everything() {
    var events = new ArrayList<LeadEvent>();
    long position = 0;
    for (var page = store.events(position, 100);
        !page.events().isEmpty();
        page = store.events(position, 100)) {
      events.addAll(page.events());
      position = page.position();
    }
    return events;
  }
}
