// SPDX-License-Identifier: Apache-2.0
/**
 * Verifies where a mail comes from: SPF (RFC 7208), DKIM (RFC 6376, 8301, 8463), DMARC (RFC 9989) and ARC (RFC 8617), for hosts whose mail
 * server does not.
 *
 * <pre>{@code
 * var authenticator = MailAuthenticator.of(JndiDnsResolver.system());
 * var transmission = new Transmission(clientAddress, helo, mailFrom);
 * Authentication result = authenticator.verify(bytes, transmission, receivedAt);
 * byte[] stamped = result.stamp(bytes, "mx.example.com");     // prepends an Authentication-Results field
 * leads.accept(RawMessage.of(stamped));                       // the reader trusts "mx.example.com"
 * }</pre>
 *
 * <p>The result goes into the mail and not into the reader, because the DNS changes and a mail must read the same whenever it is read again.
 */
@NullMarked
package dev.leadkit.authentication;

import org.jspecify.annotations.NullMarked;
