// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every content that an event names is verified, of every lead. */
class StoreVerifierTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** More than one page of leads. */
  private static final int LEADS = 1_001;

  private final InMemoryStore store = new InMemoryStore();
  private final InMemoryBlobs blobs = new InMemoryBlobs();

  private Blob keep(String text) {
    return blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private LeadId lead(int number) {
    return LeadId.openedBy("evt_" + number);
  }

  private void receive(int number, Blob raw, Blob attached, Blob copy) {
    Message message = Message.builder("evt_" + number, NOON)
        .raw(raw)
        .attachments(List.of(new Attachment(
            "offer.pdf",
            "offer.pdf",
            "application/pdf",
            "application/pdf",
            attached,
            "",
            Attachment.Disposition.ATTACHMENT,
            "")))
        .build();
    Key key = Key.of(message).get(1);
    List<Fact> facts = List.of(
        new Fact.Received(message, Source.unknown(""), Key.of(message), ""),
        new Fact.Duplicated("evt_copy", copy, Source.unknown(""), key, "evt_" + number));
    LeadId lead = lead(number);
    List<LeadEvent> events = List.of(
        new LeadEvent(lead, 1, NOON, facts.get(0)), new LeadEvent(lead, 2, NOON, facts.get(1)));
    var commit = new Commit(lead, 0, events, Map.of(), List.of(), null, null);
    assertEquals(List.of(new Committed()), store.commit(List.of(commit)));
  }

  private List<String> problems() {
    return new StoreVerifier(store, blobs).verify().problems();
  }

  @Test
  void what_is_as_it_was_is_intact_and_counted() {
    receive(1, keep("raw"), keep("offer"), keep("copy"));
    receive(2, keep("raw"), keep("another offer"), keep("copy"));
    StoreVerification found = new StoreVerifier(store, blobs).verify();
    assertTrue(found.isIntact(), found.toString());
    assertEquals(2, found.leads());
    assertEquals(4, found.events());
    assertEquals(4, found.blobs(), "each content once");
  }

  @Test
  void a_raw_message_an_attachment_and_a_copy_that_are_missing_or_damaged_are_named() {
    Blob raw = keep("raw");
    Blob offer = keep("offer");
    Blob copy = keep("copy");
    receive(1, raw, offer, copy);
    for (Blob blob : List.of(raw, offer, copy)) {
      String event = lead(1) + ": event " + (blob.equals(copy) ? 2 : 1) + ", "
          + (blob.equals(offer) ? "attachment " : "raw message ") + blob.sha256();
      blobs.damage(blob.sha256(), bytes -> "other".getBytes(StandardCharsets.US_ASCII));
      assertEquals(List.of(event + " is damaged"), problems());
      blobs.delete(blob.sha256());
      assertEquals(List.of(event + " is missing"), problems());
      keep(blob.equals(raw) ? "raw" : blob.equals(offer) ? "offer" : "copy");
      assertEquals(List.of(), problems());
    }
  }

  @Test
  void the_last_of_many_leads_is_verified_like_the_first() {
    Blob offer = keep("offer");
    for (int i = 0; i < LEADS; i++) {
      receive(i, keep("raw " + i), offer, offer);
    }
    StoreVerification before = new StoreVerifier(store, blobs).verify();
    assertEquals(LEADS, before.leads());
    blobs.delete(keep("raw " + (LEADS - 1)).sha256());
    StoreVerification after = new StoreVerifier(store, blobs).verify();
    assertFalse(after.isIntact());
    assertEquals(1, after.problems().size());
    assertTrue(after.problems().get(0).startsWith(lead(LEADS - 1) + ": event 1"), after.toString());
  }
}
