// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.Task;
import dev.leadkit.integrity.EventChain;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags and tickets as they were stored when they were the findings of enrichers with reserved names. */
class FormerFactsTest {

  private static final String TICKET =
      "{\"task\":\"enr_3\",\"enricher\":\"ticket:sdr\",\"findings\":{\"attributes\":{\"number\":\"41\"}}}";
  private static final String FLAG =
      "{\"task\":\"enr_2\",\"enricher\":\"flag.bonus\",\"findings\":{\"attributes\":{\"value\":\"on\"}}}";
  private static final String UNKNOWN_FLAG =
      "{\"task\":\"enr_2\",\"enricher\":\"flag.bonus\",\"findings\":{\"attributes\":{\"reason\":\"no such flag\"}}}";

  private static Fact read(String json) {
    return LeadJson.readFact("enriched", json.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static LeadEvent event(Fact fact) {
    return new LeadEvent(Everything.LEAD, 7, Everything.NOON, fact);
  }

  @Test
  void a_stored_ticket_or_flag_is_read_into_its_own_type() {
    assertEquals(new Fact.TicketDrawn("enr_3", "sdr", 41), read(TICKET));
    assertEquals(Fact.FlagEvaluated.of("enr_2", "bonus", "on"), read(FLAG));
    assertEquals(
        Fact.FlagEvaluated.withoutValue("enr_2", "bonus", "no such flag"), read(UNKNOWN_FLAG));
  }

  /** The commitments were computed with another implementation of the documented formula. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        TICKET + "|2620be157ca5de36127e8014c2b2b5c371139e35b6c6197b5f16c2f109efd351",
        FLAG + "|9f9a221309dcff8fe9df37f839df6cbb4cd13b0c81d48f5b655e62251ba026b9",
        UNKNOWN_FLAG + "|adfcc14937dd146eef5bf8a20f6f8c7b79d3503c06080e8a7418a00f39f855eb"
      })
  void a_stored_ticket_or_flag_has_the_commitment_that_was_stored_with_it(
      String json, String commitment) {
    Fact fact = read(json);
    assertEquals("enriched", LeadJson.committedType(fact));
    assertEquals(json, text(LeadJson.committed(fact)), "the chain covers the bytes of before");
    HexFormat hex = HexFormat.of();
    assertEquals(commitment, hex.formatHex(EventChain.commitment(event(fact))));
    assertEquals(
        commitment,
        hex.formatHex(EventChain.commitment(event(fact), LeadJson.write(fact))),
        "a fact that was written in its new form has the same commitment");
  }

  @Test
  void every_other_fact_is_committed_as_it_is_written() {
    for (Fact fact : Everything.facts()) {
      if (!(fact instanceof Fact.FlagEvaluated) && !(fact instanceof Fact.TicketDrawn)) {
        assertEquals(LeadJson.type(fact), LeadJson.committedType(fact));
        assertEquals(text(LeadJson.write(fact)), text(LeadJson.committed(fact)));
      }
    }
  }

  @Test
  void the_answer_of_an_enricher_that_is_called_like_a_flag_or_line_stays_its_answer() {
    for (Fact.Enriched answer : List.of(
        new Fact.Enriched("enr_3", "ticket:sdr", new Enrichment(null, Map.of("number", "41"))),
        new Fact.Enriched("enr_2", "flag.bonus", new Enrichment(null, Map.of("value", "on"))),
        new Fact.Enriched("enr_2", "flag.bonus", new Enrichment(null, Map.of("reason", "none"))))) {
      byte[] json = LeadJson.write(answer);
      assertEquals(answer, LeadJson.readFact(LeadJson.type(answer), json));
      assertEquals(answer, LeadJson.readEvent(LeadJson.write(event(answer))).fact());
      Fact lookalike = LeadJson.readFact(
          "enriched",
          text(json).replace(",\"kind\":\"enricher\"", "").getBytes(StandardCharsets.UTF_8));
      assertNotEquals(answer, lookalike);
      assertNotEquals(
          HexFormat.of().formatHex(EventChain.commitment(event(lookalike))),
          HexFormat.of().formatHex(EventChain.commitment(event(answer))),
          "two facts must not have one commitment");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1.5", "007", "+1", "1234567890123456789"})
  void only_a_number_as_it_was_stored_is_a_ticket(String number) {
    String json = TICKET.replace("41", number);
    Fact.Enriched expected =
        new Fact.Enriched("enr_3", "ticket:sdr", new Enrichment(null, Map.of("number", number)));
    assertEquals(expected, read(json));
    assertEquals(json, text(LeadJson.committed(read(json))), "what was stored is committed");
  }

  @Test
  void what_never_was_a_ticket_or_flag_is_read_as_it_was_written() {
    var acme = new Company("acme.example", "", null, "", "", "", List.of());
    for (Fact.Enriched answer : List.of(
        new Fact.Enriched("t", "ticket:sdr", Enrichment.NONE),
        new Fact.Enriched("t", "ticket:sdr", new Enrichment(null, Map.of("number", "1", "b", ""))),
        new Fact.Enriched("t", "ticket:sdr", new Enrichment(acme, Map.of("number", "1"))),
        new Fact.Enriched("t", "flag.bonus", new Enrichment(null, Map.of("reason", ""))),
        new Fact.Enriched("t", "flag.bonus", new Enrichment(null, Map.of("number", "1"))),
        new Fact.Enriched("t", "companies", new Enrichment(null, Map.of("value", "on"))))) {
      String json = text(LeadJson.write(answer));
      assertEquals(answer, read(json), json);
      assertEquals(json, text(LeadJson.committed(read(json))));
      assertEquals(-1, json.indexOf("kind"), "nothing is added to " + json);
    }
  }

  @Test
  void an_old_history_folds_to_what_the_new_one_folds_to() {
    Lead old = Lead.of(Everything.LEAD)
        .apply(new LeadEvent(Everything.LEAD, 1, Everything.NOON, read(TICKET)))
        .apply(new LeadEvent(Everything.LEAD, 2, Everything.NOON, read(FLAG)));
    assertEquals(Map.of("sdr", 41L), old.tickets());
    assertEquals(Map.of("bonus", Fact.FlagEvaluated.of("enr_2", "bonus", "on")), old.flags());
    assertEquals(Map.of(), old.findings());
  }

  @Test
  void a_flag_without_value_and_without_reason_is_read() {
    Fact read = LeadJson.readFact("flag_evaluated", "{}".getBytes(StandardCharsets.UTF_8));
    assertEquals(Fact.FlagEvaluated.withoutValue("", "", "no answer"), read);
  }

  @Test
  void an_enricher_that_is_called_like_a_line_or_flag_has_tasks_of_its_own() {
    assertNotEquals(
        Task.DrawTicket.of(Everything.LEAD, "vip", "acme.example").id(),
        Task.Enrich.of(Everything.LEAD, "ticket:vip", "acme.example").id());
    assertNotEquals(
        Task.EvaluateFlag.of(Everything.LEAD, "vip", "acme.example").id(),
        Task.Enrich.of(Everything.LEAD, "flag.vip", "acme.example").id());
  }
}
