// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.ThreadId;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code thread}: the lead to which a Message-ID belongs. */
final class Conversations {

  private static final String INSERT = """
      INSERT INTO thread (tenant, message_id, lead_id) VALUES (?, ?, ?)
      ON CONFLICT (tenant, message_id) DO NOTHING""";

  private static final String LEAD =
      "SELECT lead_id FROM thread WHERE tenant = ? AND message_id = ?";

  private final SqlDialect dialect;

  Conversations(SqlDialect dialect) {
    this.dialect = dialect;
  }

  /** The first lead keeps the thread id. */
  Change join(ThreadId thread, LeadId lead) {
    return Change.of(
        INSERT,
        dialect.encodeKey(thread.tenant()),
        dialect.encodeKey(thread.messageId()),
        lead.value());
  }

  Optional<LeadId> lead(SqlSession session, String tenant, String messageId) throws SQLException {
    return session.query(
        LEAD,
        rows -> rows.next() ? Optional.of(new LeadId(rows.getString(1))) : Optional.empty(),
        dialect.encodeKey(tenant),
        dialect.encodeKey(messageId));
  }
}
