// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Chain;
import dev.leadkit.spi.LeadStore.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hash chain of a lead shows what was changed, moved, cut off or added. */
class ChainVerificationTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LeadId LEAD = LeadId.openedBy("evt_1");

  private static LeadEvent event(long seq, String label) {
    return new LeadEvent(LEAD, seq, NOON, new Fact.Labelled(label, "noor"));
  }

  private final List<LeadEvent> history =
      List.of(event(1, "hot"), event(2, "warm"), event(3, "won"));
  private final List<Link> links = links(history);
  private final String head = links.get(2).hash();

  private static List<Link> links(List<LeadEvent> events) {
    var links = new ArrayList<Link>();
    byte[] at = EventChain.start(LEAD);
    for (LeadEvent event : events) {
      at = EventChain.link(at, EventChain.commitment(event));
      links.add(new Link(event.seq(), HexFormat.of().formatHex(at)));
    }
    return links;
  }

  private static List<String> problems(List<LeadEvent> history, @Nullable Chain chain) {
    return StoreVerifier.problems(LEAD, history, chain);
  }

  private void found(String problem, List<LeadEvent> events, Chain chain) {
    assertEquals(List.of(LEAD + ": " + problem), problems(events, chain));
  }

  @Test
  void a_chain_is_intact_if_every_event_is_what_was_committed() {
    assertEquals(List.of(), problems(history, new Chain(links, 3, head)));
  }

  @Test
  void a_chain_that_a_store_does_not_keep_is_not_a_problem() {
    assertEquals(List.of(), problems(history, null));
  }

  @Test
  void a_chain_shows_a_changed_event() {
    found(
        "event 2 (labelled) is not what was committed, or not in its place",
        List.of(event(1, "hot"), event(2, "cold"), event(3, "won")),
        new Chain(links, 3, head));
  }

  @Test
  void a_chain_shows_events_that_changed_places() {
    found(
        "event 1 (labelled) is not what was committed, or not in its place",
        List.of(event(1, "warm"), event(2, "hot"), event(3, "won")),
        new Chain(links, 3, head));
  }

  @Test
  void a_chain_shows_an_event_that_is_missing_in_the_middle_or_cannot_be_read() {
    found("event 2 is missing", history, new Chain(List.of(links.get(0), links.get(2)), 3, head));
    found(
        "event 2 cannot be read",
        List.of(history.get(0), history.get(2)),
        new Chain(links, 3, head));
    found("event 3 cannot be read", history.subList(0, 2), new Chain(links, 3, head));
  }

  @Test
  void a_chain_shows_an_event_without_a_link() {
    found(
        "event 3 (labelled) has no link, it was written by other software",
        history,
        new Chain(List.of(links.get(0), links.get(1), new Link(3, "")), 3, head));
  }

  @Test
  void a_chain_shows_how_many_events_were_cut_off_or_added() {
    found(
        "the last 2 of 3 events are missing",
        history.subList(0, 1),
        new Chain(links.subList(0, 1), 3, head));
    found(
        "2 events were added to the 1 that were committed",
        history,
        new Chain(links, 1, links.get(0).hash()));
  }

  @Test
  void a_chain_shows_an_end_that_was_replaced_together_with_its_links() {
    var other = List.of(event(1, "hot"), event(2, "warm"), event(3, "lost"));
    found(
        "the end of the history is not the one that was committed",
        other,
        new Chain(links(other), 3, head));
  }
}
