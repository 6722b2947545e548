// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import org.jspecify.annotations.Nullable;

/** One statement and what to bind to it. */
record Change(String sql, @Nullable Object... values) {}
