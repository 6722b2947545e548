// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import dev.leadkit.Hash;
import dev.leadkit.sql.SqlDialect;
import dev.leadkit.sql.SqlSession;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** The SQL of PostgreSQL, for tables in one schema. */
final class PostgresDialect implements SqlDialect {

  /** Precedes what is encoded. */
  private static final char ESCAPE = '\u2400';

  private static final char NUL_CODE = '0';
  private static final char HASH_CODE = '#';

  /** The most characters of a key that is stored whole: at most 2,000 octets in UTF-8, twice that would be too long. */
  private static final int WHOLE_KEY = 500;

  private static final int KEY_PREFIX = 200;

  private final String schema;

  /** @param schema the name of the schema, unquoted */
  PostgresDialect(String schema) {
    this.schema = quoted(schema);
  }

  /** A name as an identifier in SQL. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Each statement sees what was committed before it, above all before the lock of {@link #beforeEvents}. */
  @Override
  public String beginWriting() {
    return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
  }

  @Override
  public String beginReading() {
    return "BEGIN ISOLATION LEVEL REPEATABLE READ";
  }

  /** Held until the transaction is visible to others, so that positions become visible in their order. */
  @Override
  public List<String> beforeEvents() {
    return List.of("LOCK TABLE commit_order IN EXCLUSIVE MODE");
  }

  /** Two transactions would draw the same number, and one of them would have to be repeated. */
  @Override
  public List<String> beforeTicket() {
    return List.of("LOCK TABLE ticket IN SHARE ROW EXCLUSIVE MODE");
  }

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
  }

  @Override
  public String forUpdateSkipLocked() {
    return " FOR UPDATE SKIP LOCKED";
  }

  /** PostgreSQL has no U+0000 in text. */
  @Override
  public String encode(String text) {
    if (text.indexOf('\0') < 0 && text.indexOf(ESCAPE) < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        out.append(ESCAPE).append(NUL_CODE);
      } else if (c == ESCAPE) {
        out.append(ESCAPE).append(ESCAPE);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The key of an index has at most 2,704 octets. */
  @Override
  public String encodeKey(String text) {
    String encoded = encode(text);
    return encoded.length() <= WHOLE_KEY
        ? encoded
        : prefix(encoded) + ESCAPE + HASH_CODE + hash(text);
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The beginning of a text, for people. It does not end between surrogates or within an escape. */
  private static String prefix(String encoded) {
    int end = KEY_PREFIX;
    while (end > 0
        && (Character.isHighSurrogate(encoded.charAt(end - 1))
            || encoded.charAt(end - 1) == ESCAPE)) {
      end--;
    }
    return encoded.substring(0, end);
  }

  @Override
  public String decode(String stored) {
    if (stored.indexOf(ESCAPE) < 0) {
      return stored;
    }
    StringBuilder out = new StringBuilder(stored.length());
    for (int i = 0; i < stored.length(); i++) {
      char c = stored.charAt(i);
      if (c == ESCAPE && i + 1 < stored.length()) {
        i++;
        out.append(stored.charAt(i) == NUL_CODE ? '\0' : stored.charAt(i));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  @Override
  public String jsonFromUtf8() {
    return "convert_from(?, 'UTF8')";
  }

  @Override
  public String withMember(String column) {
    return "(" + column + "::jsonb || jsonb_build_object(?::text, ?::text))::text";
  }

  @Override
  public String withElement(String column) {
    return "(" + column + "::jsonb || jsonb_build_array(?::text))::text";
  }

  /** The type jsonb refuses an escaped U+0000. */
  @Override
  public String countJsonValues() {
    return "SELECT count(*) FROM jsonb_path_query("
        + "replace(?::text, '\\u0000', '\\u2400')::jsonb, 'strict $.**')";
  }

  @Override
  public String schema() {
    return schema;
  }

  @Override
  public String temporarySchema() {
    return "pg_temp";
  }

  /**
   * Creates copies that the end of the transaction drops. Statements that the connection has prepared for the tables themselves are bound to
   * the copies from here on.
   */
  @Override
  public void createTemporaryCopies(SqlSession session, List<String> tables) throws SQLException {
    for (String table : tables) {
      session.script("CREATE TEMPORARY TABLE " + table + " (LIKE " + schema + "." + table
          + " INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING INDEXES INCLUDING CONSTRAINTS)"
          + " ON COMMIT DROP");
      if (table.equals("contact") || table.equals("company")) {
        session.script("CREATE TRIGGER complete_row BEFORE INSERT ON pg_temp." + table
            + " FOR EACH ROW EXECUTE FUNCTION " + schema + ".complete_row()");
      }
    }
    session.script("DISCARD PLANS");
  }
}
