// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.policy.Policy;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a simulation reads a long history: in batches, on several threads, and not too far ahead. */
class SimulationBatchesTest {

  private static final Policy RECORDED = Histories.policy("recorded", 10, 20, 25);

  private final LeadStore real = new Histories(12).grow(RECORDED, 12).store;

  /** A store that hands out its leads one at a time, eight batches in all. */
  private class OneByOne extends ForwardingStore {
    final AtomicInteger pages = new AtomicInteger();

    OneByOne() {
      super(real);
    }

    @Override
    public LeadPage leads(long position, int max) {
      pages.incrementAndGet();
      return super.leads(position, 1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS), "nothing arrived");
    } catch (InterruptedException e) {
      throw new StoreException("interrupted", e);
    }
  }

  @Test
  void two_batches_for_each_thread_are_read_ahead_and_no_more() {
    int threads = 2;
    var readAhead = new CountDownLatch(2 * threads + 1);
    var answered = new AtomicInteger();
    var asked = new ArrayList<String>();
    var store = new OneByOne() {
      @Override
      public LeadPage leads(long position, int max) {
        readAhead.countDown();
        if (pages.get() - answered.get() > 2 * threads) {
          asked.add("page " + pages.get() + " with " + answered.get() + " answers");
        }
        return super.leads(position, max);
      }

      @Override
      public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
        await(readAhead);
        var histories = super.histories(leads);
        answered.incrementAndGet();
        return histories;
      }
    };
    SimulationReport report = Simulation.of(RECORDED).withThreads(threads).run(store);
    assertEquals(Simulation.of(RECORDED).run(real).leads(), report.leads());
    assertEquals(List.of(), asked, "a page was read though no thread could take it up");
  }

  @Test
  void the_failure_of_an_early_batch_comes_through() {
    var store = new OneByOne() {
      @Override
      public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
        if (pages.get() <= 3) {
          throw new StoreException("out of order", null);
        }
        return super.histories(leads);
      }
    };
    var thrown =
        assertThrows(StoreException.class, () -> Simulation.of(RECORDED).run(store));
    assertEquals("out of order", thrown.getMessage());
  }

  @Test
  void an_interrupt_ends_it_and_stays_set() {
    Thread caller = Thread.currentThread();
    var never = new CountDownLatch(1);
    var store = new OneByOne() {
      @Override
      public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
        caller.interrupt();
        await(never);
        return super.histories(leads);
      }
    };
    var thrown =
        assertThrows(IllegalStateException.class, () -> Simulation.of(RECORDED).run(store));
    assertEquals("the simulation was interrupted", thrown.getMessage());
    assertTrue(Thread.interrupted(), "the caller must be able to see the interrupt");
  }
}
