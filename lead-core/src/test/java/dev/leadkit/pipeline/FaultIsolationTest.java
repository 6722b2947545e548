// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault in one lead stays with that lead, whatever is thrown and by whom. */
@Timeout(60)
class FaultIsolationTest {

  private final Host host = new Host();
  private final OneBadMail mails = new OneBadMail();

  @Nested
  class of_the_policy {

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.Throwables#all")
    void what_a_scorer_throws_leaves_its_lead_undecided_and_no_other(Throwable thrown) {
      var broken = new AtomicBoolean(true);
      Policy sound = host.policy();
      Scorer scorer = lead -> broken.get() && OneBadMail.isBad(lead)
          ? Throwables.<RuntimeException, dev.leadkit.Score>fail(thrown)
          : sound.scorer().score(lead);
      mendsItself(Policy.of("buggy-1", scorer, sound.router()), broken);
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.Throwables#all")
    void what_a_router_throws_leaves_its_lead_undecided_and_no_other(Throwable thrown) {
      var broken = new AtomicBoolean(true);
      Policy sound = host.policy();
      Router router = (lead, score) -> broken.get() && OneBadMail.isBad(lead)
          ? Throwables.<RuntimeException, dev.leadkit.Assignment>fail(thrown)
          : sound.router().route(lead, score);
      mendsItself(Policy.of("buggy-1", sound.scorer(), router), broken);
    }

    private void mendsItself(Policy policy, AtomicBoolean broken) {
      try (LeadPipeline leads = host.pipeline()
          .policy(PolicySource.of(policy))
          .connector("crm", mails::take)
          .build()) {
        List<Receipt> receipts = leads.accept(OneBadMail.mails());
        assertEquals(20, receipts.size(), "All messages are accepted");
        LeadId bad = receipts.get(7).lead();
        leads.run();
        assertEquals(List.of("Received"), host.kinds(bad), "Its message is kept undecided");
        assertEquals(OneBadMail.good(), mails.delivered(), "The others are decided and delivered");
        assertEquals(Health.Status.DEGRADED, leads.health().status(), "An operator learns of it");
        broken.set(false);
        host.pass(Duration.ofHours(2));
        leads.run();
        assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(bad));
        assertEquals(Health.Status.UP, leads.health().status());
      }
    }

    @Test
    void a_lead_that_cannot_be_decided_is_tried_after_growing_pauses() {
      var calls = new AtomicInteger();
      Scorer scorer = lead -> {
        calls.incrementAndGet();
        throw new AssertionError("never");
      };
      try (LeadPipeline leads = host.pipeline()
          .policy(PolicySource.of(Policy.of("buggy-1", scorer, host.policy().router())))
          .connector("crm", mails::take)
          .build()) {
        leads.accept(Host.mail("<1@x>", "hello"));
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
          Instant next = leads.run().nextWake();
          pauses.add(Duration.between(host.time.get(), next).toMinutes());
          host.time.set(next);
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), pauses);
        assertTrue(calls.get() < 60, "It does not spin, but was called " + calls);
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.Throwables#all")
    void a_policy_source_that_throws_leaves_the_last_policy_in_effect(Throwable thrown) {
      var broken = new AtomicBoolean();
      Policy policy = host.policy();
      PolicySource source = new PolicySource() {
        @Override
        public Policy policy() {
          return broken.get() ? Throwables.<RuntimeException, Policy>fail(thrown) : policy;
        }

        @Override
        public void refresh() {
          policy();
        }
      };
      try (LeadPipeline leads =
          host.pipeline().policy(source).connector("crm", mails::take).build()) {
        broken.set(true);
        Receipt receipt = leads.accept(Host.mail("<1@x>", "hello"));
        leads.run();
        assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(receipt.lead()));
        assertEquals(Health.Status.DEGRADED, leads.health().status());
        broken.set(false);
        leads.accept(Host.mail("<2@x>", "hello"));
        assertEquals(Health.Status.UP, leads.health().status());
      }
    }
  }

  @Nested
  class of_plug_ins {

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.Throwables#all")
    void what_an_enricher_throws_is_a_failure_of_its_lead(Throwable thrown) {
      Policy asking = host.policy().withEnrichers(List.of("companies"), Duration.ofSeconds(30));
      try (LeadPipeline leads = host.pipeline()
          .policy(PolicySource.of(asking))
          .enricher(
              "companies",
              question -> OneBadMail.isBad(question.lead())
                  ? Throwables.<Exception, Enrichment>fail(thrown)
                  : Enrichment.NONE)
          .connector("crm", mails::take)
          .build()) {
        LeadId bad = leads.accept(OneBadMail.mails()).get(7).lead();
        leads.run();
        assertEquals(List.of("Received", "Failed"), host.kinds(bad));
        assertEquals(OneBadMail.good(), mails.delivered());
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.Throwables#all")
    void what_a_connector_throws_is_a_failure_of_its_lead(Throwable thrown) {
      try (LeadPipeline leads = host.pipeline()
          .connector(
              "crm",
              delivery -> OneBadMail.isBad(delivery.lead())
                  ? Throwables.<Exception, Outcome>fail(thrown)
                  : mails.take(delivery))
          .build()) {
        LeadId bad = leads.accept(OneBadMail.mails()).get(7).lead();
        leads.run();
        assertEquals(List.of("Received", "Qualified", "Failed"), host.kinds(bad));
        Fact.Failed failure =
            assertInstanceOf(Fact.Failed.class, host.history(bad).get(2));
        assertTrue(
            failure.reason().startsWith(thrown.getClass().getSimpleName()), failure.reason());
        assertEquals(OneBadMail.good(), mails.delivered());
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.Throwables#all")
    void what_a_reader_throws_costs_no_other_message(Throwable thrown) {
      try (LeadPipeline leads = host.withoutReader()
          .reader((raw, at, contents) -> new String(raw.bytes()).contains("bad")
              ? Throwables.<RuntimeException, dev.leadkit.Message>fail(thrown)
              : Host.reader().read(raw, at, contents))
          .connector("crm", mails::take)
          .build()) {
        for (RawMessage mail : OneBadMail.mails()) {
          boolean isBad = new String(mail.bytes()).contains("bad");
          if (isBad && thrown instanceof OutOfMemoryError) {
            assertThrows(StoreException.class, () -> leads.accept(mail), "It may be read later");
            continue;
          }
          Receipt receipt = leads.accept(mail);
          Lead lead = leads.lead(receipt.lead());
          assertEquals(
              isBad ? List.of(Defect.Code.UNREADABLE) : List.of(),
              lead.messages().get(0).defects().stream().map(Defect::code).toList());
        }
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.Throwables#all")
    void what_an_address_book_throws_has_the_message_sent_again(Throwable thrown) {
      try (LeadPipeline leads = host.pipeline()
          .addresses((tenant, address) -> address.startsWith("bad")
              ? Throwables.<RuntimeException, dev.leadkit.Source>fail(thrown)
              : null)
          .connector("crm", mails::take)
          .build()) {
        RawMessage bad = Host.to("bad@in.example", Host.mail("<1@x>", "hello"));
        assertThrows(StoreException.class, () -> leads.accept(bad));
        assertThrows(StoreException.class, () -> leads.accept(List.of(bad)));
        assertEquals(Status.OPENED, leads.accept(Host.mail("<2@x>", "hello")).status());
      }
    }
  }

  @Test
  void a_listener_that_throws_harms_no_entry() {
    var works = new ArrayList<Runnable>();
    var faults = new Faults();
    var clock = new EngineClock(host.clock);
    var leads = new LeadLoader(host.store, () -> 0);
    var policies = new CurrentPolicy(PolicySource.of(host.policy()), faults);
    var settler =
        new Settler(host.store, leads, policies, clock, () -> 0, Duration.ofMinutes(1), faults);
    var recorder = new Recorder(host.store, leads, settler, clock, () -> 0, faults, works::add);
    recorder.listener(new CommitListener() {
      @Override
      public void proceed(LeaseSession session, Lead lead, List<? extends dev.leadkit.Task> tasks) {
        throw new AssertionError("proceed");
      }

      @Override
      public void closed(LeaseSession session) {
        throw new AssertionError("closed");
      }

      @Override
      public void awake() {
        throw new AssertionError("awake");
      }
    });
    var first = recorder.arrived(arrival("<1@x>"));
    var second = recorder.arrived(arrival("<2@x>"));
    first.thenRun(() -> {
      throw new AssertionError("a callback of the caller");
    });
    works.remove(0).run();
    assertEquals(Status.OPENED, first.join().status());
    assertEquals(Status.OPENED, second.join().status());
    var third = recorder.arrived(arrival("<3@x>"));
    works.remove(0).run();
    assertFalse(third.isCompletedExceptionally(), "The recorder goes on");
  }

  private ReadMessage arrival(String id) {
    RawMessage mail = Host.mail(id, "hello");
    return ReadMessage.of(
        Host.reader().read(mail, host.time.get(), host.blobs), dev.leadkit.Source.unknown(""));
  }
}
