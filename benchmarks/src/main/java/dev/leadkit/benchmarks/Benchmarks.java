// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks with JMH's options, always with allocation, processor time and elapsed time; {@code read} and {@code score} run the comparisons. */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] args)
      throws RunnerException, CommandLineOptionException, java.io.IOException {
    if (args.length > 0 && args[0].equals("read")) {
      ReadComparison.run(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    if (args.length > 0 && args[0].equals("score")) {
      ScoreComparison.run(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    var command = new CommandLineOptions(args);
    if (command.shouldHelp()) {
      command.showHelp();
      return;
    }
    ChainedOptionsBuilder options = new OptionsBuilder()
        .parent(command)
        .addProfiler(GCProfiler.class)
        .addProfiler(ProcessorTime.class);
    if (command.getIncludes().isEmpty()) {
      options.exclude("ReadBenchmark\\.(angus|mime4j)").exclude("ScoreBenchmark");
    }
    var runner = new Runner(options.build());
    if (command.shouldList()) {
      runner.list();
    } else {
      runner.run();
    }
  }
}
