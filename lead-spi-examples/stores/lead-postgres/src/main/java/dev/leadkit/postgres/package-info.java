// SPDX-License-Identifier: Apache-2.0
/** A lead store in PostgreSQL. */
@NullMarked
package dev.leadkit.postgres;

import org.jspecify.annotations.NullMarked;
