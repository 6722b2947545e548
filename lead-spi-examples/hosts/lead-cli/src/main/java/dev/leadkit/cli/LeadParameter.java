// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.LeadId;
import picocli.CommandLine.Parameters;

/** The id of one lead, for commands that work on one. */
final class LeadParameter {

  @Parameters(
      index = "0",
      paramLabel = "LEAD",
      description = "The id of a lead, lead_…; see 'lead list'.")
  private String lead = "";

  /** Returns the id; throws an exception for wrong usage if it is not one. */
  LeadId id(Invocation call) {
    return LeadIds.of(lead, call);
  }
}
