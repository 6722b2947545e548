// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The context of an event is written beside its fact, and an event without one is written as it always was. */
class EventContextJsonTest {

  private static final List<EventContext> CONTEXTS = List.of(
      EventContext.NONE,
      EventContext.by("kim"),
      new EventContext("", Everything.CONTEXT.traceparent()),
      Everything.CONTEXT);

  static Stream<Fact> facts() {
    return Everything.facts().stream();
  }

  private static LeadEvent event(Fact fact, EventContext context) {
    return new LeadEvent(Everything.LEAD, 7, Everything.NOON, fact, context);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("facts")
  void every_event_is_read_back_with_its_context(Fact fact) {
    for (EventContext context : CONTEXTS) {
      LeadEvent event = event(fact, context);
      assertEquals(event, LeadJson.readEvent(LeadJson.write(event)));
      assertEquals(
          event,
          LeadJson.readStored(
              event.lead(),
              event.seq(),
              event.at(),
              LeadJson.type(fact),
              LeadJson.writeStored(event)));
    }
  }

  @ParameterizedTest
  @MethodSource("facts")
  void a_stored_event_without_a_context_is_its_fact_to_the_byte(Fact fact) {
    assertArrayEquals(LeadJson.write(fact), LeadJson.writeStored(event(fact, EventContext.NONE)));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void no_fact_has_a_member_of_its_own_that_is_called_as_the_context_is(Fact fact) {
    String stored = text(LeadJson.write(fact));
    assertFalse(stored.contains("\"context\""), () -> "The name is taken by " + stored);
  }

  @ParameterizedTest
  @MethodSource("facts")
  void a_reader_of_facts_ignores_the_context(Fact fact) {
    assertEquals(
        fact,
        LeadJson.readFact(
            LeadJson.type(fact), LeadJson.writeStored(event(fact, Everything.CONTEXT))));
  }

  @Test
  void an_empty_context_leaves_no_member() {
    String event = text(LeadJson.write(event(Everything.facts().get(4), EventContext.NONE)));
    assertFalse(event.contains("actor") || event.contains("trace"), event);
    String actor = text(LeadJson.write(event(Everything.facts().get(4), EventContext.by("kim"))));
    assertFalse(actor.contains("trace"), actor);
  }

  @Test
  void a_malformed_trace_parent_is_an_error_that_names_it() {
    byte[] damaged = text(LeadJson.write(event(Everything.facts().get(4), Everything.CONTEXT)))
        .replace("00-4bf9", "ff-4bf9")
        .getBytes(StandardCharsets.UTF_8);
    var refused = assertThrows(IllegalArgumentException.class, () -> LeadJson.readEvent(damaged));
    assertEquals("traceparent", String.valueOf(refused.getMessage()).split(":", 2)[0]);
  }
}
