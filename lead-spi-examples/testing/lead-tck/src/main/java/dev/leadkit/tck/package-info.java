// SPDX-License-Identifier: Apache-2.0
/** Contract kits: abstract JUnit classes, one for each door. */
@NullMarked
package dev.leadkit.tck;

import org.jspecify.annotations.NullMarked;
