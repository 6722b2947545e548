// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Simulations of the engine by the thousand. From the command line, see {@code .ci/simulate}: the first seed and the number of seeds; without
 * a number, the schedule of that one seed is printed.
 */
final class EngineSimulation {

  private EngineSimulation() {}

  public static void main(String[] args) {
    long first = Long.parseLong(args[0]);
    if (args.length == 1) {
      System.out.print(schedule(first));
      return;
    }
    Long failing = firstFailing(first, Long.parseLong(args[1]));
    if (failing != null) {
      System.out.print(schedule(failing));
      System.exit(1);
    }
  }

  /** The first of these seeds whose run breaks a promise; null if none does. */
  static @Nullable Long firstFailing(long first, long count) {
    return LongStream.range(first, first + count)
        .parallel()
        .filter(seed -> World.run(Choices.of(seed), false).failure() != null)
        .boxed()
        .findFirst()
        .orElse(null);
  }

  /** What happens in the run of a seed; if that breaks a promise, in the simplest run that does. */
  static String schedule(long seed) {
    World.Result result = World.run(Choices.of(seed), true);
    if (result.failure() == null) {
      return result.trace() + "seed " + seed + ": every promise is kept\n";
    }
    World.Result simplest = World.run(Shrinker.shrink(result.choices()), true);
    return simplest.trace() + "seed " + seed + ": " + simplest.failure() + "\n";
  }
}
