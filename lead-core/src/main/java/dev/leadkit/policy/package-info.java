// SPDX-License-Identifier: Apache-2.0
/** Decisions as a pure function of a lead: scoring, routing, retries, flags and experiments. */
@NullMarked
package dev.leadkit.policy;

import org.jspecify.annotations.NullMarked;
