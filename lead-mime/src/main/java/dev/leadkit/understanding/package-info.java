// SPDX-License-Identifier: Apache-2.0
/**
 * What the text of a message means: its segments and the messages that it forwards. Pure functions of their arguments. The packages below it,
 * which are not exported, find form fields, the language, the class of a message and signs of spam.
 */
@NullMarked
package dev.leadkit.understanding;

import org.jspecify.annotations.NullMarked;
