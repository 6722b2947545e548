// SPDX-License-Identifier: Apache-2.0
/** The lead command. */
@NullMarked
package dev.leadkit.cli;

import org.jspecify.annotations.NullMarked;
