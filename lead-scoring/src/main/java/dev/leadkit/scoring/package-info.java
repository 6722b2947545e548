// SPDX-License-Identifier: Apache-2.0
/** A scorer whose rules add up to an explained score, and a linear model beside them. */
@NullMarked
package dev.leadkit.scoring;

import org.jspecify.annotations.NullMarked;
