// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.Key;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Holder;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** The table {@code claim}: the lead that holds a key, and the message that brought it. */
final class Claims {

  private static final String INSERT =
      "INSERT INTO claim (layer, key, lead_id, event) VALUES (?, ?, ?, ?)";

  private static final String HOLDER =
      "SELECT lead_id, event FROM claim WHERE layer = ? AND key = ?";

  private final SqlDialect dialect;

  Claims(SqlDialect dialect) {
    this.dialect = dialect;
  }

  Change claim(Key key, LeadId lead, String event) {
    return Change.of(
        INSERT, layer(key), dialect.encodeKey(key.value()), lead.value(), dialect.encode(event));
  }

  Optional<Holder> holder(SqlSession session, Key key) throws SQLException {
    return session.query(
        HOLDER,
        rows -> rows.next()
            ? Optional.of(
                new Holder(new LeadId(rows.getString(1)), dialect.decode(rows.getString(2))))
            : Optional.empty(),
        layer(key),
        dialect.encodeKey(key.value()));
  }

  private static String layer(Key key) {
    return key.layer().name().toLowerCase(Locale.ROOT);
  }
}
