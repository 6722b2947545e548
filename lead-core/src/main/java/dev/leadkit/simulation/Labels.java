// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.LeadEvent;
import java.util.List;

/**
 * What people said of a lead afterwards, the last word of each kind.
 *
 * @param queue where it belongs, {@code ""} where nobody said
 * @param spam {@code spam} or {@code ham}, {@code ""} where nobody said
 */
record Labels(String queue, String spam) {

  static final String QUEUE = "queue:";
  static final String SPAM = "spam";
  static final String HAM = "ham";

  static Labels of(List<LeadEvent> history) {
    String queue = "";
    String spam = "";
    for (LeadEvent event : history) {
      if (event.fact() instanceof Reassigned reassigned && isMistake(reassigned)) {
        queue = reassigned.queue();
      } else if (event.fact() instanceof Labelled labelled) {
        String label = labelled.label();
        if (label.startsWith(QUEUE)) {
          queue = label.substring(QUEUE.length()).strip();
        } else if (label.equals(SPAM) || label.equals(HAM)) {
          spam = label;
        }
      }
    }
    return new Labels(queue, spam);
  }

  private static boolean isMistake(Reassigned reassigned) {
    return !reassigned.queue().isEmpty() && reassigned.cause() == Reassigned.Cause.MISROUTE;
  }
}
