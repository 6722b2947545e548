// SPDX-License-Identifier: Apache-2.0
/** What is known about a policy before a lead comes in: unreachable routes, useless conditions, examples that fail. */
@NullMarked
package dev.leadkit.policy.check;

import org.jspecify.annotations.NullMarked;
