// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {

  @Test
  void text_has_nine_digits_and_sorts_by_time() {
    String noon = Times.text(Instant.parse("2026-03-02T12:00:00Z"));
    String later = Times.text(Instant.parse("2026-03-02T12:00:00.000000001Z"));
    assertEquals("2026-03-02T12:00:00.000000000Z", noon);
    assertTrue(noon.compareTo(later) < 0, "Texts must sort by time");
  }

  @Test
  void no_time_is_null() {
    assertNull(Times.textOrNull(null));
  }

  @Test
  void nanoseconds_are_exact_before_and_after_1970() {
    for (String text :
        new String[] {"1969-12-31T23:59:59.999999999Z", "2026-03-02T12:00:00.000000001Z"}) {
      Instant instant = Instant.parse(text);
      assertEquals(instant, Times.instant(Times.nanos(instant)));
    }
  }

  @Test
  void an_instant_outside_the_range_becomes_the_nearest_in_it() {
    assertEquals(Long.MIN_VALUE, Times.nanos(Instant.MIN));
    assertEquals(Long.MAX_VALUE, Times.nanos(Instant.MAX));
  }
}
