// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lead that the store has confirmed is in memory; any other is read from its history. */
class LeadLoaderTest {

  private final Host host = new Host();
  private final List<Collection<LeadId>> readings = new ArrayList<>();
  private RuntimeException fault = new StoreException("planted");
  private Set<LeadId> unreadable = Set.of();

  private final LeadLoader leads = new LeadLoader(
      new ForwardingStore(host.store) {
        @Override
        public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> ids) {
          readings.add(List.copyOf(ids));
          if (ids.stream().anyMatch(unreadable::contains)) {
            throw fault;
          }
          return super.histories(ids);
        }
      },
      () -> 0);

  private LeadId one;
  private LeadId other;

  @BeforeEach
  void acceptTwo() {
    try (LeadPipeline pipeline =
        host.pipeline().connector("crm", delivery -> Outcome.accepted("1")).build()) {
      one = pipeline.accept(Host.mail("<1@x>", "hello")).lead();
      other = pipeline.accept(Host.mail("<2@x>", "hello")).lead();
    }
  }

  private Lead stored(LeadId id) {
    return Lead.of(id, host.store.histories(List.of(id)).get(id));
  }

  @Test
  void a_confirmed_lead_is_not_read_again_unless_the_store_is_known_to_have_more() {
    Lead known = stored(one);
    leads.confirm(known);
    assertSame(known, leads.load(Map.of(one, known.seq())).found().get(one));
    assertSame(known, leads.load(Map.of(one, known.seq() - 1)).found().get(one));
    assertEquals(List.of(), readings);
    leads.load(Map.of(one, known.seq() + 1));
    assertEquals(List.of(List.of(one)), readings);
  }

  @Test
  void a_lead_about_which_the_store_knows_better_is_read_again() {
    leads.confirm(stored(one));
    leads.forget(one);
    assertEquals(stored(one).seq(), leads.load(Map.of(one, 0L)).found().get(one).seq());
    assertEquals(1, readings.size());
  }

  @Test
  void a_lead_without_history_has_seq_0() {
    LeadId none = LeadId.openedBy("evt_none");
    assertEquals(0, leads.load(Map.of(none, 0L)).found().get(none).seq());
  }

  @Test
  void a_history_that_cannot_be_read_fails_for_its_own_lead_with_the_store_s_reason() {
    unreadable = Set.of(other);
    LeadLoader.Loaded loaded = leads.load(Map.of(one, 0L, other, 0L));
    assertEquals(Set.of(one), loaded.found().keySet());
    assertEquals(Map.of(other, fault), loaded.unreadable());
    fault = new IllegalStateException("a bug");
    StoreException told = leads.load(Map.of(other, 0L)).unreadable().get(other);
    assertEquals("the history of " + other + " cannot be read", told.getMessage());
    assertSame(fault, told.getCause());
  }
}
