// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TnefLimitsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 | 1 | 1 | bytes: expected 1 or more, got 0",
        "1 | 0 | 1 | 1 | parts: expected 1 or more, got 0",
        "1 | 1 | 0 | 1 | depth: expected 1 to 32, got 0",
        "1 | 1 | 33 | 1 | depth: expected 1 to 32, got 33",
        "1 | 1 | 1 | 0 | textBytes: expected 1 or more, got 0",
      })
  void a_limit_that_allows_nothing_is_rejected_by_name(
      int bytes, int parts, int depth, int textBytes, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new TnefLimits(bytes, parts, depth, textBytes))
            .getMessage());
  }

  @Test
  void the_smallest_and_the_deepest_limits_are_limits() {
    TnefLimits smallest = new TnefLimits(1, 1, 1, 1);
    assertEquals(1, smallest.textBytes());
    assertEquals(32, new TnefLimits(1, 1, 32).depth());
    assertEquals(8 << 20, new TnefLimits(1, 1, 1).textBytes());
    assertEquals(new TnefLimits(32 << 20, 1_000, 4, 8 << 20), TnefLimits.standard());
  }
}
