// SPDX-License-Identifier: Apache-2.0
/** Proof that what is stored is what was committed: the hash chain of each lead, and the check of a whole store. */
@NullMarked
package dev.leadkit.integrity;

import org.jspecify.annotations.NullMarked;
