// SPDX-License-Identifier: Apache-2.0
/**
 * Domain-based Message Authentication, Reporting and Conformance (RFC 9989, which obsoletes RFC 7489): does the domain in From vouch for
 * a mail, and what does it ask for where it does not? Organizational domains are found by the DNS tree walk, not by a list of suffixes.
 */
@NullMarked
package dev.leadkit.authentication.dmarc;

import org.jspecify.annotations.NullMarked;
