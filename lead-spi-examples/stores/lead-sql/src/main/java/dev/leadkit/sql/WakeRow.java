// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadId;
import dev.leadkit.integrity.EventChain;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a lead in {@code wake}: the end of its history, its wake-up time and its lease. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WakeRow(
    long seq,
    @Nullable Long wakeAt,
    long leaseToken,
    @Nullable Long leaseUntil,
    byte @Nullable [] link) {

  private static final String SELECT =
      "SELECT seq, wake_at, lease_token, lease_until, chain FROM wake WHERE lead_id = ?";

  private static final String SET = """
      INSERT INTO wake (lead_id, seq, wake_at, lease_until, chain) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (lead_id) DO UPDATE SET
        seq = excluded.seq, wake_at = excluded.wake_at, lease_until = excluded.lease_until,
        chain = excluded.chain""";

  /** The query for the row of a lead that is about to change. */
  static String selectForUpdate(SqlDialect dialect) {
    return SELECT + dialect.forUpdate();
  }

  static WakeRow read(SqlSession session, LeadId lead) throws SQLException {
    return read(session, SELECT, lead);
  }

  /** @param select as {@link #selectForUpdate} returns it */
  static WakeRow read(SqlSession session, String select, LeadId lead) throws SQLException {
    return session.query(select, WakeRow::of, lead.value());
  }

  private static WakeRow of(ResultSet rows) throws SQLException {
    return rows.next()
        ? new WakeRow(
            rows.getLong(1),
            longOrNull(rows, 2),
            rows.getLong(3),
            longOrNull(rows, 4),
            rows.getBytes(5))
        : new WakeRow(0, null, 0, null, null);
  }

  /** Writes everything except the lease token, which only a new lease changes. */
  void write(SqlSession session, LeadId lead, byte[] newLink) throws SQLException {
    session.update(SET, lead.value(), seq, wakeAt, leaseUntil, newLink);
  }

  /** The last link of the lead's chain, the chain's start if it has none. */
  byte[] linkOf(LeadId lead) {
    byte[] last = link;
    return last == null ? EventChain.start(lead) : last;
  }

  /** The row after a commit, except for its link. */
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
