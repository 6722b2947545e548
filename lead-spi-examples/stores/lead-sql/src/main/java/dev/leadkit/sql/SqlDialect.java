// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import java.sql.SQLException;
import java.util.List;

/**
 * Where the SQL of one database differs from that of another.
 *
 * <p>Everything else is standard SQL with {@code ON CONFLICT} and {@code IS DISTINCT FROM}, which SQLite (3.39) and PostgreSQL
 * understand. Every method returns the same text each time, because statements are prepared once and found by their text. Implementations
 * are thread-safe.
 */
public interface SqlDialect {

  /** The statement that begins a transaction that writes. */
  String beginWriting();

  /** The statement that begins a transaction that reads one state of the database, whatever others write in the meantime. */
  String beginReading();

  /**
   * Statements to run in a transaction before it appends events, none by default.
   *
   * <p>Positions must become visible in their order: a reader that has seen position 7 must never find a new event at position 6. A
   * database in which several transactions write at the same time takes a lock here.
   */
  default List<String> beforeEvents() {
    return List.of();
  }

  /**
   * Statements to run in a transaction before it draws a ticket, none by default: for databases in which several transactions may draw the same
   * number at the same time.
   */
  default List<String> beforeTicket() {
    return List.of();
  }

  /** The clause that locks the rows of a query, {@code ""} by default: for databases in which one transaction writes at a time. */
  default String forUpdate() {
    return "";
  }

  /** The clause that locks the rows of a query and leaves out those that others have locked, {@code ""} by default. */
  default String forUpdateSkipLocked() {
    return "";
  }

  /** The clause after the name of a table that makes a statement use this index, {@code ""} by default. */
  default String indexedBy(String index) {
    return "";
  }

  /**
   * A text as it is stored in a column from which it is read again, equal to the character: the id of a message in a claim.
   *
   * <p>The default is the text itself. A database that cannot hold U+0000 in text encodes it, so that different texts stay different.
   */
  default String encode(String text) {
    return text;
  }

  /**
   * A text as it is stored in a column of a unique key that is only compared, never read back. Different texts stay different.
   *
   * <p>The default is {@link #encode}. A database that limits the length of a key abbreviates longer ones with a hash.
   */
  default String encodeKey(String text) {
    return encode(text);
  }

  /** The text that was stored as {@link #encode} returns it. */
  default String decode(String stored) {
    return stored;
  }

  /** An expression with one parameter, the bytes of a JSON text in UTF-8: that text. */
  String jsonFromUtf8();

  /** An expression with two parameters, name and value: a column with a JSON object, with this member added or replaced. */
  String withMember(String column);

  /** An expression with one parameter, a text: a column with a JSON array, with this element at its end. */
  String withElement(String column);

  /** A query with one parameter, a JSON text: the number of values in it, containers and their elements included. */
  String countJsonValues();

  /** The name of the schema in which the tables are. */
  String schema();

  /** The name of the schema in which a session has its temporary tables, which hide the tables of the same name. */
  String temporarySchema();

  /** Creates empty temporary copies of these tables, with their columns, generated columns, keys and indexes. */
  void createTemporaryCopies(SqlSession session, List<String> tables) throws SQLException;
}
