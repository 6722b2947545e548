// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventContextTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-" + TRACE + "-01",
        "00-" + TRACE + "-00",
        "00-" + TRACE + "-ff",
        "cc-" + TRACE + "-01",
        "cc-" + TRACE + "-01-",
        "01-" + TRACE + "-01-what-the-future-will-be-like"
      })
  void a_trace_parent_of_level_1_is_kept_as_it_is(String traceparent) {
    assertEquals(traceparent, new EventContext("", traceparent).traceparent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "ff-" + TRACE + "-01",
        "0-" + TRACE + "-01",
        "0A-" + TRACE + "-01",
        "00-" + TRACE + "-01-more",
        "00-" + TRACE + "-01-",
        "00-" + TRACE + "-1",
        "00-" + TRACE + "-0G",
        "00-" + TRACE + "-01\n",
        "00-" + TRACE,
        "00_" + TRACE + "_01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "01-" + TRACE + "-01more",
        "01-" + TRACE + "-01-\u00e9",
        "01-" + TRACE + "-01-\r\nSet-Cookie: a=b"
      })
  void another_trace_parent_is_refused_and_the_message_says_what_was_expected(String traceparent) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> new EventContext("", traceparent));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("traceparent: expected version-trace_id"),
        refused::getMessage);
  }

  @Test
  void a_trace_parent_has_an_upper_limit() {
    String future = "01-" + TRACE + "-01-";
    assertEquals(
        512,
        new EventContext("", future + "x".repeat(512 - future.length()))
            .traceparent()
            .length());
    assertThrows(
        IllegalArgumentException.class,
        () -> new EventContext("", future + "x".repeat(513 - future.length())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\nb", "\ud800"})
  void an_actor_is_text_of_one_line(String actor) {
    assertThrows(IllegalArgumentException.class, () -> EventContext.by(actor));
  }

  @Test
  void the_answer_of_a_plug_in_names_its_kind_and_its_name() {
    assertEquals("connector:crm", EventContext.ofConnector("crm").actor());
    assertEquals("enricher:companies", EventContext.ofEnricher("companies").actor());
  }

  @Test
  void an_event_without_a_context_has_the_empty_one() {
    var event =
        new LeadEvent(LeadId.openedBy("evt_1"), 1, Instant.EPOCH, new Fact.Labelled("won", "noor"));
    assertEquals(EventContext.NONE, event.context());
    assertTrue(event.context().isEmpty());
    assertFalse(new EventContext("", "00-" + TRACE + "-01").isEmpty());
    assertFalse(EventContext.by("kim").isEmpty());
    assertEquals(event, event.withContext(EventContext.by("kim")).withContext(EventContext.NONE));
  }

  @Test
  void the_text_for_logs_does_not_name_the_actor() {
    assertFalse(EventContext.by("kim@acme.example").toString().contains("kim"));
  }
}
