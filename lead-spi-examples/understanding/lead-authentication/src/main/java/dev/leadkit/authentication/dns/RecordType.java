// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

/** The types of DNS records that mail authentication asks for (RFC 1035 §3.2.2, RFC 3596 §2.1). */
public enum RecordType {
  A,
  AAAA,
  CNAME,
  MX,
  PTR,
  TXT
}
