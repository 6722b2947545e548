// SPDX-License-Identifier: Apache-2.0
/** Stores in memory: the whole system in a unit test. */
@NullMarked
package dev.leadkit.memory;

import org.jspecify.annotations.NullMarked;
