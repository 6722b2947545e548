// SPDX-License-Identifier: Apache-2.0
/** The model: immutable values that all other packages use. It depends on nothing. */
@NullMarked
package dev.leadkit;

import org.jspecify.annotations.NullMarked;
