// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The clock of a command, which can be stopped. */
final class ClockOption {

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      hidden = true,
      description = "Stops the clock at this time, so that two runs can be compared.")
  private @Nullable Instant now;

  InstantSource clock() {
    return now == null ? InstantSource.system() : InstantSource.fixed(now);
  }
}
