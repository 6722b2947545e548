// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Assignment;
import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Score;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.LeadPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The values and defaults that plug-ins are given and give. */
class SpiValuesTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LeadId LEAD = LeadId.openedBy("evt_1");

  @Test
  void an_outcome_says_what_the_other_system_said() {
    assertEquals(new Outcome.Accepted("42"), Outcome.accepted("42"));
    assertEquals(new Outcome.Rejected("no such owner"), Outcome.rejected("no such owner"));
    assertEquals(new Outcome.Later("503", null), Outcome.later("503"));
    assertEquals(
        new Outcome.Later("429", Duration.ofSeconds(30)),
        Outcome.later("429", Duration.ofSeconds(30)));
    String longest = "x".repeat(4_096);
    assertEquals(new Outcome.Accepted(longest), Outcome.accepted(longest));
    assertEquals(
        "reference: expected at most 4096 characters, got 4097",
        assertThrows(IllegalArgumentException.class, () -> Outcome.accepted(longest + "x"))
            .getMessage());
    assertEquals(
        "messageId: expected at most 998 characters, got 999",
        assertThrows(
                IllegalArgumentException.class, () -> new Outcome.Accepted("", "x".repeat(999)))
            .getMessage());
  }

  @Test
  void fixed_flags_stay_as_they_were_given() throws Exception {
    var values = new HashMap<>(Map.of("new-form", "on"));
    Flags flags = Flags.of(values);
    values.put("new-form", "off");
    var subject = new Flags.Subject("lead_1", "acme.example");
    assertEquals("on", flags.value("new-form", subject));
    assertNull(flags.value("other", subject));
    assertNull(Flags.none().value("new-form", subject));
  }

  @Test
  void a_listener_of_one_kind_of_fact_is_notified_of_no_other() throws Exception {
    var heard = new ArrayList<Fact>();
    LeadListener listener = LeadListener.of(Fact.Labelled.class, (fact, lead) -> heard.add(fact));
    var won = new Fact.Labelled("won", "kim");
    listener.on(new LeadEvent(LEAD, 1, NOON, won), Lead.of(LEAD));
    listener.on(new LeadEvent(LEAD, 2, NOON, new Fact.Reopened("again", "kim")), Lead.of(LEAD));
    assertEquals(List.of(won), heard);
  }

  @Test
  void a_sink_that_keeps_nothing_still_tells_hash_and_size() throws IOException {
    byte[] bytes = {1, 2, 3};
    MessageReader.Sink sink = MessageReader.Sink.discarding();
    assertEquals(
        Blob.of(new ByteArrayInputStream(bytes)), sink.put(new ByteArrayInputStream(bytes)));
    var broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("cut off");
      }
    };
    assertThrows(StoreException.class, () -> sink.put(broken));
  }

  @Test
  void text_that_utf_8_cannot_hold_is_refused_where_it_would_be_looked_up() {
    String pair = "\uD83D\uDE00";
    assertEquals(pair + "a", new LeadStore.ThreadId("", pair + "a").messageId());
    Map<String, Integer> refused =
        Map.of("\uD83D", 0, "ab\uDE00", 2, pair + "\uD83Da", 2, "\uDE00\uD83D", 0);
    refused.forEach((text, index) -> assertEquals(
        "messageId: expected Unicode text, got an unpaired surrogate at index " + index,
        assertThrows(IllegalArgumentException.class, () -> new LeadStore.ThreadId("", text))
            .getMessage()));
    assertThrows(IllegalArgumentException.class, () -> new LeadStore.ThreadId("\uD83D", ""));
    assertThrows(IllegalArgumentException.class, () -> new LeadStore.Holder(LEAD, "\uD83D"));
    var key = new Key(Key.Layer.EVENT, "evt_1");
    assertThrows(
        IllegalArgumentException.class,
        () -> new Commit(LEAD, 0, List.of(), Map.of(key, "\uD83D"), List.of(), null, null));
  }

  @Test
  void a_commit_holds_the_next_events_of_one_lead() {
    Fact won = new Fact.Labelled("won", "kim");
    var first = new LeadEvent(LEAD, 1, NOON, won);
    var third = new LeadEvent(LEAD, 3, NOON, won);
    assertEquals(
        "events: expected " + LEAD + " 2, got " + LEAD + " 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Commit(LEAD, 0, List.of(first, third), Map.of(), List.of(), null, null))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Commit(LEAD, -1, List.of(), Map.of(), List.of(), null, null));
    LeadId other = LeadId.openedBy("evt_2");
    assertThrows(
        IllegalArgumentException.class,
        () -> new Commit(other, 0, List.of(first), Map.of(), List.of(), null, null));
  }

  @Test
  void deliveries_are_counted_from_one_and_printed_without_personal_data() {
    Lead lead = Lead.of(LEAD);
    Score score = Score.of(0, List.of(), List.of());
    var assignment = Assignment.builder("r", Assignment.Disposition.LEAD)
        .queue("q")
        .owner("kim")
        .reason("always")
        .build();
    assertEquals(
        "Delivery[dlv_1, attempt 1, lead-7]",
        new Delivery("dlv_1", "lead-7", 1, lead, score, assignment).toString());
    assertEquals(
        "attempt: expected 1 or more, got 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Delivery("dlv_1", "lead-7", 0, lead, score, assignment))
            .getMessage());
  }

  @Test
  void an_empty_address_book_knows_no_one() {
    assertNull(AddressBook.empty().source("", "ada@acme.example"));
  }

  @Test
  void a_store_that_keeps_events_only_can_page_through_its_leads() {
    LeadStore store = withDefaultsOnly(new InMemoryStore());
    var opened = new ArrayList<LeadId>();
    for (int i = 0; i < 5; i++) {
      LeadId lead = LeadId.openedBy("evt_" + i);
      opened.add(lead);
      var events = new ArrayList<LeadEvent>();
      for (int seq = 1; seq <= 1 + i % 3; seq++) {
        events.add(new LeadEvent(lead, seq, NOON, new Fact.Labelled("won", "kim")));
      }
      store.commit(List.of(new Commit(lead, 0, events, Map.of(), List.of(), null, null)));
    }
    var found = new ArrayList<LeadId>();
    LeadPage page = store.leads(0, 2);
    assertEquals(2, page.leads().size());
    while (!page.leads().isEmpty()) {
      found.addAll(page.leads());
      page = store.leads(page.position(), 2);
    }
    assertEquals(opened, found);
    assertEquals(List.of(), store.leads(0, 0).leads());
    assertThrows(IllegalArgumentException.class, () -> store.leads(0, -1));
    assertEquals(store.events(0, 100).position(), store.end());
    assertEquals(0, withDefaultsOnly(new InMemoryStore()).end());
    assertNull(store.chain(LEAD));
    assertEquals(LeadStore.Inspection.NONE, store.inspect());
    assertEquals(LeadStore.Inspection.NONE, store.inspect(LEAD));
  }

  /** The store with the default of every method that has one. */
  private static LeadStore withDefaultsOnly(LeadStore store) {
    return (LeadStore) Proxy.newProxyInstance(
        LeadStore.class.getClassLoader(),
        new Class<?>[] {LeadStore.class},
        (proxy, method, arguments) -> method.isDefault()
            ? InvocationHandler.invokeDefault(proxy, method, arguments)
            : method.invoke(store, arguments));
  }

  @Test
  void a_forwarding_store_passes_every_call_on() throws Exception {
    var called = new ArrayList<String>();
    LeadStore recorder = (LeadStore) Proxy.newProxyInstance(
        LeadStore.class.getClassLoader(),
        new Class<?>[] {LeadStore.class},
        (proxy, method, arguments) -> {
          called.add(method.toString());
          return method.getReturnType() == long.class ? 0L : null;
        });
    var expected = new ArrayList<String>();
    for (Method method : LeadStore.class.getDeclaredMethods()) {
      boolean isBuiltOnOthers = method.getName().startsWith("forEach"); // on leads and histories
      if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic() && !isBuiltOnOthers) {
        expected.add(method.toString());
        Object[] arguments = Stream.of(method.getParameterTypes())
            .map(type -> type == int.class ? (Object) 1 : type == long.class ? 1L : null)
            .toArray();
        method.invoke(new ForwardingStore(recorder), arguments);
      }
    }
    assertEquals(expected, called, "Every method must call the same method of the other store");
  }
}
