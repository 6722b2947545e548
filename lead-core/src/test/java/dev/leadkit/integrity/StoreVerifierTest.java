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
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.LeadStore.Chain;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Link;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoreVerifierTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LeadId LEAD = LeadId.openedBy("evt_1");

  private static LeadEvent event(long seq, String label) {
    return new LeadEvent(LEAD, seq, NOON, new Fact.Labelled(label, "noor"));
  }

  @Nested
  class A_chain {

    private final List<LeadEvent> history =
        List.of(event(1, "hot"), event(2, "warm"), event(3, "won"));
    private final List<Link> links = links(history);
    private final String head = links.get(2).hash();

    private static List<Link> links(List<LeadEvent> events) {
      var links = new ArrayList<Link>();
      byte[] at = EventChain.start(LEAD);
      for (LeadEvent event : events) {
        at = EventChain.link(at, EventChain.commitment(event));
        links.add(new Link(event.seq(), HexFormat.of().formatHex(at)));
      }
      return links;
    }

    private static List<String> problems(List<LeadEvent> history, @Nullable Chain chain) {
      return StoreVerifier.problems(LEAD, history, chain);
    }

    private void found(String problem, List<LeadEvent> events, Chain chain) {
      assertEquals(List.of(LEAD + ": " + problem), problems(events, chain));
    }

    @Test
    void is_intact_if_every_event_is_what_was_committed() {
      assertEquals(List.of(), problems(history, new Chain(links, 3, head)));
    }

    @Test
    void that_a_store_does_not_keep_is_no_problem() {
      assertEquals(List.of(), problems(history, null));
    }

    @Test
    void shows_a_changed_event() {
      found(
          "event 2 (labelled) is not what was committed, or not in its place",
          List.of(event(1, "hot"), event(2, "cold"), event(3, "won")),
          new Chain(links, 3, head));
    }

    @Test
    void shows_events_that_changed_places() {
      found(
          "event 1 (labelled) is not what was committed, or not in its place",
          List.of(event(1, "warm"), event(2, "hot"), event(3, "won")),
          new Chain(links, 3, head));
    }

    @Test
    void shows_an_event_that_is_missing_in_the_middle_or_cannot_be_read() {
      found(
          "event 2 is missing",
          history,
          new Chain(List.of(links.get(0), links.get(2)), 3, head));
      found(
          "event 2 cannot be read",
          List.of(history.get(0), history.get(2)),
          new Chain(links, 3, head));
      found("event 3 cannot be read", history.subList(0, 2), new Chain(links, 3, head));
    }

    @Test
    void shows_an_event_without_a_link() {
      found(
          "event 3 (labelled) has no link, it was written by other software",
          history,
          new Chain(List.of(links.get(0), links.get(1), new Link(3, "")), 3, head));
    }

    @Test
    void shows_how_many_events_were_cut_off_or_added() {
      found(
          "the last 2 of 3 events are missing",
          history.subList(0, 1),
          new Chain(links.subList(0, 1), 3, head));
      found(
          "2 events were added to the 1 that were committed",
          history,
          new Chain(links, 1, links.get(0).hash()));
    }

    @Test
    void shows_an_end_that_was_replaced_together_with_its_links() {
      var other = List.of(event(1, "hot"), event(2, "warm"), event(3, "lost"));
      found(
          "the end of the history is not the one that was committed",
          other,
          new Chain(links(other), 3, head));
    }
  }

  @Nested
  class The_check_of_a_store {

    private final InMemoryBlobs blobs = new InMemoryBlobs();
    private final Blob mail = put("mail");
    private final Blob file = put("file");
    private final Blob copy = put("copy");

    private Blob put(String text) {
      return blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private InMemoryStore store() {
      Attachment attachment = new Attachment(
          "a.txt", "a.txt", "text/plain", "", file, "", Attachment.Disposition.ATTACHMENT, "");
      Message message = Message.builder("evt_1", NOON)
          .raw(mail)
          .attachments(List.of(attachment, attachment))
          .build();
      var store = new InMemoryStore();
      store.commit(List.of(new Commit(
          LEAD,
          0,
          List.of(
              new LeadEvent(
                  LEAD, 1, NOON, new Fact.Received(message, Source.unknown(""), List.of(), "")),
              new LeadEvent(LEAD, 2, NOON, duplicate())),
          Map.of(),
          List.of(),
          null,
          null)));
      return store;
    }

    private Fact.Duplicated duplicate() {
      Source source = Source.unknown("");
      return new Fact.Duplicated("evt_2", copy, source, new Key(Key.Layer.EVENT, "evt_2"), "evt_1");
    }

    @Test
    void counts_leads_events_and_each_blob_once() {
      StoreVerification found = new StoreVerifier(store(), blobs).verify();
      assertEquals(List.of(), found.problems());
      assertTrue(found.isIntact());
      assertEquals(1, found.leads());
      assertEquals(2, found.events());
      assertEquals(3, found.blobs(), "a mail, an attachment that is there twice, a duplicate");
    }

    @Test
    void names_every_blob_that_is_missing_or_damaged() {
      BlobStore damaged = new BlobStore() {
        @Override
        public Blob put(InputStream content) {
          return blobs.put(content);
        }

        @Override
        public @Nullable InputStream open(String sha256) {
          if (sha256.equals(mail.sha256())) {
            return null;
          }
          if (sha256.equals(file.sha256())) {
            return new ByteArrayInputStream(new byte[] {1});
          }
          throw new StoreException("no disk", new IOException("gone"));
        }

        @Override
        public void delete(String sha256) {
          throw new AssertionError("a check deletes nothing");
        }
      };
      StoreVerification found = new StoreVerifier(store(), damaged).verify();
      assertEquals(
          List.of(
              LEAD + ": event 1, raw message " + mail.sha256() + " is missing",
              LEAD + ": event 1, attachment " + file.sha256() + " is damaged",
              LEAD + ": event 2, raw message " + copy.sha256() + " is damaged"),
          found.problems());
      assertFalse(found.isIntact());
    }
  }
}
