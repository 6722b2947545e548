// SPDX-License-Identifier: Apache-2.0
/** How reports are written. */
@NullMarked
package dev.leadkit.report;

import org.jspecify.annotations.NullMarked;
