// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Simulations of the engine by the thousand, one for each seed. */
final class EngineSimulation {

  /** How many seeds are run before they are counted. */
  private static final long BLOCK = 10_000;

  private static final long FEW = 8;
  private static final long MANY = 1_000;

  private EngineSimulation() {}

  /**
   * With one argument, prints the schedule of that seed. With four, runs seeds and keeps count: first seed, number of seeds, file to count in,
   * and name of the code that is run. The exit status is 1 if a promise was broken.
   */
  public static void main(String[] args) throws IOException {
    long first = Long.parseLong(args[0]);
    if (args.length == 1) {
      System.out.print(schedule(first));
      return;
    }
    long end = first + Long.parseLong(args[1]);
    for (long from = first; from < end; from += BLOCK) {
      long count = Math.min(BLOCK, end - from);
      Long failing = firstFailing(from, count);
      if (failing != null) {
        System.out.print(schedule(failing));
        System.exit(1);
      }
      Files.writeString(
          Path.of(args[2]),
          args[3] + "\t" + from + "\t" + count + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** The first of these seeds whose run breaks a promise; null if none does. Few at a time at first: a planted fault is found soon. */
  static @Nullable Long firstFailing(long first, long count) {
    long end = first + count;
    long size = FEW;
    for (long from = first; from < end; from += size, size = Math.min(MANY, 2 * size)) {
      OptionalLong failing = LongStream.range(from, Math.min(from + size, end))
          .parallel()
          .filter(seed -> World.run(Choices.of(seed), false).failure() != null)
          .findFirst();
      if (failing.isPresent()) {
        return failing.getAsLong();
      }
    }
    return null;
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
