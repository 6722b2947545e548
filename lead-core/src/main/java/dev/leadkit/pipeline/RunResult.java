// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LeadPipeline#run()} did and what it left.
 *
 * @param visits how often it took up a lead that was due; a lead may be taken up more than once
 * @param putOff how many of these visits ended with tasks not begun, because all threads of an enricher or connector are held by calls that
 *     do not return; the leads are due again within a minute
 * @param nextWake when {@code run()} will next have something to do: the time of a retry, of a deadline, or of a lead that was put off; null if
 *     every lead rests
 */
public record RunResult(int visits, int putOff, @Nullable Instant nextWake) {

  public RunResult {
    if (visits < 0 || putOff < 0 || putOff > visits) {
      throw new IllegalArgumentException(
          "visits, putOff: expected 0 <= putOff <= visits, got " + visits + ", " + putOff);
    }
  }

  /** Whether nothing is left to do before somebody sends another message or observes something. */
  public boolean isFinished() {
    return nextWake == null;
  }
}
