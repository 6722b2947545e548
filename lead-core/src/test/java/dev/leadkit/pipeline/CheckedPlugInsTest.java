// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Blob;
import dev.leadkit.Envelope;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The engine's wrappers of a host's plug-ins pass on every call and every sound answer, and refuse every other answer. */
class CheckedPlugInsTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LeadId LEAD = LeadId.openedBy("evt_1");

  @Nested
  class A_store {

    /** The name of the method that was called last. */
    private final AtomicReference<String> called = new AtomicReference<>();

    /** A store all of whose methods give this answer. */
    private CheckedStore answering(Object answer) {
      return new CheckedStore((LeadStore) Proxy.newProxyInstance(
          LeadStore.class.getClassLoader(),
          new Class<?>[] {LeadStore.class},
          (proxy, method, arguments) -> {
            called.set(method.getName());
            return answer;
          }));
    }

    private void assertRefused(String answer, Runnable call) {
      var thrown = assertThrows(StoreException.class, call::run);
      assertTrue(
          thrown.getMessage().endsWith("breaks its contract: it returned " + answer),
          thrown.getMessage());
    }

    @Test
    void has_its_sound_answers_passed_on() {
      var page = new LeadStore.Page(List.of(), 7);
      assertEquals(page, answering(page).events(3, 10));
      var leads = new LeadStore.LeadPage(List.of(LEAD), 8);
      assertEquals(leads, answering(leads).leads(3, 10));
      assertEquals(42, answering(42L).end());
      assertEquals(NOON, answering(NOON).nextWake());
      assertEquals(Map.of("<1@x>", LEAD), answering(Map.of("<1@x>", LEAD)).threads("", List.of()));
    }

    @Test
    void is_closed_when_the_wrapper_is() {
      answering(null).close();
      assertEquals("close", called.get());
    }

    @Test
    void gives_no_page_that_is_null() {
      assertRefused("null", () -> answering(null).events(0, 1));
      assertRefused("null", () -> answering(null).leads(0, 1));
    }

    @Test
    void gives_no_null_inside_of_an_answer() {
      List<LeadEvent> history = Collections.singletonList(null);
      assertRefused(
          "a list with null", () -> answering(Map.of(LEAD, history)).histories(List.of(LEAD)));
      assertRefused(
          "a map with null",
          () -> answering(Collections.singletonMap(LEAD, null)).histories(List.of(LEAD)));
      assertRefused(
          "a map with null",
          () -> answering(Collections.singletonMap("<1@x>", null)).threads("", List.of("<1@x>")));
      assertRefused(
          "a list with null",
          () -> answering(Arrays.asList((Lease) null)).lease(NOON, NOON.plusSeconds(1), 1));
    }

    @Test
    void gives_as_many_leases_as_are_requested_and_no_more() {
      var lease = new Lease(LEAD, 1, "1", NOON);
      List<Lease> two = List.of(lease, new Lease(LeadId.openedBy("evt_2"), 1, "1", NOON));
      assertEquals(two, answering(two).lease(NOON, NOON, 2));
      assertRefused("2 leases; expected at most 1", () -> answering(two).lease(NOON, NOON, 1));
    }

    @Test
    void gives_tickets_from_0_on() {
      assertEquals(0, answering(0L).ticket("vip", LEAD));
      assertEquals(5, answering(5L).ticket("vip", LEAD));
      assertRefused("-1; expected 0 or more", () -> answering(-1L).ticket("vip", LEAD));
    }
  }

  @Nested
  class A_blob_store {

    private final InMemoryBlobs blobs = new InMemoryBlobs();
    private final AtomicReference<String> closed = new AtomicReference<>();
    private final CheckedBlobs checked = new CheckedBlobs(new BlobStore() {
      @Override
      public Blob put(InputStream content) {
        return blobs.put(content);
      }

      @Override
      public InputStream open(String sha256) throws java.io.IOException {
        return blobs.open(sha256);
      }

      @Override
      public void delete(String sha256) {
        blobs.delete(sha256);
      }

      @Override
      public void close() {
        closed.set("closed");
      }
    });

    @Test
    void is_read_emptied_and_closed_through_the_wrapper() throws Exception {
      byte[] content = {1, 2, 3};
      Blob kept = checked.put(new ByteArrayInputStream(content));
      assertEquals(Blob.of(content), kept);
      try (InputStream opened = Objects.requireNonNull(checked.open(kept.sha256()))) {
        assertEquals(3, opened.readAllBytes().length);
      }
      checked.delete(kept.sha256());
      assertNull(blobs.open(kept.sha256()), "the content is gone");
      checked.close();
      assertEquals("closed", closed.get());
    }
  }

  @Nested
  class A_reader {

    private final RawMessage raw =
        Host.mail("<1@x>", "hello").withTenant("north").withEnvelope(Envelope.to("a@in.example"));

    private void assertRefused(MessageReader reader) {
      var thrown = assertThrows(
          IllegalStateException.class,
          () -> new CheckedReader(reader).read(raw, NOON, new InMemoryBlobs()));
      assertTrue(
          thrown.getMessage().startsWith(reader.getClass().getName() + " breaks its contract: "),
          thrown.getMessage());
    }

    @Test
    void gives_the_message_that_it_was_given_with_its_identity_time_envelope_and_bytes() {
      Message sound = Message.builder(raw, NOON).build();
      MessageReader reader = (mail, at, contents) -> Message.builder(mail, at).build();
      assertEquals(sound, new CheckedReader(reader).read(raw, NOON, new InMemoryBlobs()));
      assertRefused((mail, at, contents) -> null);
      assertRefused((mail, at, contents) ->
          Message.builder(mail.withEnvelope(Envelope.to("b@in.example")), at).build());
      assertRefused(
          (mail, at, contents) -> Message.builder(mail, at.plusNanos(1)).build());
      assertRefused(
          (mail, at, contents) -> Message.builder(mail, at).tenant("south").build());
      assertRefused((mail, at, contents) ->
          Message.builder(Host.mail("<1@x>", "other").withTenant("north"), at).build());
      assertRefused((mail, at, contents) -> Message.builder(mail.eventId(), at)
          .tenant(mail.tenant())
          .envelope(mail.envelope())
          .build());
    }
  }
}
