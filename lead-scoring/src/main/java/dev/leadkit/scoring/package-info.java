// SPDX-License-Identifier: Apache-2.0
/** Rules that add up to an explained score. */
@NullMarked
package dev.leadkit.scoring;

import org.jspecify.annotations.NullMarked;
