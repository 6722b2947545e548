// SPDX-License-Identifier: Apache-2.0
/** An embedded durable store: one SQLite file. */
@NullMarked
package dev.leadkit.sqlite;

import org.jspecify.annotations.NullMarked;
