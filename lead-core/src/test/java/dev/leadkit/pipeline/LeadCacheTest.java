// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Source;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeadCacheTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final long BOUND = 100_000;

  private final LeadCache cache = new LeadCache(BOUND);

  private static Lead lead(int number, int characters) {
    Message message =
        Message.builder("evt_" + number, NOON).textBody("x".repeat(characters)).build();
    LeadId id = LeadId.openedBy(message.id());
    return Lead.of(id)
        .apply(new LeadEvent(
            id, 1, NOON, new Fact.Received(message, Source.unknown(""), List.of(), "")));
  }

  @Test
  void a_lead_that_is_heavier_than_the_whole_cache_stays_in_it() {
    Lead heavy = lead(1, 250_000);
    cache.put(heavy);
    for (int i = 2; i < 500; i++) {
      cache.put(lead(i, 500));
    }
    assertSame(heavy, cache.getIfPresent(heavy.id()), "it would be read again for every message");
  }

  @Test
  void the_weight_of_the_others_is_bounded() {
    for (int i = 0; i < 1_000; i++) {
      cache.put(lead(i, 500));
    }
    long found = IntStream.range(0, 1_000)
        .filter(i -> cache.getIfPresent(LeadId.openedBy("evt_" + i)) != null)
        .count();
    assertTrue(found > 10 && found <= BOUND / 1_500 + 1, found + " leads are kept");
  }

  @Test
  void of_the_heavy_ones_only_as_many_are_kept_as_the_bound_allows() {
    for (int i = 0; i < 10; i++) {
      cache.put(lead(i, 40_000));
    }
    assertEquals(
        2,
        IntStream.range(0, 10)
            .filter(i -> cache.getIfPresent(LeadId.openedBy("evt_" + i)) != null)
            .count());
    assertNotNull(cache.getIfPresent(LeadId.openedBy("evt_9")));
  }

  @Test
  void a_lead_that_grows_heavy_is_there_once_and_can_be_removed() {
    Lead light = lead(1, 10);
    cache.put(light);
    Lead heavy = lead(1, 90_000);
    cache.put(heavy);
    assertSame(heavy, cache.getIfPresent(light.id()));
    cache.invalidate(light.id());
    assertNull(cache.getIfPresent(light.id()));
  }

  /** What a lead of the test weighs without its text. */
  private static final int OVERHEAD = 1_000 + (int) (lead(1, 0).characters());

  private long kept(int from, int to) {
    return IntStream.range(from, to)
        .filter(i -> cache.getIfPresent(LeadId.openedBy("evt_" + i)) != null)
        .count();
  }

  @Test
  void a_lead_of_an_eighth_of_the_bound_is_an_ordinary_one_and_a_heavier_one_is_not() {
    int most = (int) BOUND / 8 - OVERHEAD;
    for (int i = 100; i < 120; i++) {
      cache.put(lead(i, most));
    }
    assertTrue(kept(100, 120) <= 8, "the ordinary ones share the bound");
    Lead heavy = lead(1, most + 1);
    cache.put(heavy);
    for (int i = 200; i < 300; i++) {
      cache.put(lead(i, most));
    }
    assertSame(heavy, cache.getIfPresent(heavy.id()), "ordinary ones displace no heavy one");
  }

  @Test
  void heavy_leads_that_weigh_as_much_as_the_bound_together_are_all_kept() {
    int half = (int) BOUND / 2 - OVERHEAD;
    cache.put(lead(1, half));
    cache.put(lead(2, half));
    assertEquals(2, kept(1, 3));
    cache.put(lead(3, half + 1));
    assertEquals(1, kept(1, 4), "the latest alone, because two weigh more than the bound");
    cache.put(lead(3, half));
    cache.put(lead(2, half));
    cache.invalidate(LeadId.openedBy("evt_3"));
    assertEquals(1, kept(1, 4), "the other one stays");
  }
}
