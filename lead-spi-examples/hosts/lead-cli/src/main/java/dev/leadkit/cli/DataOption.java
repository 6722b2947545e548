// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The data folder, for commands that need one. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The data folder: leads, mails and lead.yaml.")
  private @Nullable Path data;

  Path folder() {
    return Objects.requireNonNull(data);
  }

  @Override
  public String toString() {
    return folder().toString();
  }
}
