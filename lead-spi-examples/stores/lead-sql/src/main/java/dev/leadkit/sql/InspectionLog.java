// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.spi.LeadStore.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what the checks of a store find. For one thread. */
public final class InspectionLog {

  private static final int MAX_NAMED = 5;

  private final String database;
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /** @param database to name in each problem */
  public InspectionLog(String database) {
    this.database = database;
  }

  /** Adds a problem. */
  public void problem(String text) {
    problems.add(database + ": " + text);
  }

  /** Adds a problem of these rows, or none if there are no rows. It gives their number and names the first five. */
  public void problem(String text, List<String> rows) {
    if (!rows.isEmpty()) {
      problem(rows.size() + " " + text + ": "
          + rows.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
          + (rows.size() > MAX_NAMED ? ", …" : ""));
    }
  }

  /** Adds a remark about what could not be checked. */
  public void remark(String text) {
    remarks.add(text);
  }

  /** Everything so far. */
  public Inspection inspection() {
    return new Inspection(problems, remarks);
  }
}
