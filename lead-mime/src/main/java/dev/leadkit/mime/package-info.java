// SPDX-License-Identifier: Apache-2.0
/**
 * Reads mail (RFC 5322, RFC 2045 to 2049) into messages. {@link dev.leadkit.mime.MimeReader} is the entry point; this and
 * {@code dev.leadkit.understanding} are the exported packages. The internal packages point one way: {@code scan} at the bottom, then
 * {@code encoding}, {@code header}, {@code structure} and {@code html}, then {@code text}. This package puts them together: it opens a mail in memory or in a file, parses it
 * within {@link dev.leadkit.mime.MimeLimits}, and builds the message, the triage or the outline.
 */
@NullMarked
package dev.leadkit.mime;

import org.jspecify.annotations.NullMarked;
