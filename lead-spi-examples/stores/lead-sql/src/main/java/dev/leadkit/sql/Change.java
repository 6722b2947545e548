// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement and what to bind to it, nulls included. */
record Change(String sql, List<@Nullable Object> values) {

  static Change of(String sql, @Nullable Object... values) {
    return new Change(sql, Arrays.asList(values));
  }
}
