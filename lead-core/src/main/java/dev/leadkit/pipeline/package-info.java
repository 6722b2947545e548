// SPDX-License-Identifier: Apache-2.0
/** The engine: accepts messages, runs tasks and records what happened. */
@NullMarked
package dev.leadkit.pipeline;

import org.jspecify.annotations.NullMarked;
