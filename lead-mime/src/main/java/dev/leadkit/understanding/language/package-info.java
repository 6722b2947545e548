// SPDX-License-Identifier: Apache-2.0
/** Tells in which language a text is written. */
@NullMarked
package dev.leadkit.understanding.language;

import org.jspecify.annotations.NullMarked;
