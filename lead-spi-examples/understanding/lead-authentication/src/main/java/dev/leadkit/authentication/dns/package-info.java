// SPDX-License-Identifier: Apache-2.0
/**
 * The DNS as the verifiers see it: one interface that never throws, answers with a status, and implementations that need no network
 * ({@link dev.leadkit.authentication.dns.ZoneDnsResolver}) or only the JDK
 * ({@link dev.leadkit.authentication.dns.JndiDnsResolver}).
 */
@NullMarked
package dev.leadkit.authentication.dns;

import org.jspecify.annotations.NullMarked;
