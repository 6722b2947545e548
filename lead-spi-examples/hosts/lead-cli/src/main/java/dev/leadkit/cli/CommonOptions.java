// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that works on leads. */
final class CommonOptions {

  @Option(
      names = "--progress",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description = "When to show a progress bar; auto: on a terminal.")
  private Progress.When progress = Progress.When.AUTO;

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      hidden = true,
      description = "Stops the clock at this time, so that two runs can be compared.")
  private @Nullable Instant now;

  Progress.When progress() {
    return progress;
  }

  InstantSource clock() {
    return now == null ? InstantSource.system() : InstantSource.fixed(now);
  }
}
