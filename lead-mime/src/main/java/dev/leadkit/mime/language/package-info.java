// SPDX-License-Identifier: Apache-2.0
/**
 * The phrases that mail programs and writers put around the text of a message, as data: one table per language. A new language or a new phrase
 * belongs into the resources of this package and needs no code.
 */
@NullMarked
package dev.leadkit.mime.language;

import org.jspecify.annotations.NullMarked;
