// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import picocli.CommandLine.Option;

/** The person who did what a command records. */
final class ByOption {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The person who did it; recorded in the history.")
  private String by = "";

  /** Returns the name; {@code ""} if none is given. */
  String name() {
    return by.strip();
  }
}
