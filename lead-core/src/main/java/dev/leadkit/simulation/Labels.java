// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.LeadEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

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

  /** Reasons to reassign a lead that say nothing against its route. */
  private static final Set<String> NO_MISTAKE =
      new TreeSet<>(List.of("absence", "balancing", "capacity"));

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

  /** A reason may begin with a code and go on behind a colon or a blank. */
  private static boolean isMistake(Reassigned reassigned) {
    String reason = reassigned.reason().strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < reason.length() && Character.isLetter(reason.charAt(end))) {
      end++;
    }
    return !reassigned.queue().isEmpty() && !NO_MISTAKE.contains(reason.substring(0, end));
  }
}
