// SPDX-License-Identifier: Apache-2.0
/** All history decided again by another policy: what would be different, and whether that is allowed. */
@NullMarked
package dev.leadkit.simulation;

import org.jspecify.annotations.NullMarked;
