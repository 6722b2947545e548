// SPDX-License-Identifier: Apache-2.0
/**
 * The text of a mail as a person would read it: decoding of the text parts, the choice between plain text and HTML, and the removal of line
 * breaks of the transport, armour, quotations, signatures and disclaimers. A rule about what belongs to the visible text belongs here.
 */
@NullMarked
package dev.leadkit.mime.text;

import org.jspecify.annotations.NullMarked;
