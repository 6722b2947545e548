// SPDX-License-Identifier: Apache-2.0
/** The fields of a lead that a policy can read, and the lists, phrases, maps and derived fields that it defines. */
@NullMarked
package dev.leadkit.policy.field;

import org.jspecify.annotations.NullMarked;
