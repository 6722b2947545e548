// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.LeadId;
import dev.leadkit.integrity.EventChain;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a lead is: its row in {@code wake}. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WakeRow(
    long seq,
    @Nullable Long wakeAt,
    long leaseToken,
    @Nullable Long leaseUntil,
    byte @Nullable [] link) {

  static final String SELECT =
      "SELECT seq, wake_at, lease_token, lease_until, chain FROM wake WHERE lead_id = ?";

  static WakeRow of(ResultSet rows) throws SQLException {
    return rows.next()
        ? new WakeRow(
            rows.getLong(1),
            longOrNull(rows, 2),
            rows.getLong(3),
            longOrNull(rows, 4),
            rows.getBytes(5))
        : new WakeRow(0, null, 0, null, null);
  }

  /** The last link of the lead's chain; its start if it has none. */
  byte[] linkOf(LeadId lead) {
    byte[] last = link;
    return last == null ? EventChain.start(lead) : last;
  }

  WakeRow after(Commit commit) {
    long last = commit.after() + commit.events().size();
    Instant wanted = commit.wakeAt();
    Long wake = wanted == null ? null : Long.valueOf(Times.nanos(wanted));
    Lease lease = commit.lease();
    if (lease != null && leaseUntil != null && lease.token().equals(Long.toString(leaseToken))) {
      return new WakeRow(last, wake, leaseToken, null, link);
    }
    return new WakeRow(last, earlier(wakeAt, wake), leaseToken, leaseUntil, link);
  }

  private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.min(one, other);
  }

  private static @Nullable Long longOrNull(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }
}
