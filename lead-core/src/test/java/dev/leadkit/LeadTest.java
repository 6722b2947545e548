// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact.Failed.Prospect;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LeadTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LeadId ID = LeadId.openedBy("evt_1");
  private static final Message HELLO = Message.builder("evt_1", NOON)
      .from(Address.of("ada@acme.example"))
      .textBody("hello")
      .build();
  private static final Fact RECEIVED =
      new Fact.Received(HELLO, Source.of("sales", "sales@leadkit.example"), Key.of(HELLO), "");

  private static Fact qualified(Disposition disposition) {
    return new Fact.Qualified(
        Score.of(5, List.of(), List.of()),
        Assignment.builder("r", disposition)
            .queue("q")
            .sla(Duration.ofMinutes(5))
            .due(NOON)
            .reason("always")
            .build(),
        "v1");
  }

  private static Lead lead(Fact... facts) {
    Lead lead = Lead.of(ID);
    for (Fact fact : facts) {
      lead = then(lead, fact);
    }
    return lead;
  }

  private static Lead then(Lead lead, Fact fact) {
    return lead.apply(new LeadEvent(ID, lead.seq() + 1, NOON.plusSeconds(lead.seq()), fact));
  }

  /** For each kind of fact, one of it, and what of a lead it changes. */
  private static Map<Fact, Function<Lead, ?>> effects() {
    var effects = new LinkedHashMap<Fact, Function<Lead, ?>>();
    effects.put(RECEIVED, Lead::messages);
    effects.put(
        new Fact.Duplicated(
            "evt_2", Blob.NONE, Source.unknown(""), new Key(Key.Layer.EVENT, "evt_1"), "evt_1"),
        Lead::duplicates);
    var reason = new Conclusion("rule", "", 1);
    effects.put(
        new Fact.Attached(HELLO, Source.unknown(""), List.of(), "<1@x>", reason), Lead::attached);
    effects.put(
        new Fact.Linked(HELLO.id(), Fact.Linked.Relation.SUGGESTION, ID, "", reason), Lead::links);
    effects.put(
        new Fact.Enriched(
            "enr_1",
            "companies",
            Enrichment.of(new Company("acme.example", "", 5, "", "", "", List.of()))),
        Lead::company);
    effects.put(Fact.FlagEvaluated.of("enr_2", "bonus", "on"), Lead::flags);
    effects.put(new Fact.TicketDrawn("enr_3", "sdr", 3), Lead::tickets);
    effects.put(new Fact.Failed("dlv_1", "crm", "503", null, Prospect.TRANSIENT), Lead::efforts);
    effects.put(new Fact.Delivered("dlv_1", "crm", "7"), Lead::deliveries);
    effects.put(new Fact.Replied(Fact.Replied.Author.HUMAN, "kim"), Lead::repliedAt);
    effects.put(new Fact.Reassigned("q2", "kim", "holiday", "alex"), Lead::reassignment);
    effects.put(new Fact.Reopened("again", "kim"), Lead::changedAt);
    effects.put(new Fact.Labelled("won", "kim"), Lead::labels);
    effects.put(qualified(Disposition.LEAD), Lead::decision);
    effects.put(new Fact.DeadLettered("dlv_1", "crm", 8, "503"), Lead::deadLetters);
    effects.put(new Fact.Breached("q", NOON), Lead::breach);
    effects.put(new Fact.Escalated("managers", "80%", NOON), Lead::escalations);
    return effects;
  }

  @Test
  void a_message_that_is_separated_no_longer_counts_and_the_one_that_opened_the_lead_stays() {
    Message second = HELLO.toBuilder("evt_second").build();
    Lead both =
        then(lead(RECEIVED), new Fact.Received(second, Source.unknown(""), List.of(), "<1@x>"));
    var unmerged = new Fact.Unmerged("evt_second", "another enquiry", "kim");
    Lead after = then(both, unmerged);
    assertEquals(List.of(HELLO), after.messages());
    assertEquals(lead(RECEIVED).characters(), after.characters());
    assertEquals(unmerged.opens(ID), after.separated().get("evt_second"));
    assertTrue(after.isStale(), "It has to be decided again");
    assertEquals(
        List.of(HELLO, second),
        then(both, new Fact.Unmerged(HELLO.id(), "", "")).messages(),
        "The opening stays");
  }

  @Test
  void every_kind_of_fact_changes_what_it_speaks_of() {
    Set<Class<?>> kinds = new HashSet<>();
    for (Class<?> half : Fact.class.getPermittedSubclasses()) {
      kinds.addAll(List.of(half.getPermittedSubclasses()));
    }
    effects().forEach((fact, effect) -> {
      Lead before = lead(RECEIVED);
      Object was = effect.apply(before);
      Lead after = then(before, fact);
      assertNotEquals(was, effect.apply(after), fact.getClass().getSimpleName());
      assertEquals(was, effect.apply(before), "a lead never changes");
      kinds.remove(fact.getClass());
    });
    assertTrue(kinds.remove(Fact.Unmerged.class), "has a test of its own");
    assertEquals(Set.of(), kinds, "kinds of facts without an effect on a lead");
  }

  @Test
  void only_the_next_event_of_the_same_lead_can_follow() {
    Lead lead = lead(RECEIVED);
    assertEquals(
        "expected event 2 of " + ID + ", got 3 of " + ID,
        assertThrows(
                IllegalArgumentException.class,
                () -> lead.apply(new LeadEvent(ID, 3, NOON, RECEIVED)))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> lead.apply(new LeadEvent(ID, 1, NOON, RECEIVED)));
    LeadId other = LeadId.openedBy("evt_2");
    assertThrows(
        IllegalArgumentException.class, () -> lead.apply(new LeadEvent(other, 2, NOON, RECEIVED)));
  }

  @Test
  void time_is_that_of_the_last_observation_and_no_decision_moves_it() {
    Lead lead = lead(RECEIVED, qualified(Disposition.LEAD));
    assertEquals(NOON, lead.asOf());
    assertEquals(NOON.plusSeconds(1), lead.updatedAt(), "A decision is an event, too");
    assertEquals(
        NOON.plusSeconds(2), then(lead, new Fact.Labelled("won", "kim")).asOf());
  }

  @Test
  void each_failure_of_a_task_is_one_more_attempt_until_the_task_succeeds() {
    var failed = new Fact.Failed("dlv_1", "crm", "503", null, Prospect.TRANSIENT);
    Lead twice = lead(RECEIVED, failed, failed);
    assertEquals(Map.of("dlv_1", new Lead.Effort(2, NOON.plusSeconds(2), failed)), twice.efforts());
    assertEquals(Map.of(), then(twice, new Fact.Delivered("dlv_1", "crm", "7")).efforts());
    Lead other = then(twice, new Fact.Failed("dlv_2", "slack", "503", null, Prospect.TRANSIENT));
    assertEquals(
        Set.of("dlv_2"),
        then(other, new Fact.Delivered("dlv_1", "crm", "7")).efforts().keySet());
    assertEquals(
        twice.efforts(), then(twice, new Fact.Delivered("dlv_2", "slack", "7")).efforts());
  }

  @Test
  void a_new_revision_forgets_the_failed_deliveries_of_the_old_one() {
    Lead decided = lead(RECEIVED, qualified(Disposition.LEAD));
    var failed = new Fact.Failed("dlv_1", "crm", "503", null, Prospect.TRANSIENT);
    var dead = new Fact.DeadLettered("dlv_2", "slack", 1, "404");
    var enricher = new Fact.Failed("enr_1", "companies", "503", null, Prospect.TRANSIENT);
    for (List<Fact> facts :
        List.<List<Fact>>of(List.of(failed), List.of(dead), List.of(failed, dead, enricher))) {
      Lead lead = decided;
      for (Fact fact : facts) {
        lead = then(lead, fact);
      }
      Lead confirmed = then(lead, qualified(Disposition.LEAD));
      assertEquals(lead.efforts(), confirmed.efforts(), "The same decision delivers the same");
      assertEquals(lead.deadLetters(), confirmed.deadLetters());
      Lead revised = then(then(lead, RECEIVED), qualified(Disposition.LEAD));
      assertEquals(
          facts.contains(enricher) ? Set.of("enr_1") : Set.of(),
          revised.efforts().keySet());
      assertEquals(Set.of(), revised.deadLetters().keySet());
    }
  }

  @Test
  void the_status_follows_the_decision_and_the_reply() {
    assertEquals(Lead.Status.NEW, lead(RECEIVED).status());
    assertEquals(
        Lead.Status.AUTOMATIC, lead(RECEIVED, qualified(Disposition.AUTOMATIC)).status());
    assertEquals(
        Lead.Status.QUARANTINED,
        lead(RECEIVED, qualified(Disposition.QUARANTINED)).status());
    Lead assigned = lead(RECEIVED, qualified(Disposition.LEAD));
    assertEquals(Lead.Status.ASSIGNED, assigned.status());
    assertEquals(
        Lead.Status.REPLIED,
        then(assigned, new Fact.Replied(Fact.Replied.Author.HUMAN, "")).status());
  }

  @Test
  void a_decision_is_stale_once_something_came_in_that_it_does_not_know() {
    Lead decided = lead(RECEIVED, qualified(Disposition.LEAD));
    assertTrue(!decided.isStale());
    assertTrue(
        then(decided, new Fact.Enriched("enr_1", "companies", Enrichment.NONE)).isStale());
    assertTrue(then(decided, RECEIVED).isStale(), "A message is news");
    assertTrue(!then(decided, new Fact.Delivered("dlv_1", "crm", "")).isStale());
  }

  @Test
  void the_revision_changes_with_the_decision_and_the_messages_only() {
    Lead decided = lead(RECEIVED, qualified(Disposition.LEAD));
    assertEquals(
        decided.revision(),
        then(decided, new Fact.Delivered("dlv_1", "crm", "")).revision());
    assertEquals(
        decided.revision(),
        then(then(decided, new Fact.Reopened("again", "kim")), qualified(Disposition.LEAD))
            .revision());
    assertNotEquals(decided.revision(), then(decided, RECEIVED).revision());
    assertEquals("", lead(RECEIVED).revision());
  }

  @Test
  void the_enricher_whose_name_sorts_first_supplies_the_company_in_any_order_of_answers() {
    var small = new Company("acme.example", "Acme", 5, "", "", "", List.of());
    var large = new Company("acme.example", "Acme", 5_000, "", "", "", List.of());
    Lead oneWay = lead(
        RECEIVED,
        new Fact.Enriched("e1", "b", Enrichment.of(large)),
        new Fact.Enriched("e2", "a", Enrichment.of(small)));
    Lead otherWay = lead(
        RECEIVED,
        new Fact.Enriched("e2", "a", Enrichment.of(small)),
        new Fact.Enriched("e1", "b", Enrichment.of(large)));
    assertEquals(small, oneWay.company());
    assertEquals(small, otherWay.company());
  }

  @Test
  void a_lead_tells_how_it_began() {
    assertEquals(RECEIVED, lead(RECEIVED, qualified(Disposition.LEAD)).opening());
  }

  @Test
  void a_lead_without_history_has_no_contact() {
    Lead empty = Lead.of(ID);
    assertNull(empty.opening());
    assertEquals(Address.UNKNOWN, empty.contact().address());
    assertEquals(Instant.EPOCH, empty.receivedAt());
  }

  @Test
  void the_prospect_is_whom_the_forward_or_the_form_names() {
    Message.Builder form = Message.builder("evt_1", NOON)
        .from(new Address("form@leadkit.example", "Ada via form"))
        .replyTo(List.of(Address.of("ada@acme.example")));
    assertEquals(
        new Contact(
            new Address("ada@acme.example", "Ada via form"),
            "",
            Consent.UNKNOWN,
            Contact.Origin.REPLY_TO),
        Contact.of(form.build()));
    Message forward =
        form.forwarded(new Forwarded(Address.of("grace@navy.example"), "", "")).build();
    assertEquals(Contact.Origin.FORWARDED, Contact.of(forward).origin());
    assertEquals(Contact.Origin.FROM, Contact.of(HELLO).origin());
  }

  @Test
  void a_ticket_does_not_make_the_lead_stale_but_findings_and_flags_do() {
    Lead decided = lead(RECEIVED, qualified(Disposition.LEAD));
    Fact ticket = new Fact.TicketDrawn("t", "sdr", 3);
    assertFalse(then(decided, ticket).isStale(), "a ticket says nothing about the prospect");
    assertEquals(Map.of("sdr", 3L), then(decided, ticket).tickets());
    Fact flag = Fact.FlagEvaluated.of("t", "bonus", "on");
    assertTrue(then(decided, flag).isStale(), "the decision may read the flag");
    assertEquals(Map.of("bonus", flag), then(decided, flag).flags());
    var findings = new Enrichment(null, Map.of("turn", "3"));
    Lead enriched = then(decided, new Fact.Enriched("t", "ticket:sdr", findings));
    assertTrue(enriched.isStale(), "the name of an enricher does not matter");
    assertEquals(Map.of("ticket:sdr", findings), enriched.findings());
    assertEquals(Map.of(), enriched.tickets(), "an enricher does not draw tickets");
  }

  @Test
  void an_answer_ends_the_failed_attempts_at_its_task() {
    for (Fact answer : List.of(
        new Fact.Enriched("t", "companies", Enrichment.NONE),
        Fact.FlagEvaluated.of("t", "bonus", "on"),
        Fact.FlagEvaluated.withoutValue("t", "bonus", "no such flag"),
        new Fact.TicketDrawn("t", "sdr", 0),
        new Fact.Delivered("t", "crm", ""))) {
      Lead failing =
          lead(RECEIVED, new Fact.Failed("t", "any", "503", null, Fact.Failed.Prospect.TRANSIENT));
      assertEquals(1, failing.efforts().size(), "a failure is counted");
      assertEquals(Map.of(), then(failing, answer).efforts(), "after " + answer);
    }
  }

  @Test
  void a_lead_is_printed_by_its_id_its_length_and_its_status() {
    assertEquals("Lead[" + ID + ", seq 1, NEW]", lead(RECEIVED).toString());
  }
}
