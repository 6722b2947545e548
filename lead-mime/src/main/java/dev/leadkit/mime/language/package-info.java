// SPDX-License-Identifier: Apache-2.0
/**
 * The phrases that mail programs and writers put around the text of a message, as data: one table per language. A new phrase
 * belongs in a table; a new language also needs an entry in the list of {@code LanguageTables}.
 */
@NullMarked
package dev.leadkit.mime.language;

import org.jspecify.annotations.NullMarked;
