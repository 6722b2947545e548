// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.Enricher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An enricher that finds companies in a CSV file (RFC 4180) in UTF-8.
 *
 * <p>The first line names the columns, in any order: {@code domain}, and optionally {@code name}, {@code size}, {@code industry},
 * {@code country} (ISO 3166-1 alpha-2), {@code zone} (IANA) and {@code technologies} (separated by semicolons). A domain is looked up as it
 * is, then without its first label, down to two labels: {@code mail.eu.acme.example} finds {@code acme.example}.
 *
 * <p>The file is read once. Its bytes stay in memory, with an index of 8 to 16 bytes for each line; a line is parsed when its domain is
 * looked up. Immutable and thread-safe.
 */
public final class CompanyFile implements Enricher {

  private static final List<String> COLUMNS =
      List.of("domain", "name", "size", "industry", "country", "zone", "technologies");
  private static final int MAX_PROBLEMS = 100;

  private final byte[] csv;
  private final int[] columns;
  private final int[] table;
  private final int size;

  private CompanyFile(byte[] csv, int[] columns, int[] table, int size) {
    this.csv = csv;
    this.columns = columns;
    this.table = table;
    this.size = size;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws PolicyException if there are mistakes in it: every one of the first hundred, with file and line
   */
  public static CompanyFile read(Path file) throws IOException {
    return of(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads a stream to its end and does not close it.
   *
   * @param name of the list, for messages about mistakes
   */
  public static CompanyFile read(InputStream csv, String name) throws IOException {
    return of(csv.readAllBytes(), name);
  }

  private static CompanyFile of(byte[] csv, String name) {
    return new Loading(csv, name).load();
  }

  /** The number of companies. */
  public int size() {
    return size;
  }

  @Override
  public Enrichment enrich(Question question) {
    String domain = question.domain().strip().toLowerCase(Locale.ROOT);
    while (domain.indexOf('.') >= 0) {
      Company company = find(domain);
      if (company != null) {
        return Enrichment.of(company);
      }
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    return Enrichment.NONE;
  }

  private @Nullable Company find(String domain) {
    for (int at = slot(domain, table); table[at] >= 0; at = (at + 1) & (table.length - 1)) {
      List<String> fields = new CsvRecords(csv, table[at]).next();
      if (fields != null && field(fields, columns, 0).equals(domain)) {
        return company(fields, columns);
      }
    }
    return null;
  }

  private static int slot(String domain, int[] table) {
    int hash = domain.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 16)) & (table.length - 1);
  }

  private static String field(List<String> fields, int[] columns, int column) {
    int at = columns[column];
    String text = at < 0 || at >= fields.size() ? "" : fields.get(at).strip();
    return column == 0 ? text.toLowerCase(Locale.ROOT) : text;
  }

  private static Company company(List<String> fields, int[] columns) {
    String size = field(fields, columns, 2);
    var technologies = new ArrayList<String>();
    for (String technology : field(fields, columns, 6).split(";", -1)) {
      if (!technology.isBlank()) {
        technologies.add(technology.strip());
      }
    }
    return new Company(
        field(fields, columns, 0),
        field(fields, columns, 1),
        size.isEmpty() ? null : Integer.valueOf(size),
        field(fields, columns, 3),
        field(fields, columns, 4),
        field(fields, columns, 5),
        technologies);
  }

  /** Checks every line and indexes where it begins. */
  private static final class Loading {

    private final byte[] csv;
    private final String name;
    private final CsvRecords lines;
    private final List<String> problems = new ArrayList<>();
    private final int[] columns = new int[COLUMNS.size()];
    private int width;
    private int[] table = empty(16);
    private int size;

    Loading(byte[] csv, String name) {
      this.csv = csv;
      this.name = name;
      boolean marked =
          csv.length > 2 && csv[0] == (byte) 0xEF && csv[1] == (byte) 0xBB && csv[2] == (byte) 0xBF;
      lines = new CsvRecords(csv, marked ? 3 : 0);
    }

    CompanyFile load() {
      header();
      while (problems.size() < MAX_PROBLEMS) {
        int start = lines.position();
        int number = lines.number();
        List<String> fields = lines.next();
        if (fields == null) {
          break;
        }
        line(fields, start, number);
      }
      if (lines.isUnterminated()) {
        problems.add(name + ":" + lines.number() + ": a quotation mark is not closed");
      }
      if (!problems.isEmpty()) {
        throw new PolicyException(problems);
      }
      return new CompanyFile(csv, columns, table, size);
    }

    private void header() {
      List<String> names = lines.next();
      List<String> given = new ArrayList<>();
      for (String column : names == null ? List.<String>of() : names) {
        given.add(column.strip().toLowerCase(Locale.ROOT));
        if (!COLUMNS.contains(given.get(given.size() - 1))) {
          problems.add(name + ":1: column '" + column + "' is not known; known: "
              + String.join(", ", COLUMNS));
        }
      }
      for (int i = 0; i < columns.length; i++) {
        columns[i] = given.indexOf(COLUMNS.get(i));
      }
      width = given.size();
      if (columns[0] < 0) {
        throw new PolicyException(List.of(name
            + ":1: expected a line with the names of the columns, domain among them; known: "
            + String.join(", ", COLUMNS)));
      }
    }

    private void line(List<String> fields, int start, int number) {
      if (fields.size() == 1 && fields.get(0).isBlank()) {
        return;
      }
      String domain = field(fields, columns, 0);
      if (fields.size() != width) {
        problem(number, "expected " + width + " fields, got " + fields.size());
      } else if (!isDomain(domain)) {
        problem(number, "domain: expected a name such as example.com, got '" + domain + "'");
      } else if (!isSize(field(fields, columns, 2))) {
        problem(number, "size: expected a number, got '" + field(fields, columns, 2) + "'");
      } else {
        add(domain, start, number);
      }
    }

    private void problem(int number, String text) {
      problems.add(name + ":" + number + ": " + text);
    }

    private static boolean isDomain(String text) {
      return text.indexOf('.') > 0
          && !text.endsWith(".")
          && text.chars().noneMatch(c -> c <= ' ' || c == '@' || c == '/');
    }

    private static boolean isSize(String text) {
      return text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void add(String domain, int start, int number) {
      if ((size + 1) * 2L > table.length) {
        grow();
      }
      int at = slot(domain, table);
      while (table[at] >= 0) {
        if (domainAt(table[at]).equals(domain)) {
          problem(number, "domain: '" + domain + "' is in an earlier line already");
          return;
        }
        at = (at + 1) & (table.length - 1);
      }
      table[at] = start;
      size++;
    }

    private void grow() {
      int[] larger = empty(table.length * 2);
      for (int start : table) {
        if (start >= 0) {
          int at = slot(domainAt(start), larger);
          while (larger[at] >= 0) {
            at = (at + 1) & (larger.length - 1);
          }
          larger[at] = start;
        }
      }
      table = larger;
    }

    private String domainAt(int start) {
      List<String> fields = new CsvRecords(csv, start).next();
      return fields == null ? "" : field(fields, columns, 0);
    }

    private static int[] empty(int length) {
      int[] table = new int[length];
      Arrays.fill(table, -1);
      return table;
    }
  }
}
