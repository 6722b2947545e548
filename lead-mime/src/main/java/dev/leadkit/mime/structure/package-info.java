// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of a mail: finding them in one pass, what the header of each says of its content, which of them are the body and which are
 * attachments, and those that cannot be read at all. Decodes no text.
 */
@NullMarked
package dev.leadkit.mime.structure;

import org.jspecify.annotations.NullMarked;
