// SPDX-License-Identifier: Apache-2.0
/** The words: immutable values that every other package speaks in. They depend on nothing. */
@NullMarked
package dev.leadkit;

import org.jspecify.annotations.NullMarked;
