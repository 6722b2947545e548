// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import dev.leadkit.LeadEvent;
import dev.leadkit.spi.LeadStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The histories of a store as they were at some instant, one after the other and then forgotten. */
final class Histories {

  private static final int LEADS_AT_ONCE = 100;

  private Histories() {}

  /**
   * Those that were not yet there are left out. Where clocks of several machines differ, a history ends before the first event that is later.
   */
  static void each(LeadStore store, Instant asOf, Consumer<List<LeadEvent>> take) {
    LeadStore.LeadPage page = store.leads(0, LEADS_AT_ONCE);
    while (!page.leads().isEmpty()) {
      for (List<LeadEvent> history : store.histories(page.leads()).values()) {
        List<LeadEvent> known =
            history.stream().takeWhile(event -> !event.at().isAfter(asOf)).toList();
        if (!known.isEmpty()) {
          take.accept(known);
        }
      }
      page = store.leads(page.position(), LEADS_AT_ONCE);
    }
  }
}
