// SPDX-License-Identifier: Apache-2.0
/** Stores in memory, for tests and simulations. */
@NullMarked
package dev.leadkit.memory;

import org.jspecify.annotations.NullMarked;
