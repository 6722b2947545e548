// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kotlin.Unit;
import org.jspecify.annotations.Nullable;
import org.pastalab.fray.core.TestRunner;
import org.pastalab.fray.core.command.Configuration;
import org.pastalab.fray.core.command.ExecutionInfo;
import org.pastalab.fray.core.command.LambdaExecutor;
import org.pastalab.fray.core.command.NetworkDelegateType;
import org.pastalab.fray.core.command.SystemTimeDelegateType;
import org.pastalab.fray.core.randomness.ControlledRandom;
import org.pastalab.fray.core.randomness.Randomness;
import org.pastalab.fray.core.scheduler.PCTScheduler;
import org.pastalab.fray.core.scheduler.POSScheduler;
import org.pastalab.fray.core.scheduler.RandomScheduler;
import org.pastalab.fray.core.scheduler.Scheduler;

/**
 * Runs each scenario in many schedules. The scenario and one number determine each schedule.
 *
 * <p>Runs on a JDK that Fray has instrumented: {@code .ci/schedules} prepares it.
 */
final class Explorer {

  /** How much virtual time a step takes. */
  private static final long STEP_NANOS = 1_000_000;

  /** A schedule of more steps than this does not come to its end. */
  private static final int MAX_STEPS = 30_000;

  private static final int MAX_SECONDS = 24 * 60 * 60;

  /** The strategies, in the order in which seeds use them. */
  private enum Strategy {
    /** Partial order sampling. */
    PARTIAL_ORDER,
    /** Any thread next. */
    RANDOM,
    /** A few changes of priority. */
    PRIORITIES;

    static Strategy of(long seed) {
      return values()[(int) Math.floorMod(seed, values().length)];
    }

    /** Whether a switch may come before an access to a plain field too, and not only before locks, monitors, volatiles and atomics. */
    static boolean isFine(long seed) {
      return of(seed) == PARTIAL_ORDER && Math.floorMod(seed, 2) == 0;
    }

    Scheduler scheduler(Randomness random) {
      return switch (this) {
        case PARTIAL_ORDER -> new POSScheduler(random);
        case RANDOM -> new RandomScheduler(random);
        case PRIORITIES -> new PCTScheduler(random, 3, 400);
      };
    }
  }

  private static final PrintStream OUT = System.out;

  private final Path reports;
  private int abandoned;
  private long steps;

  private Explorer(Path reports) {
    this.reports = reports;
  }

  /** {@code REPORTS ITERATIONS SEED [SCENARIO…]}; exit code 1 if a schedule breaks a promise. */
  public static void main(String[] args) {
    var explorer = new Explorer(Path.of(args[0]));
    int iterations = Integer.parseInt(args[1]);
    long seed = Long.parseLong(args[2]);
    List<Scenario> scenarios = args.length == 3
        ? Scenario.all()
        : Arrays.stream(args).skip(3).map(Scenario::named).toList();
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    var failed = new ArrayList<String>();
    int explored = 0;
    for (Scenario scenario : scenarios) {
      int number = explorer.explore(scenario, iterations, seed);
      explored += number;
      if (number < iterations) {
        failed.add(scenario.name());
      }
    }
    OUT.println(explored - explorer.abandoned + " schedules of " + scenarios.size()
        + " scenarios without a fault, " + explorer.steps + " steps; " + explorer.abandoned
        + " more were abandoned after " + MAX_STEPS + " steps each"
        + (failed.isEmpty() ? "" : "; a fault in " + failed));
    System.exit(failed.isEmpty() ? 0 : 1);
  }

  /** The number of schedules without a fault before the first one with a fault. */
  private int explore(Scenario scenario, int iterations, long seed) {
    int before = abandoned;
    // Initializes the classes, so that a schedule is the same whether others came before it.
    run(scenario, 1);
    abandoned = before;
    long start = System.nanoTime();
    for (int i = 0; i < iterations; i++) {
      Throwable fault = run(scenario, seed + i);
      if (fault != null) {
        OUT.println(scenario.name() + ": schedule " + (i + 1) + " (seed " + (seed + i)
            + ") breaks a promise; again with: .ci/schedules 1 " + (seed + i) + " "
            + scenario.name());
        fault.printStackTrace(OUT);
        return i;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    OUT.printf(
        "%s: %d schedules from seed %d, %.1f a second, no fault%n",
        scenario.name(), iterations, seed, iterations / seconds);
    return iterations;
  }

  private @Nullable Throwable run(Scenario scenario, long seed) {
    var random = new ControlledRandom(new ArrayList<>(), new ArrayList<>(), new Random(seed));
    var scheduler = new CountingScheduler(random, Strategy.of(seed).scheduler(random));
    var executor = new LambdaExecutor(() -> {
      try {
        scenario.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return Unit.INSTANCE;
    });
    Throwable fault =
        new TestRunner(configuration(scenario, executor, scheduler, random, seed)).run();
    steps += scheduler.steps();
    if (scheduler.steps() >= MAX_STEPS) { // its threads were ended somewhere, which breaks promises
      abandoned++;
      return null;
    }
    return fault;
  }

  private Configuration configuration(
      Scenario scenario,
      LambdaExecutor executor,
      Scheduler scheduler,
      Randomness random,
      long seed) {
    return new Configuration(
        new ExecutionInfo(executor, false, Strategy.isFine(seed), MAX_STEPS),
        reports.resolve(scenario.name()),
        1, // schedules
        MAX_SECONDS,
        scheduler,
        () -> random,
        false, // record every step
        false, // go on after a fault
        true, // return after a fault, instead of ending the process
        false, // replay
        false, // without control
        false, // one run before the first schedule
        NetworkDelegateType.NONE,
        SystemTimeDelegateType.MOCK,
        STEP_NANOS,
        false, // let timed waits end only when nothing else can happen
        false, // take a sleep for a yield
        false, // load the classes again
        false, // redirect the standard output
        false, // end the other threads with the first one
        false, // compare steps by their stack traces
        null); // coverage
  }
}
