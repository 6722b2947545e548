// SPDX-License-Identifier: Apache-2.0
/** Sender Policy Framework (RFC 7208): may this host send mail of this domain? */
@NullMarked
package dev.leadkit.authentication.spf;

import org.jspecify.annotations.NullMarked;
