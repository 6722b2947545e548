// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Instants as the file holds them: as text that sorts as time does, and as nanoseconds since 1970. */
class TimesTest {

  @Test
  void a_text_has_nine_digits_after_the_second() {
    assertEquals("1970-01-01T00:00:00.000000000Z", Times.text(Instant.EPOCH));
    assertEquals(
        "2026-03-02T09:15:30.123000000Z",
        Times.textOrNull(Instant.parse("2026-03-02T09:15:30.123Z")));
    assertNull(Times.textOrNull(null));
  }

  @Test
  void nanoseconds_are_exact_before_and_after_1970() {
    for (long nanos : new long[] {0, 1, -1, 999_999_999, 1_000_000_000, -1_000_000_001}) {
      assertEquals(nanos, Times.nanos(Times.instant(nanos)));
    }
    assertEquals(Instant.parse("1969-12-31T23:59:59.999999999Z"), Times.instant(-1));
    assertEquals(1_500_000_000L, Times.nanos(Instant.ofEpochSecond(1, 500_000_000)));
  }

  @Test
  void what_nanoseconds_cannot_say_counts_as_the_first_or_the_last() {
    assertEquals(Long.MAX_VALUE, Times.nanos(Instant.MAX));
    assertEquals(Long.MIN_VALUE, Times.nanos(Instant.MIN));
    assertEquals(Long.MAX_VALUE, Times.nanos(Times.instant(Long.MAX_VALUE).plusNanos(1)));
    assertEquals(Long.MAX_VALUE, Times.nanos(Times.instant(Long.MAX_VALUE)));
  }
}
