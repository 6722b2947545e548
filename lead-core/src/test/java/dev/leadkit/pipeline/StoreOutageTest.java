// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.LeadId;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that does not answer for a while: senders are told, nothing is lost, and it is not asked in a loop. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreOutageTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Host host = new Host();
  private final AtomicBoolean isDown = new AtomicBoolean();
  private final AtomicInteger leases = new AtomicInteger();
  private final AtomicInteger delivered = new AtomicInteger();

  /** Fails in calls of these kinds while it is down. */
  private final class Flaky extends ForwardingStore {

    private final boolean atCommit;

    Flaky(boolean atCommit) {
      super(host.store);
      this.atCommit = atCommit;
    }

    @Override
    public List<Result> commit(List<Commit> commits) {
      if (atCommit && isDown.get()) {
        throw new StoreException("down");
      }
      return super.commit(commits);
    }

    @Override
    public List<Lease> lease(Instant now, Instant until, int max) {
      leases.incrementAndGet();
      if (!atCommit && isDown.get()) {
        throw new StoreException("down");
      }
      return super.lease(now, until, max);
    }
  }

  private LeadPipeline.Builder pipeline(boolean atCommit) {
    return host.pipeline().store(new Flaky(atCommit)).connector("crm", delivery -> {
      delivered.incrementAndGet();
      return Outcome.accepted("");
    });
  }

  private static Thread dispatcher() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lead-dispatcher"))
        .findFirst()
        .orElse(Thread.currentThread());
  }

  @Test
  void leases_that_fail_are_requested_again_after_the_poll_interval() {
    isDown.set(true);
    try (LeadPipeline leads = pipeline(false).pollInterval(HOUR).start()) {
      while (leases.get() == 0 || dispatcher().getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait(); // a loop without a pause never gets there
      }
      assertEquals(1, leases.get(), "asked once, then a pause");
      assertEquals(Health.Status.DEGRADED, leads.health().status());
    }
  }

  @Test
  void what_was_accepted_meanwhile_is_delivered_when_leases_can_be_had_again() {
    isDown.set(true);
    try (LeadPipeline leads = pipeline(false).pollInterval(Duration.ofMillis(1)).start()) {
      leads.accept(Host.mail("<1@x>", "hello"));
      while (leases.get() < 3) {
        Thread.onSpinWait();
      }
      isDown.set(false);
      while (leads.nextWake() != null || leads.health().status() != Health.Status.UP) {
        Thread.onSpinWait();
      }
      assertEquals(1, delivered.get());
    }
  }

  @Test
  void a_commit_that_fails_is_told_and_the_message_can_be_sent_again() {
    try (LeadPipeline leads = pipeline(true).build()) {
      isDown.set(true);
      var mail = Host.mail("<1@x>", "hello");
      assertThrows(StoreException.class, () -> leads.accept(mail));
      assertEquals(List.of(), host.everything());
      isDown.set(false);
      Receipt receipt = leads.accept(mail);
      assertEquals(Receipt.Status.OPENED, receipt.status(), "what was refused left no claim");
      leads.run();
      assertEquals(1, delivered.get());
    }
  }

  @Test
  void a_delivery_whose_result_cannot_be_written_is_repeated_under_its_id() {
    var ids = new java.util.concurrent.ConcurrentLinkedQueue<String>();
    try (LeadPipeline leads = host.pipeline()
        .store(new Flaky(true))
        .connector("crm", delivery -> {
          isDown.set(ids.isEmpty());
          ids.add(delivery.id());
          return Outcome.accepted("");
        })
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      assertEquals(List.of("Received", "Qualified"), host.kinds(lead));
      isDown.set(false);
      host.pass(HOUR); // the lease has run out
      leads.run();
      assertEquals(2, ids.size());
      assertEquals(1, ids.stream().distinct().count(), "another system recognises it");
      assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(lead));
    }
  }
}
