// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadId;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code ticket}: the number of each lead in a line. */
final class Tickets {

  private static final String DRAW = """
      INSERT INTO ticket (line, lead_id, number)
      SELECT ?, ?, coalesce(max(number) + 1, 0) FROM ticket WHERE line = ?
      ON CONFLICT (line, lead_id) DO NOTHING""";

  private static final String NUMBER = "SELECT number FROM ticket WHERE line = ? AND lead_id = ?";

  private final SqlDialect dialect;

  Tickets(SqlDialect dialect) {
    this.dialect = dialect;
  }

  /** The number of a lead that has one. */
  Optional<Long> number(SqlSession session, String line, LeadId lead) throws SQLException {
    return session.query(
        NUMBER,
        rows -> rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty(),
        dialect.encodeKey(line),
        lead.value());
  }

  /** The number of a lead, which takes the next one if it has none. */
  long draw(SqlSession session, String line, LeadId lead) throws SQLException {
    for (String statement : dialect.beforeTicket()) {
      session.update(statement);
    }
    String stored = dialect.encodeKey(line);
    session.update(DRAW, stored, lead.value(), stored);
    return number(session, line, lead).orElseThrow();
  }
}
