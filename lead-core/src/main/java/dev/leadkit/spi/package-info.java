// SPDX-License-Identifier: Apache-2.0
/** Extension points: interfaces that hosts and plug-ins implement, and the reader of configurations. */
@NullMarked
package dev.leadkit.spi;

import org.jspecify.annotations.NullMarked;
