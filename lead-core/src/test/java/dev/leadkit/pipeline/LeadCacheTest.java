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
}
