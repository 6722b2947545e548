// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whenever a plug-in is called, the lease of its lead lasts for as long as the call may take. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeaseTimeTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** Nearly as long as a lease, which is three time-outs. */
  private static final Duration LONG = Duration.ofSeconds(150);

  private final Host host = new Host();
  private final Map<LeadId, Instant> leasedUntil = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> early = new ConcurrentLinkedQueue<>();
  private final AtomicInteger delivered = new AtomicInteger();

  private LeadPipeline.Builder pipeline() {
    return host.pipeline()
        .store(new ForwardingStore(host.store) {
          @Override
          public List<Lease> lease(Instant now, Instant until, int max) {
            List<Lease> leases = super.lease(now, until, max);
            leases.forEach(lease -> leasedUntil.put(lease.lead(), lease.until()));
            return leases;
          }
        })
        .taskTimeout(TIMEOUT)
        .concurrency(1);
  }

  private void check(LeadId lead) {
    Instant until = leasedUntil.getOrDefault(lead, Instant.MIN);
    if (host.time.get().plus(TIMEOUT).isAfter(until)) {
      early.add(lead + " at " + host.time.get() + ", leased until " + until);
    }
  }

  @Test
  void what_has_waited_too_long_is_leased_again_before_it_is_performed() {
    try (LeadPipeline leads = pipeline()
        .connector("crm", delivery -> {
          check(delivery.lead().id());
          host.pass(LONG);
          delivered.incrementAndGet();
          return Outcome.accepted("");
        })
        .build()) {
      leads.accept(IntStream.range(0, 6)
          .mapToObj(i -> Host.mail("<" + i + "@x>", "hello " + i))
          .toList());
      leads.run();
      assertEquals(List.of(), List.copyOf(early), "another process could have leased it");
      assertEquals(6, delivered.get(), "each once");
    }
  }

  @Test
  void a_delivery_that_follows_a_long_question_is_leased_again_too() {
    try (LeadPipeline leads = pipeline()
        .policy(PolicySource.of(host.policy().withEnrichers(List.of("slow"), Duration.ofHours(1))))
        .enricher("slow", question -> {
          check(question.lead().id());
          host.pass(LONG);
          return Enrichment.NONE;
        })
        .connector("crm", delivery -> {
          check(delivery.lead().id());
          delivered.incrementAndGet();
          return Outcome.accepted("");
        })
        .build()) {
      leads.accept(Host.mail("<1@x>", "hello"));
      leads.run();
      assertEquals(List.of(), List.copyOf(early), "another process could have leased it");
      assertEquals(1, delivered.get());
    }
  }

  /** The clock jumps while the result is being written, and the engine leases the lead again. */
  @Test
  void a_lease_that_is_given_while_the_result_is_written_is_ended_too() {
    var isWriting = new AtomicBoolean();
    var renewed = new CountDownLatch(1);
    var store = new ForwardingStore(host.store) {
      @Override
      public List<Lease> lease(Instant now, Instant until, int max) {
        List<Lease> leases = super.lease(now, until, max);
        if (isWriting.get() && !leases.isEmpty()) {
          renewed.countDown();
        }
        return leases;
      }

      @Override
      public List<Result> commit(List<Commit> commits) {
        boolean isResult = commits.stream()
            .flatMap(commit -> commit.events().stream())
            .anyMatch(event -> event.fact() instanceof Fact.Delivered);
        if (isResult && !isWriting.getAndSet(true)) {
          host.pass(Duration.ofHours(1));
          try {
            renewed.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        return super.commit(commits);
      }
    };
    try (LeadPipeline leads = pipeline()
        .store(store)
        .connector("crm", delivery -> {
          delivered.incrementAndGet();
          return Outcome.accepted("");
        })
        .pollInterval(Duration.ofMillis(1))
        .start()) {
      leads.accept(Host.mail("<1@x>", "hello"));
      while (host.store.nextWake() != null) {
        Thread.onSpinWait(); // time does not pass: a lease that is not ended never expires
      }
      assertEquals(1, delivered.get());
    }
  }
}
