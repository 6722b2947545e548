// SPDX-License-Identifier: Apache-2.0
/**
 * From octets to decoded octets and from octets to characters: the transfer encodings of RFC 2045 and the older ones (uuencode, yEnc, BinHex),
 * files and plain text around encoded content, and charsets, declared, wrong or missing. A repair of an encoding belongs here.
 */
@NullMarked
package dev.leadkit.mime.encoding;

import org.jspecify.annotations.NullMarked;
