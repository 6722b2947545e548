// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Accepted" means that the bytes, the event and the claims are durable. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IntakeTest {

  private final Host host = new Host();

  /** Passes every call on to the blobs of the host; a subclass does one thing differently. */
  private class Blobs implements BlobStore {

    private final InMemoryBlobs kept = host.blobs;

    @Override
    public Blob put(InputStream content) {
      return kept.put(content);
    }

    @Override
    public @Nullable InputStream open(String sha256) throws IOException {
      return kept.open(sha256);
    }

    @Override
    public void delete(String sha256) {
      kept.delete(sha256);
    }
  }

  @Test
  void no_event_is_committed_or_reported_before_the_bytes_are_kept() throws Exception {
    var isSlow = new AtomicBoolean();
    var entered = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var blobs = new Blobs() {
      @Override
      public Blob put(InputStream content) {
        if (isSlow.get()) {
          entered.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new StoreException("interrupted", e);
          }
        }
        return super.put(content);
      }
    };
    try (LeadPipeline leads = host.pipeline()
        .blobs(blobs)
        .connector("crm", delivery -> Outcome.accepted(""))
        .build()) {
      LeadId first = leads.accept(Host.mail("<1@x>", "hello")).lead();
      isSlow.set(true);
      var accepted = new CompletableFuture<Receipt>();
      var sender = new Thread(() -> accepted.complete(leads.accept(Host.mail("<2@x>", "hi"))));
      sender.start();
      entered.await();
      while (sender.getState() != Thread.State.WAITING) {
        assertFalse(accepted.isDone(), "told before the bytes are kept");
        Thread.onSpinWait();
      }
      // Whatever the sender had given to the recorder would be written before this.
      leads.observe(first, new Fact.Labelled("won", "kim"));
      assertFalse(accepted.isDone(), "told before the bytes are kept");
      assertEquals(
          Set.of(first),
          host.everything().stream().map(LeadEvent::lead).collect(Collectors.toSet()),
          "an event whose bytes may be lost");
      go.countDown();
      LeadId second = accepted.get().lead();
      assertEquals(List.of("Received", "Qualified"), host.kinds(second));
    }
  }

  @Test
  void a_message_whose_bytes_cannot_be_kept_is_not_accepted() {
    var blobs = new Blobs() {
      @Override
      public Blob put(InputStream content) {
        throw new StoreException("disk full");
      }
    };
    try (LeadPipeline leads = host.pipeline()
        .blobs(blobs)
        .connector("crm", delivery -> Outcome.accepted(""))
        .build()) {
      var mail = Host.mail("<1@x>", "hello");
      StoreException thrown = assertThrows(StoreException.class, () -> leads.accept(mail));
      assertTrue(String.valueOf(thrown.getMessage()).contains("disk full"), thrown.toString());
      assertThrows(StoreException.class, () -> leads.accept(List.of(mail, mail)));
      assertEquals(List.of(), host.everything());
    }
  }

  /** A line-end conversion, a cut and an answer that has nothing to do with what was put. */
  @ParameterizedTest
  @ValueSource(strings = {"1|x|ada@acme.example|hello\n", "1|x|ada@acme.example|hel", ""})
  void a_blob_store_that_kept_other_bytes_is_not_believed(String instead) {
    var blobs = new Blobs() {
      @Override
      public Blob put(InputStream content) {
        return super.put(new ByteArrayInputStream(instead.getBytes(StandardCharsets.UTF_8)));
      }
    };
    try (LeadPipeline leads = host.pipeline()
        .blobs(blobs)
        .connector("crm", delivery -> Outcome.accepted(""))
        .build()) {
      StoreException thrown =
          assertThrows(StoreException.class, () -> leads.accept(Host.mail("<1@x>", "hello")));
      assertTrue(String.valueOf(thrown.getMessage()).contains("expected Blob"), thrown.toString());
      assertEquals(List.of(), host.everything(), "a sender who is refused sends again");
    }
  }
}
