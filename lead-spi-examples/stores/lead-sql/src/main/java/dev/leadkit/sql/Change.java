// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One statement that changes a table, with its parameters.
 *
 * @param values in the order of the parameters, nulls included
 */
public record Change(String sql, List<@Nullable Object> values) {

  public Change {
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(values, "values");
  }

  static Change of(String sql, @Nullable Object... values) {
    return new Change(sql, Arrays.asList(values));
  }
}
