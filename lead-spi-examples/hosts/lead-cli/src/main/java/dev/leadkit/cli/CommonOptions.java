// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.time.InstantSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that works on leads. */
final class CommonOptions {

  @Option(
      names = "--progress",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description = "When to show a progress bar; auto: on a terminal.")
  private Progress.When progress = Progress.When.AUTO;

  @Mixin
  private final ClockOption clock = new ClockOption();

  Progress.When progress() {
    return progress;
  }

  InstantSource clock() {
    return clock.clock();
  }
}
