// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.integrity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Address;
import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.json.LeadJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventChainTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.000000001Z");
  private static final LeadId LEAD = LeadId.openedBy("evt_1");
  private static final Fact WON = new Fact.Labelled("won", "noor");

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void the_format_of_the_chain_never_changes() {
    Message message = Message.builder("evt_1", NOON)
        .from(new Address("ada@acme.example", "Ada"))
        .subject("Offer \u2013 \u898b\u7a4d\u3082\u308a")
        .textBody("a\0b")
        .build();
    var received = new Fact.Received(
        message,
        Source.of("sales", "sales@leadkit.example"),
        List.of(new Key(Key.Layer.EVENT, "evt_1"), Key.former(message)),
        "");
    byte[] start = EventChain.start(LEAD);
    byte[] first =
        EventChain.link(start, EventChain.commitment(new LeadEvent(LEAD, 1, NOON, received)));
    byte[] second =
        EventChain.link(first, EventChain.commitment(new LeadEvent(LEAD, 2, NOON, WON)));
    assertEquals("23af2814d363ba524548158cd060beb4f6b1e703d00e0c2ea61957aef62b5c75", hex(start));
    assertEquals("9ee3019de7cba65df038bd13c6d5e20da9ee5c9cb78f41707cfc8411b851daea", hex(first));
    assertEquals("117a32f71fcb051e3f09c758240657fa87c635e848ed20d02a75b4c99623f27d", hex(second));
  }

  @Test
  void every_part_of_an_event_counts() {
    var commitments = new HashSet<String>();
    LeadId other = LeadId.openedBy("evt_2");
    for (LeadEvent event : List.of(
        new LeadEvent(LEAD, 2, NOON, WON),
        new LeadEvent(other, 2, NOON, WON),
        new LeadEvent(LEAD, 3, NOON, WON),
        new LeadEvent(LEAD, 2, NOON.plusNanos(1), WON),
        new LeadEvent(LEAD, 2, NOON, new Fact.Labelled("won", "")),
        new LeadEvent(LEAD, 2, NOON, new Fact.Labelled("lost", "noor")))) {
      commitments.add(hex(EventChain.commitment(event)));
    }
    assertEquals(6, commitments.size());
    byte[] fact = LeadJson.write(WON);
    commitments.add(hex(EventChain.commitment(LEAD, 2, NOON, "labelled", fact)));
    assertEquals(6, commitments.size(), "the short way gives the same");
    commitments.add(hex(EventChain.commitment(LEAD, 2, NOON, "replied", fact)));
    assertEquals(7, commitments.size());
  }

  @Test
  void every_part_of_a_context_counts_and_an_empty_one_changes_nothing() {
    String one = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    String other = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    var event = new LeadEvent(LEAD, 2, NOON, WON);
    var commitments = new HashSet<String>();
    for (EventContext context : List.of(
        EventContext.NONE,
        EventContext.by("kim"),
        EventContext.by("noor"),
        new EventContext("", one),
        new EventContext("", other),
        new EventContext("kim", one))) {
      LeadEvent caused = event.withContext(context);
      String commitment = hex(EventChain.commitment(caused));
      assertEquals(
          commitment,
          hex(EventChain.commitment(caused, LeadJson.write(WON))),
          "The commitment of a caller that has written the fact must cover the context as well");
      commitments.add(commitment);
    }
    assertEquals(6, commitments.size());
    assertEquals(
        hex(EventChain.commitment(event)),
        hex(EventChain.commitment(event.withContext(new EventContext("", "")))));
  }

  @Test
  void a_context_of_a_fact_in_its_former_form_counts() {
    Fact drawn = new Fact.TicketDrawn("tkt_1", "sdr", 4);
    var event = new LeadEvent(LEAD, 2, NOON, drawn, EventContext.by("kim"));
    assertEquals(
        hex(EventChain.commitment(event)),
        hex(EventChain.commitment(event, LeadJson.write(drawn))));
    assertNotEquals(
        hex(EventChain.commitment(event)),
        hex(EventChain.commitment(event.withContext(EventContext.NONE))));
  }

  @Test
  void a_chain_can_be_verified_from_commitments_alone() {
    byte[] commitment = EventChain.commitment(new LeadEvent(LEAD, 1, NOON, WON));
    byte[] link = EventChain.link(EventChain.start(LEAD), commitment);
    assertArrayEquals(link, EventChain.link(EventChain.start(LEAD), commitment.clone()));
    assertThrows(
        IllegalArgumentException.class,
        () -> EventChain.link(EventChain.start(LEAD), new byte[31]));
  }
}
