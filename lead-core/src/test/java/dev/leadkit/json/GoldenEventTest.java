// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.Message;
import dev.leadkit.Security.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The event as guides of the field show it is an event of ours. */
class GoldenEventTest {

  private static final String SAMPLE = """
      {
        "schema_version": "1.0",
        "id": "evt_77aa",
        "received_at": "2026-05-04T08:15:30Z",
        "from": {"email": "prospect@acme.example", "name": "Grace Hopper"},
        "to": [{"email": "growth+q3@inbound.leadkit.example"}],
        "subject": "Quote for the enterprise plan",
        "text_body": "Hello, we need SSO and SOC 2...",
        "html_body": "<p>Hello...</p>",
        "headers": {"Message-ID": "<77@mx.example>"},
        "thread": {"message_id": "<77@mx.example>", "in_reply_to": null, "references": []},
        "attachments": [
          {"filename": "needs.pdf", "mime": "application/pdf", "size": 345678, "url": "s3://quarantine/needs.pdf"}
        ],
        "security": {"dkim": "pass", "spf": "pass", "dmarc": "pass"},
        "spam": {"score": 0.2, "flags": []},
        "webhook_delivery": {"attempt": 1, "signature": "v1,c2lnbmF0dXJl"}
      }
      """;

  @Test
  void the_documented_sample_is_read_and_written_again_to_the_byte() {
    byte[] sample = SAMPLE.getBytes(StandardCharsets.UTF_8);
    Message message = LeadJson.readMessage(sample);
    assertEquals(new Address("prospect@acme.example", "Grace Hopper"), message.from());
    assertEquals(Instant.parse("2026-05-04T08:15:30Z"), message.receivedAt());
    assertEquals(Result.PASS, message.security().dmarc());
    assertEquals(List.of(), message.thread().references());
    assertEquals(
        text(LeadJson.canonical(sample)),
        text(LeadJson.canonical(LeadJson.write(message, 1, "v1,c2lnbmF0dXJl"))));
  }

  @Test
  void a_document_with_several_authors_keeps_them_and_one_without_has_the_one_it_is_from() {
    Message single = LeadJson.readMessage(SAMPLE.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(single.from()), single.authors());
    byte[] several = SAMPLE.replace("""
            "to": [""", """
            "authors": [
              {"email": "prospect@acme.example", "name": "Grace Hopper"},
              {"email": "second@acme.example"}
            ],
            "to": [""").getBytes(StandardCharsets.UTF_8);
    Message message = LeadJson.readMessage(several);
    assertEquals(List.of(single.from(), Address.of("second@acme.example")), message.authors());
    assertEquals(
        text(LeadJson.canonical(several)),
        text(LeadJson.canonical(LeadJson.write(message, 1, "v1,c2lnbmF0dXJl"))));
  }

  @Test
  void a_document_without_a_version_is_of_the_first() {
    byte[] unversioned =
        SAMPLE.replace("\"schema_version\": \"1.0\",", "").getBytes(StandardCharsets.UTF_8);
    assertEquals(
        LeadJson.readMessage(SAMPLE.getBytes(StandardCharsets.UTF_8)),
        LeadJson.readMessage(unversioned));
  }

  @Test
  void the_attempt_of_a_delivery_grows_while_the_id_of_the_event_stays() {
    Message message = LeadJson.readMessage(SAMPLE.getBytes(StandardCharsets.UTF_8));
    for (int attempt = 1; attempt <= 3; attempt++) {
      String json = text(LeadJson.write(message, attempt, "v1,x"));
      assertEquals(true, json.contains("\"attempt\":" + attempt), json);
      assertEquals(true, json.contains("\"id\":\"evt_77aa\""), json);
    }
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
