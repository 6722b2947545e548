// SPDX-License-Identifier: Apache-2.0
/** The doors: what a host or a plug-in puts in. Each knows the words and nothing else. */
@NullMarked
package dev.leadkit.spi;

import org.jspecify.annotations.NullMarked;
