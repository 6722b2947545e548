// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

  private static final Instant AT = Instant.parse("2026-03-02T09:30:00Z");
  private static final Address ADA = new Address("ada@client.example", "Ada Whitfield");

  @Test
  void a_builder_made_of_a_message_loses_nothing() throws ReflectiveOperationException {
    RawMessage raw = RawMessage.of("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
        .withTenant("acme")
        .withEnvelope(Envelope.to("sales@inbound.example"));
    Message full = Message.builder(raw, AT)
        .from(ADA)
        .to(List.of(ADA))
        .cc(List.of(ADA))
        .replyTo(List.of(ADA))
        .subject("subject")
        .date(AT)
        .textBody("text")
        .htmlBody("<p>text")
        .visibleText("visible")
        .hiddenText("hidden")
        .links(List.of(new Link("text", "https://acme.example/")))
        .imageTexts(List.of("logo"))
        .headers(List.of(new Header("Subject", "x")))
        .thread(new Threading("<1@x.example>", "", List.of()))
        .attachments(List.of(new Attachment(
            "a", "a", "text/plain", "", raw.blob(), "", Attachment.Disposition.INLINE, "")))
        .security(new Security(Security.Result.PASS, Security.Result.PASS, Security.Result.PASS))
        .spam(new Spam(0.5, List.of("URL")))
        .automation(Automation.BULK)
        .forwarded(new Forwarded(ADA, "Seats", "How much?"))
        .defect(new Defect(Defect.Code.BARE_CR, 3, "one"))
        .defect(new Defect(Defect.Code.MISSING_END, 5, "two"))
        .build();
    Message empty =
        Message.builder(raw.withTenant("").withEnvelope(Envelope.NONE), AT).build();
    for (var component : Message.class.getRecordComponents()) {
      if (!List.of("receivedAt", "raw").contains(component.getName())) {
        assertNotEquals(
            component.getAccessor().invoke(empty),
            component.getAccessor().invoke(full),
            () -> "the message of this test leaves out " + component.getName());
      }
    }
    assertEquals(full, full.toBuilder().build());
  }
}
