// SPDX-License-Identifier: Apache-2.0
/** Facts and messages as JSON; the only place that knows their names. */
@NullMarked
package dev.leadkit.json;

import org.jspecify.annotations.NullMarked;
