// SPDX-License-Identifier: Apache-2.0
/**
 * Signatures of mail: DKIM (RFC 6376, with the algorithms of RFC 8301 and RFC 8463), and the chains of ARC (RFC 8617), whose message
 * signatures are DKIM's.
 */
@NullMarked
package dev.leadkit.authentication.dkim;

import org.jspecify.annotations.NullMarked;
