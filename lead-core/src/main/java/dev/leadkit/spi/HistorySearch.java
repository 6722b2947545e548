// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadQuery.Cursor;
import dev.leadkit.spi.LeadQuery.Position;
import dev.leadkit.spi.LeadStore.Matches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Answers a query from histories: every page reads the whole store, and keeps no more than the leads of the page. */
final class HistorySearch {

  private static final int HISTORIES_AT_ONCE = 200;

  private final LeadQuery query;
  private final @Nullable Position before;
  private final int max;

  /** The newest matches so far, the oldest of them first. */
  private final PriorityQueue<Position> newest = new PriorityQueue<>();

  private HistorySearch(LeadQuery query, @Nullable Position before, int max) {
    this.query = query;
    this.before = before;
    this.max = max;
  }

  static Matches find(LeadStore store, LeadQuery query, Cursor cursor, int max) {
    if (max < 0) {
      throw new IllegalArgumentException("max: expected 0 or more, got " + max);
    }
    var search = new HistorySearch(query, cursor.position(), max);
    store.forEachHistory(HISTORIES_AT_ONCE, search::add);
    var found = new ArrayList<>(search.newest);
    found.sort(Collections.reverseOrder());
    return Matches.of(found, cursor);
  }

  private void add(LeadId id, List<LeadEvent> history) {
    if (history.isEmpty()) {
      return;
    }
    Lead lead = Lead.of(id, history);
    var position = new Position(lead.receivedAt(), id);
    if ((before == null || position.compareTo(before) < 0) && query.matches(lead)) {
      newest.add(position);
      if (newest.size() > max) {
        newest.remove();
      }
    }
  }
}
