// SPDX-License-Identifier: Apache-2.0
/**
 * The text of a mail as a person would read it: decoding of the text parts, the choice between plain text and HTML, and the removal of line
 * breaks of the transport and armour. What of it the sender wrote is decided in {@code dev.leadkit.understanding}.
 */
@NullMarked
package dev.leadkit.mime.text;

import org.jspecify.annotations.NullMarked;
