// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Company;
import dev.leadkit.Defect;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Scorer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LeadPipelineTest {

  private final Host host = new Host();
  private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

  private Outcome take(Delivery delivery) {
    deliveries.add(delivery);
    return Outcome.accepted("crm-1");
  }

  private LeadPipeline started() {
    return host.pipeline()
        .connector("crm", this::take)
        .pollInterval(Duration.ofMillis(5))
        .start();
  }

  private LeadPipeline built() {
    return host.pipeline().connector("crm", this::take).build();
  }

  @Test
  void a_message_becomes_a_lead_that_is_decided_and_delivered_once() {
    try (LeadPipeline leads = built()) {
      Receipt receipt = leads.accept(Host.mail("<1@x>", "hello"));
      assertEquals(Status.OPENED, receipt.status());
      assertEquals(List.of("Received", "Qualified"), host.kinds(receipt.lead()));
      leads.run();
      leads.run();
      assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(receipt.lead()));
      assertEquals(1, deliveries.size());
    }
  }

  @Test
  void a_null_from_the_host_is_named_and_blames_no_store() {
    try (LeadPipeline leads = built()) {
      var named = Map.<String, Executable>of(
          "raw", () -> leads.accept((RawMessage) null),
          "lead", () -> leads.observe(null, new Fact.Replied(Fact.Replied.Author.HUMAN, "")),
          "id", () -> leads.lead(null));
      named.forEach((name, call) ->
          assertEquals(name, assertThrows(NullPointerException.class, call).getMessage()));
      var batch = Collections.singletonList((RawMessage) null);
      assertEquals(
          "raw",
          assertThrows(NullPointerException.class, () -> leads.accept(batch)).getMessage());
    }
  }

  @Test
  void every_step_of_the_way_is_an_event_of_the_history() {
    Policy asking = host.policy().withEnrichers(List.of("companies"), Duration.ofSeconds(30));
    var acme = new Company("acme.example", "Acme", 850, "", "DE", "", List.of());
    try (LeadPipeline leads = host.pipeline()
        .policy(PolicySource.of(asking))
        .enricher("companies", question -> Enrichment.of(acme))
        .connector("crm", this::take)
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      assertEquals(List.of("Received", "Enriched", "Qualified", "Delivered"), host.kinds(lead));
    }
  }

  /** The names under which flags and tickets are reported are names like any other for an enricher. */
  @Test
  void an_enricher_may_have_any_name_and_is_called() {
    var names = List.of("ticket:vip", "flag.vip", "ticket:", "flag.");
    var asked = new ConcurrentSkipListSet<String>();
    Policy asking = host.policy().withEnrichers(names, Duration.ofSeconds(30));
    var queueing = new Policy(
        asking.version(),
        names,
        asking.patience(),
        asking.retry(),
        Map.of(),
        asking.scorer(),
        new Vip(asking.router()));
    LeadPipeline.Builder builder =
        host.pipeline().policy(PolicySource.of(queueing)).connector("crm", this::take);
    for (String name : names) {
      builder.enricher(name, question -> {
        asked.add(name);
        return new Enrichment(null, Map.of("number", "7"));
      });
    }
    try (LeadPipeline leads = builder.build()) {
      LeadId id = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      assertEquals(Set.copyOf(names), asked, "every enricher is called");
      Lead lead = Objects.requireNonNull(leads.lead(id));
      assertEquals(Set.copyOf(names), lead.findings().keySet());
      assertEquals(Map.of("vip", 0L), lead.tickets(), "the engine draws the ticket itself");
      assertEquals(Lead.Status.ASSIGNED, lead.status());
    }
  }

  /** Every lead draws a ticket of the line {@code vip}. */
  private record Vip(Router router) implements Router {
    @Override
    public Assignment route(Lead lead, Score score) {
      return router.route(lead, score);
    }

    @Override
    public String line(Lead lead, Score score) {
      return "vip";
    }

    @Override
    public boolean hasLines() {
      return true;
    }
  }

  @Test
  void a_copy_is_a_duplicate_and_is_written_down_as_one() {
    try (LeadPipeline leads = built()) {
      Receipt first = leads.accept(Host.mail("<1@x>", "hello"));
      Receipt again = leads.accept(Host.mail("<1@x>", "hello"));
      Receipt rewrapped = leads.accept(Host.mail("<1@x>", " hello\r\n"));
      assertEquals(new Receipt(first.event(), first.lead(), Status.DUPLICATE), again);
      assertEquals(Status.DUPLICATE, rewrapped.status());
      leads.run();
      assertEquals(1, deliveries.size());
      Fact.Duplicated copy =
          assertInstanceOf(Fact.Duplicated.class, host.history(first.lead()).get(3));
      assertEquals(dev.leadkit.Key.Layer.MESSAGE, copy.key().layer());
      assertEquals(first.event(), copy.original());
    }
  }

  @Test
  void copies_within_one_batch_are_recognised_too() {
    try (LeadPipeline leads = built()) {
      List<Receipt> receipts = leads.accept(List.of(
          Host.mail("<1@x>", "hello"),
          Host.mail("<1@x>", "hello"),
          Host.mail("<2@x>", "<1@x>", "and more"),
          Host.mail("<3@x>", "another")));
      assertEquals(
          List.of(Status.OPENED, Status.DUPLICATE, Status.CONTINUED, Status.OPENED),
          receipts.stream().map(Receipt::status).toList());
      assertEquals(2, receipts.stream().map(Receipt::lead).distinct().count());
    }
  }

  @Test
  void an_answer_in_the_thread_continues_the_lead_which_is_decided_and_delivered_again() {
    try (LeadPipeline leads = built()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      Receipt answer = leads.accept(Host.mail("<2@x>", "<1@x>", "one more thing"));
      assertEquals(new Receipt(answer.event(), lead, Status.CONTINUED), answer);
      leads.run();
      assertEquals(2, deliveries.size());
      List<Delivery> both = List.copyOf(deliveries);
      assertEquals(
          both.get(0).externalId(), both.get(1).externalId(), "one record in the other system");
      assertTrue(!both.get(0).id().equals(both.get(1).id()), "two effects");
      assertEquals(20, both.get(1).score().value());
    }
  }

  @Test
  void fifty_posts_of_one_message_at_the_same_time_are_one_lead_and_forty_nine_duplicates()
      throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(50);
    try (LeadPipeline leads = started()) {
      var ready = new CountDownLatch(50);
      List<Future<Receipt>> posts = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        posts.add(callers.submit(() -> {
          ready.countDown();
          ready.await();
          return leads.accept(Host.mail("<1@x>", "hello"));
        }));
      }
      int opened = 0;
      int duplicates = 0;
      Set<LeadId> ids = new HashSet<>();
      for (Future<Receipt> post : posts) {
        Receipt receipt = post.get();
        ids.add(receipt.lead());
        opened += receipt.status() == Status.OPENED ? 1 : 0;
        duplicates += receipt.status() == Status.DUPLICATE ? 1 : 0;
      }
      assertEquals(1, ids.size());
      assertEquals(1, opened);
      assertEquals(49, duplicates);
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void two_pipelines_on_one_store_write_every_message_exactly_once() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (LeadPipeline one = started();
        LeadPipeline two = started()) {
      LeadId lead = one.accept(Host.mail("<0@x>", "start")).lead();
      List<Future<Receipt>> posts = new ArrayList<>();
      for (int i = 1; i <= 200; i++) {
        RawMessage mail = Host.mail("<" + i + "@x>", "<0@x>", "text " + i);
        posts.add(callers.submit(() -> one.accept(mail)));
        posts.add(callers.submit(() -> two.accept(mail)));
      }
      int duplicates = 0;
      for (Future<Receipt> post : posts) {
        assertEquals(lead, post.get().lead());
        duplicates += post.get().status() == Status.DUPLICATE ? 1 : 0;
      }
      assertEquals(200, duplicates);
      Lead after = one.lead(lead);
      assertNotNull(after);
      assertEquals(201, after.messages().stream().map(Message::id).distinct().count());
      assertEquals(201, after.messages().size());
    } finally {
      callers.shutdown();
    }
  }

  @Test
  @Tag("slow")
  void a_connector_that_hangs_holds_up_no_other_and_no_other_lead() throws Exception {
    host.connectors = List.of("stuck", "crm");
    var hang = new CountDownLatch(1);
    var through = new CountDownLatch(2_000);
    try (LeadPipeline leads = host.pipeline()
        .connector("stuck", delivery -> {
          hang.await();
          return Outcome.accepted("");
        })
        .connector("crm", delivery -> {
          through.countDown();
          return Outcome.accepted("");
        })
        .pollInterval(Duration.ofMillis(5))
        .start()) {
      for (int i = 0; i < 2_000; i++) {
        leads.accept(Host.mail("<" + i + "@x>", "hello " + i));
        host.pass(Duration.ofMillis(100));
      }
      while (!through.await(10, TimeUnit.MILLISECONDS)) {
        // otherwise the clock does not advance, and what found a full lane would wait for ever
        host.pass(Duration.ofSeconds(1));
      }
      assertEquals(1, hang.getCount(), "all leads went through while the other connector hung");
      hang.countDown();
    }
  }

  @Test
  void a_connector_that_never_answers_counts_as_failed_and_is_asked_again() {
    var calls = new AtomicInteger();
    try (LeadPipeline leads = host.pipeline()
        .taskTimeout(Duration.ofSeconds(1))
        .connector("crm", delivery -> {
          if (calls.incrementAndGet() == 1) {
            new CountDownLatch(1).await();
          }
          return take(delivery);
        })
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      assertEquals(List.of("Received", "Qualified", "Failed"), host.kinds(lead));
      host.pass(Duration.ofSeconds(10));
      leads.run();
      assertEquals("Delivered", host.kinds(lead).get(3));
    }
  }

  @Test
  void attempts_are_counted_and_the_idempotency_key_stays() {
    try (LeadPipeline leads = host.pipeline()
        .connector("crm", delivery -> {
          deliveries.add(delivery);
          throw new IOException("connection refused");
        })
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      for (int i = 0; i < 6; i++) {
        leads.run();
        host.pass(Duration.ofMinutes(5));
      }
      assertEquals(List.of(1, 2, 3), deliveries.stream().map(Delivery::attempt).toList());
      assertEquals(1, deliveries.stream().map(Delivery::id).distinct().count());
      assertEquals(
          List.of("Received", "Qualified", "Failed", "Failed", "Failed", "DeadLettered"),
          host.kinds(lead));
      Fact.Failed failure =
          assertInstanceOf(Fact.Failed.class, host.history(lead).get(2));
      assertEquals("IOException: connection refused", failure.reason());
    }
  }

  @Test
  void what_was_given_up_is_delivered_after_the_lead_is_reopened() {
    var broken = new AtomicInteger(1);
    try (LeadPipeline leads = host.pipeline()
        .connector("crm", delivery -> broken.get() == 1 ? Outcome.rejected("400") : take(delivery))
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      broken.set(0);
      leads.run();
      assertEquals(0, deliveries.size(), "a dead letter waits for a person");
      leads.observe(lead, new Fact.Reopened("field was fixed", "ops"));
      leads.run();
      assertEquals(1, deliveries.size());
    }
  }

  @Test
  void a_reader_that_breaks_its_contract_loses_no_message() {
    try (LeadPipeline leads = host.withoutReader()
        .reader((raw, at, contents) -> {
          throw new IllegalStateException("a bug");
        })
        .connector("crm", this::take)
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      Lead kept = leads.lead(lead);
      assertNotNull(kept);
      assertEquals(
          Defect.Code.UNREADABLE, kept.messages().get(0).defects().get(0).code());
      assertEquals(Host.mail("<1@x>", "hello").blob(), kept.messages().get(0).raw());
    }
  }

  @Test
  void a_media_type_without_a_reader_is_kept_as_unreadable() {
    try (LeadPipeline leads = built()) {
      RawMessage fax = Host.mail("<1@x>", "hello").withMediaType("image/g3fax; x=y");
      Lead kept = leads.lead(leads.accept(fax).lead());
      assertNotNull(kept);
      assertEquals(
          "no reader for image/g3fax; known: message/rfc822",
          kept.messages().get(0).defects().get(0).detail());
    }
  }

  @Test
  void a_policy_that_throws_loses_no_message_and_decides_when_it_is_mended() {
    var mended = new AtomicInteger();
    Policy sound = host.policy();
    Scorer scorer = lead -> {
      if (mended.get() == 0) {
        throw new IllegalStateException("a bug");
      }
      return sound.scorer().score(lead);
    };
    Policy policy = Policy.of("buggy-1", scorer, sound.router());
    try (LeadPipeline leads = host.pipeline()
        .policy(PolicySource.of(policy))
        .connector("crm", this::take)
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      assertEquals(List.of("Received"), host.kinds(lead));
      host.pass(Duration.ofMinutes(2));
      leads.run();
      assertEquals(List.of("Received"), host.kinds(lead), "it does not spin: run() came back");
      mended.set(1);
      host.pass(Duration.ofHours(1));
      leads.run();
      assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(lead));
    }
  }

  @Test
  void a_pipeline_that_closes_gives_back_what_it_has_not_begun() throws Exception {
    var begun = new CountDownLatch(1);
    var finish = new CountDownLatch(1);
    LeadPipeline first = host.pipeline()
        .concurrency(1)
        .connector("crm", delivery -> {
          begun.countDown();
          finish.await();
          return take(delivery);
        })
        .pollInterval(Duration.ofMillis(5))
        .start();
    for (int i = 0; i < 20; i++) {
      first.accept(Host.mail("<" + i + "@x>", "hello " + i));
    }
    begun.await();
    finish.countDown();
    first.close();
    int before = deliveries.size();
    assertTrue(before >= 1, "what ran was allowed to finish");
    try (LeadPipeline second = built()) {
      second.run();
    }
    assertEquals(20, deliveries.size(), "no lease was left behind, and nothing was done twice");
    assertThrows(IllegalStateException.class, () -> first.accept(Host.mail("<99@x>", "late")));
  }

  @Test
  void the_source_is_what_the_address_book_says_at_that_moment() {
    host.addresses.put("", "growth@in.example", Source.of("campaign", "growth@in.example"));
    try (LeadPipeline leads = built()) {
      Lead known = leads.lead(
          leads.accept(Host.to("Growth@in.example", Host.mail("<1@x>", "a"))).lead());
      Lead unknown = leads.lead(
          leads.accept(Host.to("nobody@in.example", Host.mail("<2@x>", "b"))).lead());
      assertNotNull(known);
      assertNotNull(unknown);
      assertEquals(Source.of("campaign", "growth@in.example"), known.source());
      assertEquals(Source.unknown("nobody@in.example"), unknown.source());
      assertEquals(Source.UNKNOWN_ADDRESS, unknown.source().reason());
    }
  }

  @Test
  void a_host_observes_what_happens_afterwards_and_nothing_else() {
    try (LeadPipeline leads = built()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.observe(lead, new Fact.Replied(Fact.Replied.Author.HUMAN, "kim"));
      leads.observe(lead, new Fact.Labelled("won", "kim"));
      Lead after = leads.lead(lead);
      assertNotNull(after);
      assertEquals(Lead.Status.REPLIED, after.status());
      assertThrows(
          IllegalArgumentException.class,
          () -> leads.observe(lead, new Fact.Delivered("dlv_1", "crm", "")));
      LeadId stranger = LeadId.openedBy("evt_stranger");
      assertThrows(
          IllegalArgumentException.class,
          () -> leads.observe(stranger, new Fact.Labelled("won", "kim")));
      assertNull(leads.lead(stranger));
    }
  }
}
