// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a lead costs does not grow with its thread. */
class LongThreadTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LeadId ID = LeadId.openedBy("evt_0");

  private static Fact received(int number) {
    Message message = Message.builder("evt_" + number, NOON)
        .from(Address.of("ada@acme.example"))
        .textBody("hello")
        .htmlBody("<p>hello")
        .visibleText("hello")
        .build();
    return new Fact.Received(message, Source.unknown(""), List.of(), "");
  }

  private static Fact.Qualified qualified(int points) {
    return new Fact.Qualified(
        Score.of(points, List.of(), List.of()),
        Assignment.builder("r", Disposition.LEAD)
            .queue("q")
            .sla(Duration.ofMinutes(5))
            .due(NOON)
            .connectors(List.of("crm"))
            .reason("always")
            .build(),
        "v1");
  }

  private static Lead then(Lead lead, Fact fact) {
    return lead.apply(new LeadEvent(ID, lead.seq() + 1, NOON.plusSeconds(lead.seq()), fact));
  }

  /** One message with all that follows from it, the connector refusing to take it. */
  private static Lead round(Lead lead, int number) {
    Lead next = then(then(lead, received(number)), qualified(40));
    String task = Task.Deliver.of(ID, "crm", next.revision()).id();
    next = then(next, new Fact.Failed(task, "crm", "503", null, Fact.Failed.Prospect.PERMANENT));
    return then(next, new Fact.DeadLettered(task, "crm", 1, "503"));
  }

  @Test
  void what_superseded_deliveries_left_does_not_pile_up() {
    Lead lead = Lead.of(ID);
    for (int i = 0; i < 1_000; i++) {
      lead = round(lead, i);
    }
    assertEquals(1_000, lead.messages().size());
    assertEquals(1, lead.efforts().size(), "efforts of superseded deliveries");
    assertEquals(1, lead.deadLetters().size(), "their dead letters");
  }

  @Test
  void a_revision_of_up_to_256_messages_is_what_it_always_was() {
    Lead lead = then(Lead.of(ID), received(0));
    for (int i = 1; i < 256; i++) {
      lead = then(lead, received(i));
    }
    lead = then(lead, qualified(40));
    Stream<String> decision = Stream.of("40", "r", "q", "", "PT5M");
    Stream<String> messages = lead.messages().stream().map(Message::id);
    assertEquals(
        Hash.id("rev_", Stream.concat(decision, messages).toArray(String[]::new)),
        lead.revision(),
        "task ids must not change, or everything is delivered once more");
  }

  @Test
  void every_message_makes_a_new_revision_however_many_there_are() {
    Lead lead = then(then(Lead.of(ID), received(0)), qualified(40));
    var revisions = new HashSet<String>();
    revisions.add(lead.revision());
    for (int i = 1; i < 1_000; i++) {
      lead = then(lead, received(i));
      assertTrue(revisions.add(lead.revision()), "message " + i);
    }
    assertEquals(lead.revision(), then(lead, qualified(40)).revision());
    assertNotEquals(lead.revision(), then(lead, qualified(41)).revision());
  }

  @Test
  void failures_and_dead_letters_of_the_same_revision_stay() {
    Lead lead = round(Lead.of(ID), 0);
    assertEquals(1, lead.efforts().size());
    assertEquals(1, then(lead, qualified(40)).deadLetters().size());
    assertEquals(1, then(lead, qualified(40)).efforts().size());
    assertEquals(0, then(lead, qualified(41)).deadLetters().size());
    assertEquals(0, then(lead, qualified(41)).efforts().size());
    Lead asked = then(
        lead, new Fact.Failed("enr_1", "companies", "503", null, Fact.Failed.Prospect.TRANSIENT));
    assertEquals(1, then(asked, qualified(41)).efforts().size(), "an enricher is still asked");
  }

  @Test
  void characters_are_those_of_all_messages() {
    Lead lead = then(then(Lead.of(ID), received(0)), received(1));
    assertEquals(36, lead.characters(), "two times text, HTML and visible text");
  }
}
