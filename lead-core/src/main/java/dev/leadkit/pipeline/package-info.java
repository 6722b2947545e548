// SPDX-License-Identifier: Apache-2.0
/** The engine: takes messages in, has the work done at the edge, writes down what happened. */
@NullMarked
package dev.leadkit.pipeline;

import org.jspecify.annotations.NullMarked;
