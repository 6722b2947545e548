// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** What CRC-32 of the task and the number of its failures takes off, computed with another implementation of it. */
  @ParameterizedTest
  @CsvSource({"dlv_1, 1, 86054", "dlv_1, 2, 96598", "dlv_2, 1, 86189"})
  void the_jitter_of_an_attempt_never_changes(String task, int failures, long millis) {
    var retry = new Retry(9, Duration.ofSeconds(100), 1, Duration.ofSeconds(100), 0.2);
    assertEquals(Duration.ofMillis(millis), retry.pause(task, failures, null));
  }

  @Test
  void a_pause_that_is_requested_counts_up_to_a_year() {
    var retry = new Retry(9, Duration.ofSeconds(10), 1, Duration.ofSeconds(10), 0);
    Duration year = Duration.ofDays(365);
    assertEquals(Duration.ofSeconds(10), retry.pause("t", 1, Duration.ofSeconds(10)));
    assertEquals(Duration.ofMillis(10_001), retry.pause("t", 1, Duration.ofMillis(10_001)));
    assertEquals(year, retry.pause("t", 1, year));
    assertEquals(year, retry.pause("t", 1, year.plusMillis(1)));
  }

  @Test
  void the_limits_of_what_can_be_meant_can_be_meant() {
    Duration second = Duration.ofSeconds(1);
    var least = new Retry(1, Duration.ZERO, 1, Duration.ZERO, 0);
    assertEquals(Duration.ZERO, least.pause("t", 1, null));
    assertEquals(1, new Retry(1, second, 1, second, 1).jitter());
    assertThrows(
        IllegalArgumentException.class, () -> new Retry(1, second.negated(), 2, second, 0));
    assertThrows(IllegalArgumentException.class, () -> new Retry(1, second, 2, second, -0.1));
    assertThrows(IllegalArgumentException.class, () -> new Retry(1, second, 2, second, Double.NaN));
    assertEquals(
        new Retry(3, second, 2, Duration.ofSeconds(9), 0.5),
        new Retry(8, second, 2, Duration.ofSeconds(9), 0.5).withAttempts(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attempts: 1|",
        "attempts: 1000|",
        "attempts: 0|attempts: set to 0; expected 1 to 1000",
        "attempts: 1001|attempts: set to 1001; expected 1 to 1000",
        "first: 1ms|",
        "first: 30d, longest: 30d|",
        "first: 0s|first: set to",
        "longest: 31d|longest: set to",
        "factor: 1|",
        "factor: 100|",
        "factor: 0.99|factor: set to 0.99; expected 1 to 100",
        "factor: 100.1|factor: set to 100.1; expected 1 to 100",
        "jitter: 0|",
        "jitter: 1|",
        "jitter: -0.1|jitter: set to -0.1; expected 0 to 1",
        "jitter: 1.1|jitter: set to 1.1; expected 0 to 1",
        "first: 10m|first, longest: expected 0 <= first <= longest",
      })
  void a_retry_is_read_within_its_limits(String keys, String problem) {
    Settings settings = Settings.yaml("policy.yaml", "{ " + keys + " }");
    Retry read = Retry.read(settings, Retry.STANDARD);
    List<String> problems = settings.problems();
    if (problem == null) {
      assertEquals(List.of(), problems);
    } else {
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(problems.get(0).contains(problem), problems.toString());
      assertEquals(Retry.STANDARD, read, "a retry that cannot be meant is not used");
    }
  }

  @Test
  void what_a_retry_does_not_say_is_as_it_is_elsewhere() {
    var settings =
        Settings.yaml("p", "{ attempts: 3, first: 2s, factor: 4, longest: 1h, jitter: 0.5 }");
    assertEquals(
        new Retry(3, Duration.ofSeconds(2), 4, Duration.ofHours(1), 0.5),
        Retry.read(settings, Retry.STANDARD));
    assertEquals(Retry.STANDARD, Retry.read(Settings.yaml("p", "{}"), Retry.STANDARD));
  }
}
