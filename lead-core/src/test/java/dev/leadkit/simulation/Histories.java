// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Company;
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
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.Retry;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** Histories as a working pipeline writes them: late answers, failures, retries, duplicates, follow-ups. */
final class Histories {

  final InMemoryStore store = new InMemoryStore();
  final List<LeadId> leads = new ArrayList<>();
  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-03-02T08:00:00Z"));
  private final Random random;

  Histories(long seed) {
    this.random = new Random(seed);
  }

  /** Points for what is known, a queue by the points and by the time: everything that a decision may read. */
  static Policy policy(String version, int perMessage, int forCompany, int threshold) {
    return Policy.of(
            version,
            lead -> score(lead, perMessage, forCompany),
            (lead, score) -> route(lead, score, threshold))
        .withEnrichers(List.of("companies"), Duration.ofSeconds(30))
        .withRetry(new Retry(3, Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0));
  }

  private static Score score(Lead lead, int perMessage, int forCompany) {
    int messages = perMessage * lead.messages().size();
    Company company = lead.company();
    return Score.of(
        0,
        List.of(
            new Score.Contribution("messages", Verdict.TRUE, messages, "each", List.of()),
            company == null
                ? new Score.Contribution("company", Verdict.UNKNOWN, 0, "not known", List.of())
                : new Score.Contribution(
                    "company", Verdict.TRUE, forCompany, company.name(), List.of())),
        List.of());
  }

  private static Assignment route(Lead lead, Score score, int threshold) {
    boolean spam = lead.messages().get(0).textBody().contains("spam");
    if (spam && score.value() < threshold) {
      return Assignment.builder("spam", Disposition.QUARANTINED).reason("spam").build();
    }
    String queue = score.value() >= threshold ? "priority" : "standard";
    Duration sla = Duration.ofMinutes(score.value() >= threshold ? 15 : 120);
    return Assignment.builder(queue, Disposition.LEAD)
        .queue(queue)
        .owner(lead.id().value().charAt(5) < '8' ? "ada" : "grace")
        .sla(sla)
        .due(lead.asOf().plus(sla))
        .connectors(List.of("crm"))
        .reason("score of " + score.value())
        .build();
  }

  /** A pipeline whose enricher and connector fail now and then, or answer too late. */
  Histories grow(Policy policy, int mails) {
    try (LeadPipeline pipeline = LeadPipeline.builder()
        .policy(PolicySource.of(policy))
        .store(store)
        .blobs(new InMemoryBlobs())
        .reader((raw, receivedAt, contents) -> {
          String[] field = new String(raw.bytes(), StandardCharsets.UTF_8).split("\\|", -1);
          return Message.builder(raw, receivedAt)
              .thread(new Threading(field[0], field[1], List.of()))
              .from(Address.of(field[2]))
              .textBody(field[3])
              .visibleText(field[3])
              .build();
        })
        .enricher("companies", question -> {
          if (random.nextInt(3) == 0) {
            throw new IllegalStateException("out of order");
          }
          return random.nextBoolean()
              ? Enrichment.NONE
              : Enrichment.of(new Company("a.example", "A", 300, "", "DE", "", List.of()));
        })
        .connector("crm", delivery -> {
          if (random.nextInt(4) == 0) {
            return Outcome.later("busy");
          }
          return Outcome.accepted("crm-" + delivery.externalId());
        })
        .clock(time::get)
        .build()) {
      for (int i = 0; i < mails; i++) {
        String parent = i > 5 && random.nextInt(5) == 0 ? "<" + random.nextInt(i) + "@x>" : "";
        String text = random.nextInt(6) == 0 ? "spam" : "hello " + i;
        LeadId lead = pipeline.accept(mail("<" + i + "@x>", parent, text)).lead();
        if (!leads.contains(lead)) {
          leads.add(lead);
        }
        if (random.nextInt(7) == 0) {
          pipeline.accept(mail("<" + i + "@x>", parent, text));
        }
        time.updateAndGet(now -> now.plusSeconds(random.nextInt(40)));
        pipeline.run();
        if (random.nextInt(9) == 0) {
          pipeline.observe(lead, new Fact.Reopened("look again", "ada"));
        }
      }
      time.updateAndGet(now -> now.plus(Duration.ofHours(3)));
      pipeline.run();
    }
    return this;
  }

  /** What people said of a lead. */
  void observe(Policy policy, LeadId lead, Fact.Observation fact) {
    try (LeadPipeline pipeline = LeadPipeline.builder()
        .policy(PolicySource.of(policy))
        .store(store)
        .blobs(new InMemoryBlobs())
        .reader((raw, receivedAt, contents) -> Message.builder(raw, receivedAt).build())
        .enricher("companies", question -> Enrichment.NONE)
        .connector("crm", delivery -> Outcome.accepted(""))
        .clock(time::get)
        .build()) {
      pipeline.observe(lead, fact);
    }
  }

  private static RawMessage mail(String id, String parent, String text) {
    String line = String.join("|", id, parent, "ada@acme.example", text);
    return RawMessage.of(line.getBytes(StandardCharsets.UTF_8))
        .withEnvelope(Envelope.to("sales@leadkit.example"));
  }
}
