// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadQuery.Cursor;
import dev.leadkit.spi.LeadQuery.Position;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules of a store do not show of queries and cursors. */
class LeadQueryTest {

  private static final LeadId LEAD = LeadId.openedBy("evt_1");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.000000001Z");

  @Test
  void a_cursor_gives_back_the_position_that_it_was_made_of() {
    var position = new Position(NOON, LEAD);
    assertEquals(position, Cursor.after(position).position());
    assertNull(Cursor.START.position(), "The beginning is before every lead");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "7", "2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z lead_1", "x y"})
  void a_cursor_in_another_form_is_refused(String value) {
    var refused = assertThrows(IllegalArgumentException.class, () -> new Cursor(value).position());
    assertTrue(String.valueOf(refused.getMessage()).startsWith("cursor: "), refused::getMessage);
  }

  @Test
  void positions_are_ordered_by_time_and_then_by_lead() {
    var position = new Position(NOON, LEAD);
    var later = new Position(NOON.plusNanos(1), LeadId.openedBy("evt_2"));
    assertTrue(position.compareTo(later) < 0 && later.compareTo(position) > 0);
    var first = new Position(NOON, new LeadId("lead_" + "0".repeat(32)));
    assertTrue(first.compareTo(position) < 0 && position.compareTo(first) > 0);
    assertEquals(0, position.compareTo(new Position(NOON, LEAD)));
  }

  @Test
  void a_lead_without_a_message_matches_no_query() {
    Lead lead =
        Lead.of(LEAD, List.of(new LeadEvent(LEAD, 1, NOON, new Fact.Labelled("won", "noor"))));
    assertFalse(LeadQuery.ALL.matches(lead));
  }

  @Test
  void the_text_for_logs_does_not_name_the_owner() {
    String text =
        LeadQuery.builder().owner("kim@acme.example").queue("sdr").build().toString();
    assertFalse(text.contains("kim"), text);
    assertTrue(text.contains("sdr"), text);
  }
}
