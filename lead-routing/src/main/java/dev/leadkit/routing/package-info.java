// SPDX-License-Identifier: Apache-2.0
/** A first-match route table that is total. */
@NullMarked
package dev.leadkit.routing;

import org.jspecify.annotations.NullMarked;
