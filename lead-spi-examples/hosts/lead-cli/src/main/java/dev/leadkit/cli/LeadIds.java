// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.LeadId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The id of a lead, as it stands on a command line. */
final class LeadIds {

  private LeadIds() {}

  static LeadId of(String text, CommandSpec spec) {
    try {
      return new LeadId(text.strip());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "LEAD: " + e.getMessage(), e);
    }
  }
}
