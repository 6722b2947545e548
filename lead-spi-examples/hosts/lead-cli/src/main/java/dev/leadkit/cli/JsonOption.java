// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import picocli.CommandLine.Option;

/** Whether to report as JSON: one object, or one per line for lists. */
final class JsonOption {

  @Option(names = "--json", description = "Report as JSON; docs/cli.md describes the fields.")
  private boolean json;

  boolean isGiven() {
    return json;
  }
}
