// SPDX-License-Identifier: Apache-2.0
/** What kind of message a mail is, and what its sender wants beside a quote. Pure functions of their arguments. */
@NullMarked
package dev.leadkit.understanding.machine;

import org.jspecify.annotations.NullMarked;
