// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.memory.InMemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default methods of a store that page through all leads. */
class LeadStorePagesTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final InMemoryStore store = new InMemoryStore();
  private final List<LeadId> leads = new ArrayList<>();

  @BeforeEach
  void fiveLeads() {
    for (int i = 0; i < 5; i++) {
      LeadId lead = LeadId.openedBy("evt_" + i);
      leads.add(lead);
      var events = List.of(
          new LeadEvent(lead, 1, NOON, new Fact.Labelled("new", "kim")),
          new LeadEvent(lead, 2, NOON, new Fact.Labelled("won", "kim")));
      store.commit(List.of(new LeadStore.Commit(lead, 0, events, Map.of(), List.of(), null, null)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void every_lead_is_passed_once_in_the_order_of_arrival(int max) {
    var found = new ArrayList<LeadId>();
    store.forEachPage(max, page -> {
      assertEquals(true, page.size() <= max, "a page has at most " + max + " leads: " + page);
      found.addAll(page);
    });
    assertEquals(leads, found);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void every_history_is_passed_once_in_the_order_of_arrival(int max) {
    var found = new ArrayList<LeadId>();
    store.forEachHistory(max, (lead, history) -> {
      found.add(lead);
      assertEquals(2, history.size(), "a history is complete");
      assertEquals(lead, history.get(0).lead(), "a lead comes with its own history");
    });
    assertEquals(leads, found);
  }

  @Test
  void a_page_holds_one_lead_at_least() {
    assertThrows(IllegalArgumentException.class, () -> store.forEachPage(0, page -> {}));
    assertThrows(
        IllegalArgumentException.class, () -> store.forEachHistory(0, (lead, history) -> {}));
  }

  @Test
  void an_empty_store_has_no_page() {
    new InMemoryStore().forEachPage(1, page -> {
      throw new AssertionError("there is no lead to pass");
    });
  }
}
