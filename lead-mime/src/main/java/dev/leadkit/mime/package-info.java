// SPDX-License-Identifier: Apache-2.0
/** Mail (RFC 5322, RFC 2045 to 2049) into messages. */
@NullMarked
package dev.leadkit.mime;

import org.jspecify.annotations.NullMarked;
