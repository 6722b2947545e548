// SPDX-License-Identifier: Apache-2.0
/** Conditions on the fields of a lead: how they are read, evaluated one by one and evaluated together. */
@NullMarked
package dev.leadkit.policy.condition;

import org.jspecify.annotations.NullMarked;
