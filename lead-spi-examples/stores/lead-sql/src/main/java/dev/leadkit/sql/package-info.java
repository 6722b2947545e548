// SPDX-License-Identifier: Apache-2.0
/**
 * What lead stores in SQL databases share: the tables' rules, written once. A store adds its connections, its schema and a
 * {@link dev.leadkit.sql.SqlDialect}.
 */
@NullMarked
package dev.leadkit.sql;

import org.jspecify.annotations.NullMarked;
