// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import dev.leadkit.LeadEvent;
import dev.leadkit.spi.LeadStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Reads the histories of a store as they were at an instant, one after the other. */
final class Histories {

  private static final int LEADS_AT_ONCE = 100;

  private Histories() {}

  /**
   * Passes each history to the consumer, without the leads that came later. If clocks of several machines differ, a history ends before its
   * first event that is later.
   */
  static void each(LeadStore store, Instant asOf, Consumer<List<LeadEvent>> take) {
    store.forEachHistory(LEADS_AT_ONCE, (lead, history) -> {
      List<LeadEvent> known =
          history.stream().takeWhile(event -> !event.at().isAfter(asOf)).toList();
      if (!known.isEmpty()) {
        take.accept(known);
      }
    });
  }
}
