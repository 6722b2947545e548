// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.LeadEvent;
import java.util.List;

/**
 * The last labels of each kind that people gave a lead.
 *
 * @param queue the right queue, {@code ""} if it is not labelled
 * @param spam {@code spam} or {@code ham}, {@code ""} if it is not labelled
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
