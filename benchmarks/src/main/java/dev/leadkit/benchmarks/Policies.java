// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Score;
import dev.leadkit.policy.Policy;
import java.util.List;

/** The policy that is measured. */
final class Policies {

  private Policies() {}

  static Policy sample() {
    return Policy.of(
        "none",
        lead -> Score.of(0, List.of(), List.of()),
        (lead, score) -> new Assignment(
            "all",
            Disposition.LEAD,
            "sales",
            "",
            null,
            null,
            List.of("crm"),
            "always",
            List.of(),
            List.of()));
  }
}
