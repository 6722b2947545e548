// SPDX-License-Identifier: Apache-2.0
/** Simulations of a policy on recorded histories, shadow runs, and limits for promotion. */
@NullMarked
package dev.leadkit.simulation;

import org.jspecify.annotations.NullMarked;
