// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LeadStateJsonTest {

  /** A lead to which everything has happened for which there was a type in the first release. */
  static Lead lead() {
    Lead lead = Lead.of(Everything.LEAD);
    var facts = new ArrayList<>(Everything.facts());
    facts.removeIf(fact -> fact instanceof Fact.FlagEvaluated || fact instanceof Fact.TicketDrawn);
    facts.add(new Fact.Failed("dlv_2", "chat", "503", null, Fact.Failed.Prospect.TRANSIENT));
    facts.add(new Fact.DeadLettered("dlv_3", "old", 8, "400 bad field"));
    for (Fact fact : facts) {
      lead = lead.apply(new LeadEvent(Everything.LEAD, lead.seq() + 1, Everything.NOON, fact));
    }
    return lead;
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  /** The file of a release is never edited. */
  @Test
  void a_lead_to_which_everything_has_happened_is_written_as_in_the_golden_file()
      throws IOException {
    try (InputStream file = LeadStateJsonTest.class.getResourceAsStream("1.0/lead.json")) {
      assertNotNull(file, "no golden file 1.0/lead.json");
      assertEquals(
          text(LeadJson.pretty(file.readAllBytes())),
          text(LeadJson.pretty(LeadJson.write(lead()))));
    }
  }

  @Test
  void flags_and_tickets_are_sections_of_their_own() {
    Lead lead = Lead.of(Everything.LEAD);
    for (Fact fact : List.of(
        Fact.FlagEvaluated.of("enr_2", "bonus", "on"),
        Fact.FlagEvaluated.withoutValue("enr_4", "colour", "no such flag"),
        new Fact.TicketDrawn("enr_3", "sdr", 41))) {
      lead = lead.apply(new LeadEvent(Everything.LEAD, lead.seq() + 1, Everything.NOON, fact));
    }
    String json = text(LeadJson.write(lead));
    assertTrue(
        json.contains(
            "\"flags\":{\"bonus\":{\"flag\":\"bonus\",\"task\":\"enr_2\",\"value\":\"on\"},"
                + "\"colour\":{\"flag\":\"colour\",\"reason\":\"no such flag\",\"task\":\"enr_4\"}}"),
        json);
    assertTrue(json.contains("\"tickets\":{\"sdr\":41}"), json);
    assertFalse(json.contains("findings"), "no enricher has answered: " + json);
  }

  @Test
  void a_lead_without_history_is_written_too() {
    assertEquals(
        "{\"as_of\":\"1970-01-01T00:00:00Z\",\"contact\":{\"consent\":\"unknown\",\"origin\":\"from\"},"
            + "\"deliveries\":[],\"duplicates\":0,\"id\":\"" + Everything.LEAD
            + "\",\"messages\":[],\"received_at\":\"1970-01-01T00:00:00Z\",\"schema_version\":\"1.0\","
            + "\"seq\":0,\"source\":{\"reason\":\"UNKNOWN_ADDRESS\"},\"status\":\"new\"}",
        text(LeadJson.write(Lead.of(Everything.LEAD))));
  }

  @Test
  void the_document_is_canonical() {
    byte[] json = LeadJson.write(lead());
    assertArrayEquals(LeadJson.canonical(json), json);
  }

  @Test
  void no_text_of_a_message_is_in_it() {
    String json = text(LeadJson.write(lead()));
    assertTrue(json.contains("evt_0001"), json);
    assertFalse(json.contains("We need SSO"), "a body has no place in a list of leads");
    assertFalse(json.contains("Received"), "nor has a header");
  }

  /** A part of the state that is added later must be written, or left out on purpose. */
  @Test
  void every_part_of_the_state_is_written_or_left_out_on_purpose() {
    Set<String> leftOut = new TreeSet<>(
        List.of("changedAt", "characters", "opening", "revision", "separated", "updatedAt"));
    var parts = new TreeSet<String>();
    for (Method method : Lead.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && !Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() == 0
          && !leftOut.contains(method.getName())) {
        parts.add(method.getName());
      }
    }
    assertEquals(
        new TreeSet<>(List.of(
            "answeredAt",
            "asOf",
            "attached",
            "breach",
            "company",
            "contact",
            "deadLetters",
            "decision",
            "deliveries",
            "duplicates",
            "efforts",
            "escalations",
            "findings",
            "flags",
            "id",
            "isStale",
            "labels",
            "links",
            "messages",
            "reassignment",
            "receivedAt",
            "repliedAt",
            "seq",
            "source",
            "status",
            "tickets",
            "toString")),
        parts);
  }
}
