// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        .understanding(Understanding.builder().language("en").build())
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

  @Test
  void the_author_that_counts_is_first_and_listed_once() {
    Address kim = Address.of("kim@client.example");
    Address lee = Address.of("lee@client.example");
    assertEquals(List.of(ADA), authors(ADA, List.of()));
    assertEquals(List.of(ADA, kim), authors(ADA, List.of(ADA, kim)));
    assertEquals(List.of(ADA, kim, lee), authors(ADA, List.of(kim, ADA, lee)));
    assertEquals(List.of(kim, lee), authors(Address.UNKNOWN, List.of(kim, lee)));
    assertEquals(List.of(), authors(Address.UNKNOWN, List.of()));
  }

  private static List<Address> authors(Address from, List<Address> listed) {
    return Message.builder("evt_1", AT).from(from).authors(listed).build().authors();
  }

  @Test
  void a_message_is_damaged_if_a_defect_cost_content() {
    Message.Builder builder = Message.builder("evt_1", AT);
    assertFalse(builder.build().isDamaged());
    builder.defect(new Defect(Defect.Code.HIDDEN_BODY, 0, "a minor one"));
    assertFalse(builder.build().isDamaged());
    builder.defect(new Defect(Defect.Code.TOO_LARGE, 0, "a severe one"));
    assertTrue(builder.build().isDamaged());
  }

  @Test
  void a_field_is_found_by_its_name_in_any_case_and_by_no_other() {
    var header = new Header("Subject", "x");
    assertTrue(header.is("SUBJECT"));
    assertFalse(header.is("Subjects"));
  }

  @Test
  void the_value_of_a_header_is_that_of_its_first_field() {
    Message message = Message.builder("evt_1", Instant.EPOCH)
        .headers(List.of(
            new Header("X-Form", "demo"),
            new Header("Received", "last hop"),
            new Header("Received", "first hop")))
        .build();
    assertEquals("demo", message.header("x-form"));
    assertEquals("last hop", message.header("Received"));
    assertEquals("", message.header("Subject"), "A field that is absent has no text");
  }

  @Test
  void a_defect_names_its_standard_where_there_is_one() {
    assertEquals("CSS Display 3 §2.8", Defect.Code.HIDDEN_BODY.source());
    assertEquals("", Defect.Code.TOO_LARGE.source());
  }
}
