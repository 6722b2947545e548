// SPDX-License-Identifier: Apache-2.0
/** What the text of a message means: its segments and the messages that it forwards. Pure functions of their arguments. */
@NullMarked
package dev.leadkit.understanding;

import org.jspecify.annotations.NullMarked;
