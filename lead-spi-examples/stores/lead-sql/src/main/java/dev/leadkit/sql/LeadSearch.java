// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadQuery;
import dev.leadkit.spi.LeadQuery.Cursor;
import dev.leadkit.spi.LeadQuery.Position;
import dev.leadkit.spi.LeadStore.Matches;
import dev.leadkit.spi.StoreException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers a {@link LeadQuery} from the projections {@code lead} and {@code message}. */
final class LeadSearch {

  private static final String LAST =
      "(SELECT max(received_at) FROM message WHERE lead_id = lead.id)";

  private final StringBuilder where = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private LeadSearch() {}

  /** @param database to name in errors */
  static Matches find(SqlSession session, LeadQuery query, Cursor cursor, int max, String database)
      throws SQLException {
    var search = new LeadSearch();
    search.add(query);
    Position last = cursor.position();
    if (last != null) {
      search.add(
          "(received_at, id) < (?, ?)",
          Times.text(last.receivedAt()),
          last.lead().value());
    }
    search.values.add(max);
    return session.query(
        search.sql(),
        rows -> {
          var found = new ArrayList<Position>();
          while (rows.next()) {
            found.add(position(rows.getString(1), rows.getString(2), database));
          }
          return Matches.of(found, cursor);
        },
        search.values.toArray());
  }

  private String sql() {
    return "SELECT id, received_at FROM lead" + where
        + " ORDER BY received_at DESC, id DESC LIMIT ?";
  }

  private void add(LeadQuery query) {
    text("tenant = ?", query.tenant());
    text("queue = ?", query.queue());
    text("owner = ?", query.owner());
    text("address = ?", query.address());
    oneOf("status", query.statuses());
    oneOf("disposition", query.dispositions());
    time("received_at >= ?", query.firstFrom());
    time("received_at < ?", query.firstBefore());
    time(LAST + " >= ?", query.lastFrom());
    time(LAST + " < ?", query.lastBefore());
  }

  /** U+0000 is its symbol in every column of the projections. */
  private void text(String condition, @Nullable String value) {
    if (value != null) {
      add(condition, value.replace('\0', '\u2400'));
    }
  }

  private void time(String condition, @Nullable Instant value) {
    if (value != null) {
      add(condition, Times.text(value));
    }
  }

  private void oneOf(String column, Set<? extends Enum<?>> wanted) {
    if (!wanted.isEmpty()) {
      Object[] words =
          wanted.stream().map(value -> value.name().toLowerCase(Locale.ROOT)).toArray();
      add(
          column + " IN (" + String.join(", ", Collections.nCopies(words.length, "?")) + ")",
          words);
    }
  }

  private void add(String condition, Object... bound) {
    where.append(where.length() == 0 ? " WHERE " : " AND ").append(condition);
    values.addAll(List.of(bound));
  }

  private static Position position(String lead, String receivedAt, String database) {
    try {
      return new Position(Instant.parse(receivedAt), new LeadId(lead));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new StoreException(
          database + ": a row of table lead cannot be read: " + e.getMessage(), e);
    }
  }
}
