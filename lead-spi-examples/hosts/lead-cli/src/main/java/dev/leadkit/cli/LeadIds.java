// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.LeadId;
import java.nio.file.Path;

/** Ids of leads on a command line. */
final class LeadIds {

  private LeadIds() {}

  static LeadId of(String text, Invocation call) {
    try {
      return new LeadId(text.strip());
    } catch (IllegalArgumentException e) {
      throw call.wrongUsage("LEAD: " + e.getMessage());
    }
  }

  static InputException unknown(LeadId id, Path folder) {
    return new InputException(folder + ": no such lead: " + id);
  }
}
