// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the scenarios in the schedules of this machine; {@code .ci/schedules} explores many more. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScenariosTest {

  private static final int REPETITIONS = 5;

  @ParameterizedTest
  @MethodSource("names")
  void every_promise_is_kept(String name) throws Exception {
    for (int i = 0; i < REPETITIONS; i++) {
      Scenario.named(name).run();
    }
  }

  static List<String> names() {
    return Scenario.all().stream().map(Scenario::name).toList();
  }

  @Test
  void every_scenario_has_a_name_of_its_own() {
    assertEquals(names().size(), new HashSet<>(names()).size());
  }
}
