// SPDX-License-Identifier: Apache-2.0
/** A router with an ordered table of routes in which every lead matches a route. */
@NullMarked
package dev.leadkit.routing;

import org.jspecify.annotations.NullMarked;
