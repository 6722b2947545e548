// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void pauses_grow_by_the_factor_up_to_the_longest() {
    var retry = new Retry(9, Duration.ofSeconds(5), 3, Duration.ofSeconds(60), 0);
    assertEquals(Duration.ofSeconds(5), retry.pause("dlv_1", 1, null));
    assertEquals(Duration.ofSeconds(15), retry.pause("dlv_1", 2, null));
    assertEquals(Duration.ofSeconds(45), retry.pause("dlv_1", 3, null));
    assertEquals(Duration.ofSeconds(60), retry.pause("dlv_1", 4, null));
    assertEquals(Duration.ofSeconds(60), retry.pause("dlv_1", 4_000, null));
  }

  @Test
  void jitter_takes_off_its_share_at_most_and_is_the_same_each_time() {
    var retry = new Retry(9, Duration.ofSeconds(100), 1, Duration.ofSeconds(100), 0.2);
    Set<Duration> pauses = new HashSet<>();
    for (int task = 0; task < 1_000; task++) {
      Duration pause = retry.pause("dlv_" + task, 1, null);
      assertEquals(pause, retry.pause("dlv_" + task, 1, null));
      assertTrue(
          pause.toMillis() > 80_000 - 1 && pause.toMillis() <= 100_000,
          "task " + task + ": " + pause);
      pauses.add(pause);
    }
    assertTrue(
        pauses.size() > 900,
        "tasks that fail together must not come back together: " + pauses.size());
  }

  @Test
  void what_the_other_system_asks_for_is_never_cut_short() {
    assertEquals(Duration.ofHours(1), Retry.STANDARD.pause("dlv_1", 1, Duration.ofHours(1)));
    assertTrue(
        Retry.STANDARD.pause("dlv_1", 5, Duration.ofSeconds(1)).compareTo(Duration.ofSeconds(30))
            > 0);
  }

  @Test
  void what_cannot_be_meant_is_refused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new Retry(0, second, 2, second, 0));
    assertThrows(IllegalArgumentException.class, () -> new Retry(1, second, 2, Duration.ZERO, 0));
    assertThrows(IllegalArgumentException.class, () -> new Retry(1, second, 0.5, second, 0));
    assertThrows(IllegalArgumentException.class, () -> new Retry(1, second, 2, second, 1.5));
    assertThrows(IllegalArgumentException.class, () -> new Retry(1, second, Double.NaN, second, 0));
  }
}
