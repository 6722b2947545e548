// SPDX-License-Identifier: Apache-2.0
/** Who is behind a message: our own addresses, the rules that choose the prospect, and the contact data that the message states. */
@NullMarked
package dev.leadkit.prospect;

import org.jspecify.annotations.NullMarked;
