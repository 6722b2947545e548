// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Company;
import dev.leadkit.Defect;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plug-in that breaks its contract costs its own attempt, with a reason, a pause and a limit, and nothing else. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PluginFaultTest {

  private final Host host = new Host();
  private final AtomicInteger calls = new AtomicInteger();

  /** An exception of a plug-in that cannot even be printed. */
  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  /** What a plug-in may do instead of its job. */
  private enum Fault {
    RETURNS_NULL("returned null"),
    THROWS_A_RUNTIME_EXCEPTION("IllegalStateException: a bug"),
    THROWS_WITHOUT_A_MESSAGE("IllegalStateException"),
    THROWS_WHAT_CANNOT_BE_PRINTED("Unprintable"),
    THROWS_AN_ASSERTION_ERROR("AssertionError: 1"),
    OVERFLOWS_THE_STACK("StackOverflowError"),
    RUNS_OUT_OF_MEMORY("OutOfMemoryError: planted"),
    LACKS_A_CLASS("NoClassDefFoundError: com/acme/Gone");

    final String reason;

    Fault(String reason) {
      this.reason = reason;
    }

    <T> T happen() {
      return switch (this) {
        case RETURNS_NULL -> null;
        case THROWS_A_RUNTIME_EXCEPTION -> throw new IllegalStateException("a bug");
        case THROWS_WITHOUT_A_MESSAGE -> throw new IllegalStateException();
        case THROWS_WHAT_CANNOT_BE_PRINTED -> throw new Unprintable();
        case THROWS_AN_ASSERTION_ERROR -> throw new AssertionError(1);
        case OVERFLOWS_THE_STACK -> throw new StackOverflowError();
        case RUNS_OUT_OF_MEMORY -> throw new OutOfMemoryError("planted");
        case LACKS_A_CLASS -> throw new NoClassDefFoundError("com/acme/Gone");
      };
    }
  }

  private LeadId workedOn(LeadPipeline leads) {
    LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
    for (int i = 0; i < 8; i++) {
      leads.run();
      host.pass(Duration.ofMinutes(5));
    }
    return lead;
  }

  private void assertGivenUp(LeadId lead, String reason) {
    List<Fact.Failed> failures = host.history(lead).stream()
        .filter(Fact.Failed.class::isInstance)
        .map(Fact.Failed.class::cast)
        .toList();
    assertEquals(
        Host.RETRY.attempts(), calls.get(), "each attempt is counted, so that there is a limit");
    assertEquals(Host.RETRY.attempts(), failures.size(), "each attempt is in the history");
    for (Fact.Failed failure : failures) {
      assertTrue(failure.reason().contains(reason), failure.reason());
    }
    assertTrue(
        host.history(lead).stream().anyMatch(Fact.DeadLettered.class::isInstance),
        "after the last attempt the task is given up");
  }

  private LeadId delivered(Connector connector) {
    try (LeadPipeline leads = host.pipeline()
        .connector("crm", delivery -> {
          calls.incrementAndGet();
          return connector.deliver(delivery);
        })
        .build()) {
      return workedOn(leads);
    }
  }

  private LeadId enriched(Enricher enricher) {
    Policy asking = host.policy().withEnrichers(List.of("companies"), Duration.ofHours(2));
    try (LeadPipeline leads = host.pipeline()
        .policy(PolicySource.of(asking))
        .enricher("companies", question -> {
          calls.incrementAndGet();
          return enricher.enrich(question);
        })
        .connector("crm", delivery -> Outcome.accepted("1"))
        .build()) {
      return workedOn(leads);
    }
  }

  @Nested
  class A_connector {

    @ParameterizedTest
    @EnumSource(Fault.class)
    void that_breaks_its_contract_is_tried_again_and_given_up(Fault fault) {
      assertGivenUp(delivered(delivery -> fault.happen()), fault.reason);
    }

    @Test
    void that_is_interrupted_from_outside_is_tried_again_and_given_up() {
      assertGivenUp(
          delivered(delivery -> {
            throw new InterruptedException();
          }),
          "interrupted");
    }

    @Test
    void that_accepts_under_no_name_at_all_is_tried_again_and_given_up() {
      assertGivenUp(
          delivered(delivery -> Outcome.accepted(null)), "NullPointerException: reference");
    }

    @Test
    void that_accepts_under_a_name_without_end_is_tried_again_and_given_up() {
      assertGivenUp(
          delivered(delivery -> Outcome.accepted("x".repeat(10_000))),
          "reference: expected at most 4096 characters, got 10000");
    }

    @Test
    void that_rejects_for_no_reason_is_given_up_at_once() {
      assertGivenUpAtOnce(delivered(delivery -> Outcome.rejected("")));
    }

    @Test
    void that_delivered_in_part_is_called_again_under_the_same_id() {
      assertGivenUp(
          delivered(delivery -> Outcome.partial("the note was refused")),
          "delivered in part: the note was refused");
    }

    @Test
    void that_got_no_answer_is_called_again_under_the_same_id() {
      assertGivenUp(
          delivered(delivery -> Outcome.unknown("the connection was reset")),
          "not known whether it was delivered: the connection was reset");
    }

    @Test
    void that_sent_a_mail_has_its_message_id_recorded() {
      LeadId lead = delivered(delivery -> new Outcome.Accepted("42", "answer-1@leadkit.example"));
      Fact.Delivered delivered = host.history(lead).stream()
          .filter(Fact.Delivered.class::isInstance)
          .map(Fact.Delivered.class::cast)
          .findFirst()
          .orElseThrow();
      assertEquals("answer-1@leadkit.example", delivered.messageId());
    }

    private void assertGivenUpAtOnce(LeadId lead) {
      assertEquals(1, calls.get(), "a rejection is for ever");
      Fact.Failed failure = host.history(lead).stream()
          .filter(Fact.Failed.class::isInstance)
          .map(Fact.Failed.class::cast)
          .findFirst()
          .orElseThrow();
      assertEquals("no reason given", failure.reason());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 400L * 86_400, -1, Long.MIN_VALUE})
    void that_asks_for_an_impossible_pause_is_asked_again_some_time(long seconds) {
      LeadId lead = delivered(delivery -> Outcome.later("busy", Duration.ofSeconds(seconds)));
      assertEquals(seconds < 0 ? Host.RETRY.attempts() : 1, calls.get());
      try (LeadPipeline leads =
          host.pipeline().connector("crm", delivery -> Outcome.accepted("1")).build()) {
        if (seconds < 0) {
          leads.observe(lead, new Fact.Reopened("it works again", "ops"));
        }
        host.pass(Duration.ofDays(366));
        leads.run();
        assertTrue(
            host.history(lead).stream().anyMatch(Fact.Delivered.class::isInstance),
            "the lead is not lost to a pause that has no end");
      }
    }

    @Test
    void may_give_a_reason_of_500_characters() {
      LeadId lead = delivered(delivery -> Outcome.rejected("x".repeat(500)));
      Fact.Failed failure = host.history(lead).stream()
          .filter(Fact.Failed.class::isInstance)
          .map(Fact.Failed.class::cast)
          .findFirst()
          .orElseThrow();
      assertEquals("x".repeat(500), failure.reason());
    }

    @Test
    void has_its_reason_cut_between_characters() {
      LeadId lead =
          delivered(delivery -> Outcome.rejected("x".repeat(499) + "\ud83d\ude80 and more"));
      Fact.Failed failure = host.history(lead).stream()
          .filter(Fact.Failed.class::isInstance)
          .map(Fact.Failed.class::cast)
          .findFirst()
          .orElseThrow();
      assertEquals("x".repeat(499) + "…", failure.reason());
    }
  }

  @Nested
  class An_enricher {

    @ParameterizedTest
    @EnumSource(Fault.class)
    void that_breaks_its_contract_is_tried_again_and_given_up(Fault fault) {
      assertGivenUp(enriched(question -> fault.happen()), fault.reason);
    }

    @Test
    void that_answers_with_nulls_is_tried_again_and_given_up() {
      var attributes = new HashMap<String, String>();
      attributes.put("phone", null);
      assertGivenUp(
          enriched(question -> new Enrichment(null, attributes)),
          "NullPointerException: attributes.phone");
    }

    @Test
    void that_knows_a_company_with_nulls_is_tried_again_and_given_up() {
      assertGivenUp(
          enriched(question ->
              Enrichment.of(new Company("x.example", null, null, "", "", "", List.of()))),
          "NullPointerException: name");
    }

    @Test
    void that_answers_what_no_store_can_read_back_is_tried_again_and_given_up() {
      assertGivenUp(
          enriched(question -> new Enrichment(null, Map.of("b\udc00b", "x"))),
          "unpaired surrogate U+DC00 at index 1");
    }
  }

  @Nested
  class A_reader {

    private void assertUnreadable(MessageReader reader) {
      try (LeadPipeline leads = host.withoutReader()
          .reader(reader)
          .connector("crm", delivery -> Outcome.accepted("1"))
          .build()) {
        RawMessage mail = Host.mail("<1@x>", "hello");
        Lead kept = leads.lead(leads.accept(mail).lead());
        assertNotNull(kept);
        Message message = kept.messages().get(0);
        assertEquals(Defect.Code.UNREADABLE, message.defects().get(0).code());
        assertEquals(mail.blob(), message.raw(), "the bytes are not lost");
        assertEquals(mail.eventId(), message.id());
      }
    }

    @Test
    void that_returns_null_leaves_the_message_unreadable() {
      assertUnreadable((raw, at, contents) -> null);
    }

    @Test
    void that_returns_another_message_leaves_this_one_unreadable() {
      assertUnreadable((raw, at, contents) ->
          Message.builder(Host.mail("<2@x>", "another"), at).build());
      assertUnreadable(
          (raw, at, contents) -> Message.builder(raw, at.plusSeconds(1)).build());
      assertUnreadable(
          (raw, at, contents) -> Message.builder(raw, at).tenant("other").build());
    }
  }

  @Nested
  class A_store {

    /** The host's store, except that one method gives this answer. */
    private LeadStore answering(String method, Object answer) {
      return (LeadStore) Proxy.newProxyInstance(
          LeadStore.class.getClassLoader(),
          new Class<?>[] {LeadStore.class},
          (proxy, called, arguments) -> {
            if (called.getName().equals(method)) {
              return answer;
            }
            try {
              return called.invoke(host.store, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          });
    }

    private void assertRefuses(String method, Object answer) {
      try (LeadPipeline leads = host.pipeline()
          .store(answering(method, answer))
          .connector("crm", delivery -> Outcome.accepted("1"))
          .build()) {
        var thrown = assertThrows(
            StoreException.class,
            () -> leads.accept(Host.mail("<1@x>", "hello")),
            "a sender must not be told that a message is safe which may not be");
        assertTrue(
            thrown.getMessage().contains("." + method + " breaks its contract"),
            thrown.getMessage());
      }
    }

    @Test
    void that_says_nothing_of_a_commit_has_not_committed() {
      assertRefuses("commit", null);
      assertRefuses("commit", List.of());
      assertRefuses("commit", Arrays.asList((Object) null));
      assertRefuses("commit", List.of(new LeadStore.Committed(), new LeadStore.Committed()));
    }

    @Test
    void that_says_nothing_of_holders_has_not_been_heard() {
      assertRefuses("holders", null);
      assertRefuses("holders", Collections.singletonMap(null, null));
    }
  }

  @Test
  void a_blob_store_that_returns_null_has_not_kept_the_message() {
    BlobStore forgetful = new BlobStore() {
      @Override
      public dev.leadkit.Blob put(InputStream content) {
        return null;
      }

      @Override
      public InputStream open(String sha256) {
        return null;
      }

      @Override
      public void delete(String sha256) {}
    };
    try (LeadPipeline leads = host.pipeline()
        .blobs(forgetful)
        .connector("crm", delivery -> Outcome.accepted("1"))
        .build()) {
      var thrown =
          assertThrows(StoreException.class, () -> leads.accept(Host.mail("<1@x>", "hello")));
      assertTrue(thrown.getMessage().contains("returned null"), thrown.getMessage());
    }
  }

  @Test
  void a_message_is_refused_if_the_address_book_fails() {
    try (LeadPipeline leads = host.pipeline()
        .addresses((tenant, address) -> {
          throw new StackOverflowError();
        })
        .connector("crm", delivery -> Outcome.accepted("1"))
        .build()) {
      RawMessage mail = Host.to("sales@us.example", Host.mail("<1@x>", "hello"));
      var thrown = assertThrows(StoreException.class, () -> leads.accept(mail));
      assertInstanceOf(StackOverflowError.class, thrown.getCause());
      assertEquals(List.of(), host.everything());
    }
  }
}
