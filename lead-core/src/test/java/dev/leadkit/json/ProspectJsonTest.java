// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Conclusion;
import dev.leadkit.Consent;
import dev.leadkit.Contact;
import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Prospect;
import dev.leadkit.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProspectJsonTest {

  private static final Instant NOON = Instant.parse("2026-05-02T12:00:00Z");
  private static final Prospect PROSPECT = new Prospect(
      new Contact(
          Address.of("ada@acme.example", "Ada Byron"),
          "+4940123456",
          Consent.GRANTED,
          Contact.Origin.FORM,
          "Acme GmbH",
          "Buyer",
          new Conclusion("form-field", "Email: ada@acme.example", 0.9)),
      List.of("sales@leadkit.example"),
      "0123abcd");

  private static LeadEvent event(@Nullable Prospect prospect) {
    Message message =
        Message.builder("evt_1", NOON).from(Address.of("site@host.example")).build();
    return new LeadEvent(
        LeadId.openedBy("evt_1"),
        1,
        NOON,
        new Fact.Received(message, Source.unknown(""), List.of(), "", prospect));
  }

  @Test
  void a_prospect_is_read_as_it_was_written() {
    String json = new String(LeadJson.write(event(PROSPECT)), StandardCharsets.UTF_8);
    assertEquals(event(PROSPECT), LeadJson.readEvent(json.getBytes(StandardCharsets.UTF_8)), json);
    assertTrue(
        json.contains("\"prospect\":{\"email\":\"ada@acme.example\",\"name\":\"Ada Byron\","
            + "\"phone\":\"+4940123456\",\"consent\":\"granted\",\"origin\":\"form\","
            + "\"company\":\"Acme GmbH\",\"title\":\"Buyer\",\"rule\":\"form-field\","
            + "\"evidence\":\"Email: ada@acme.example\",\"confidence\":0.9,"
            + "\"ours\":[\"sales@leadkit.example\"],\"rules\":\"0123abcd\"}"),
        json);
  }

  @Test
  void a_message_without_a_prospect_is_written_as_ever() {
    String json = new String(LeadJson.write(event(null)), StandardCharsets.UTF_8);
    assertFalse(json.contains("prospect"), json);
    assertEquals(event(null), LeadJson.readEvent(json.getBytes(StandardCharsets.UTF_8)), json);
  }
}
