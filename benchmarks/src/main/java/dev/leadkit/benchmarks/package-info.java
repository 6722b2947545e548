// SPDX-License-Identifier: Apache-2.0
/** What each stage costs: time, processor time and allocation. */
@NullMarked
package dev.leadkit.benchmarks;

import org.jspecify.annotations.NullMarked;
