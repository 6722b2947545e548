// SPDX-License-Identifier: Apache-2.0
/** Verification of stores: the hash chain of each lead, and the check of a whole store. */
@NullMarked
package dev.leadkit.integrity;

import org.jspecify.annotations.NullMarked;
