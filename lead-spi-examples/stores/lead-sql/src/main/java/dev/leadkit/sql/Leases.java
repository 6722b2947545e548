// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Wake-up times and leases in the table {@code wake}. */
final class Leases {

  private static final String DUE = """
      SELECT lead_id, seq, lease_token FROM wake
      WHERE wake_at <= ? AND (lease_until IS NULL OR lease_until <= ?)
      ORDER BY wake_at, lead_id LIMIT ?""";

  private static final String SET_LEASE =
      "UPDATE wake SET lease_token = ?, lease_until = ? WHERE lead_id = ?";

  private static final String EARLIEST =
      "SELECT wake_at FROM wake WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1";

  private final String dueForUpdate;

  Leases(SqlDialect dialect) {
    this.dueForUpdate = DUE + dialect.forUpdateSkipLocked();
  }

  /** Whether a lead is due and not leased. Changes and locks nothing. */
  boolean isAnyDue(SqlSession session, Instant now, int max) throws SQLException {
    long nanos = Times.nanos(now);
    return session.query(DUE, ResultSet::next, nanos, nanos, max);
  }

  /** Leases due leads, earliest first. */
  List<Lease> lease(SqlSession session, Instant now, Instant until, int max) throws SQLException {
    long nanos = Times.nanos(now);
    List<Lease> leases =
        session.query(dueForUpdate, rows -> leases(rows, until), nanos, nanos, max);
    for (Lease lease : leases) {
      session.update(
          SET_LEASE,
          Long.valueOf(lease.token()),
          Times.nanos(until),
          lease.lead().value());
    }
    return leases;
  }

  private static List<Lease> leases(ResultSet rows, Instant until) throws SQLException {
    var found = new ArrayList<Lease>();
    while (rows.next()) {
      String token = Long.toString(rows.getLong(3) + 1);
      found.add(new Lease(new LeadId(rows.getString(1)), rows.getLong(2), token, until));
    }
    return List.copyOf(found);
  }

  /** The earliest wake-up time of all leads, leased or not. */
  static Optional<Instant> nextWake(SqlSession session) throws SQLException {
    return session.query(
        EARLIEST,
        rows -> rows.next() ? Optional.of(Times.instant(rows.getLong(1))) : Optional.empty());
  }
}
