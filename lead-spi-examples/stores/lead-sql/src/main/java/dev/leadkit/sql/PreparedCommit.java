// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Commit;
import java.util.ArrayList;
import java.util.List;

/** A commit with everything that can be computed before the transaction begins. */
record PreparedCommit(Commit commit, List<EventLog.Draft> events, List<Change> changes) {

  static PreparedCommit of(
      Commit commit, Projection projection, Claims claims, Conversations conversations) {
    List<EventLog.Draft> events =
        commit.events().stream().map(EventLog.Draft::of).toList();
    var changes = new ArrayList<Change>();
    for (LeadEvent event : commit.events()) {
      changes.addAll(projection.of(event));
    }
    commit.keys().forEach((key, event) -> changes.add(claims.claim(key, commit.lead(), event)));
    commit.threads().forEach(thread -> changes.add(conversations.join(thread, commit.lead())));
    return new PreparedCommit(commit, events, changes);
  }

  LeadId lead() {
    return commit.lead();
  }
}
