// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that takes mails in can be told. */
final class CommonOptions {

  @Option(
      names = "--progress",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      description = "When to show a progress bar; auto: on a console.")
  private Progress.When progress = Progress.When.AUTO;

  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      hidden = true,
      description = "Let the clock stand still at this time, so that two runs can be compared.")
  private @Nullable Instant now;

  Progress.When progress() {
    return progress;
  }

  InstantSource clock() {
    return now == null ? InstantSource.system() : InstantSource.fixed(now);
  }
}
