// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks with JMH's own options, and always with allocation and processor time beside the time on the clock. */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] args)
      throws RunnerException, CommandLineOptionException, java.io.IOException {
    var command = new CommandLineOptions(args);
    if (command.shouldHelp()) {
      command.showHelp();
      return;
    }
    var runner = new Runner(new OptionsBuilder()
        .parent(command)
        .addProfiler(GCProfiler.class)
        .addProfiler(ProcessorTime.class)
        .build());
    if (command.shouldList()) {
      runner.list();
    } else {
      runner.run();
    }
  }
}
