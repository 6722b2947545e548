// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The policy, files and hosts that a command uses. An option takes precedence over {@code lead.yaml} in the data folder, which takes precedence
 * over the set-up of the demo. Commands that write to the folder remember the options there.
 */
final class SetupOptions {

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy. Default: that of lead.yaml in the data folder, else the demo's.")
  private @Nullable Path policy;

  @Mixin
  private final WiringOptions wiring = new WiringOptions();

  private Setup given() {
    return new Setup(WiringOptions.existing("--policy", policy), null, null, null, null)
        .orElse(wiring.given());
  }

  /** The set-up for a command that works without a data folder. */
  Setup setup() {
    return given();
  }

  /** The set-up for a command that works on a data folder. */
  Setup setup(Path folder) {
    return given().orElse(new SetupFile(folder).read());
  }

  /** Remembers the options in the data folder; call it only after they have proved usable. */
  void remember(Path folder) {
    new SetupFile(folder).remember(given());
  }
}
