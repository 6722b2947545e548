// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The policy file, for commands that need one. */
final class PolicyParameter {

  @Parameters(index = "0", paramLabel = "FILE", description = "A policy in YAML.")
  private @Nullable Path file;

  Path file() {
    return Objects.requireNonNull(file);
  }

  @Override
  public String toString() {
    return file().toString();
  }
}
