// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of each stage: time, processor time and allocation. */
@NullMarked
package dev.leadkit.benchmarks;

import org.jspecify.annotations.NullMarked;
