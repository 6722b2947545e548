// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole engine under a virtual clock and a seeded scheduler; see {@code docs/quality.md}. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineSimulationTest {

  private static final long SEEDS = Long.getLong("lead.seeds", 2_000);
  private static final long FIRST_SEED = Long.getLong("lead.seed", 0);

  @Test
  void every_promise_is_kept_in_every_run() {
    Long failing = EngineSimulation.firstFailing(FIRST_SEED, SEEDS);
    assertNull(failing, () -> EngineSimulation.schedule(failing));
  }

  @Test
  void the_same_seed_gives_the_same_run() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 50; seed++) {
      World.Result once = World.run(Choices.of(seed), true);
      World.Result again = World.run(Choices.of(seed), true);
      assertEquals(once.trace(), again.trace(), "seed " + seed);
      assertEquals(once.hash(), again.hash(), "seed " + seed);
      assertEquals(
          once.hash(),
          World.run(Choices.of(once.choices()), false).hash(),
          "What was recorded of seed " + seed + " replays it");
    }
  }
}
