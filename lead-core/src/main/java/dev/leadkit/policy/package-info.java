// SPDX-License-Identifier: Apache-2.0
/** What follows from a fact: a pure function, and the language that it is written in. */
@NullMarked
package dev.leadkit.policy;

import org.jspecify.annotations.NullMarked;
