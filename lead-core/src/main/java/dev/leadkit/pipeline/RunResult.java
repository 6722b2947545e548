// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@link LeadPipeline#run()}.
 *
 * @param visits the number of visits to leads that were due; a lead may be visited more than once
 * @param putOff the number of visits with tasks that were not begun, because calls that do not return occupy all threads of an enricher or
 *     connector; the leads are due again within a minute
 * @param nextWake when {@code run()} will next have work, such as a retry, a deadline or a lead that was put off; null if no lead is waiting
 */
public record RunResult(int visits, int putOff, @Nullable Instant nextWake) {

  public RunResult {
    if (visits < 0 || putOff < 0 || putOff > visits) {
      throw new IllegalArgumentException(
          "visits, putOff: expected 0 <= putOff <= visits, got " + visits + ", " + putOff);
    }
  }

  /** Whether there is no work until a message or an observation arrives. */
  public boolean isFinished() {
    return nextWake == null;
  }
}
