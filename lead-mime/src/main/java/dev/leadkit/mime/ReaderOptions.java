// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.mime.header.HostTrust;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a reader.
 *
 * @param limits the limits for one message
 * @param trust whose authentication results are believed
 * @param spamFields whose {@code X-Spam-*} fields are believed
 * @param streaming how a mail in a file is read
 */
record ReaderOptions(
    MimeLimits limits, HostTrust trust, SpamFieldTrust spamFields, MailSource.Streaming streaming) {

  /** Whose {@code X-Spam-*} fields are believed. */
  enum SpamFieldTrust {
    NO_ONE,
    RECEIVING_HOST
  }

  /** Options that trust no one. */
  static ReaderOptions of(MimeLimits limits, MailSource.Streaming streaming) {
    return new ReaderOptions(limits, HostTrust.NO_ONE, SpamFieldTrust.NO_ONE, streaming);
  }

  ReaderOptions trusting(String authservId) {
    return with(new HostTrust(with(trust.hosts(), authservId), trust.sealers(), trust.unnamed()));
  }

  ReaderOptions trustingSealer(String domain) {
    return with(new HostTrust(trust.hosts(), with(trust.sealers(), domain), trust.unnamed()));
  }

  ReaderOptions trustingUnnamedHost() {
    return with(new HostTrust(trust.hosts(), trust.sealers(), HostTrust.Unnamed.TOPMOST));
  }

  private ReaderOptions with(HostTrust newTrust) {
    return new ReaderOptions(limits, newTrust, spamFields, streaming);
  }

  private static Set<String> with(Set<String> names, String name) {
    Set<String> more = new TreeSet<>(names);
    more.add(name.strip().toLowerCase(Locale.ROOT));
    return more;
  }

  ReaderOptions trustingSpamFields() {
    return new ReaderOptions(limits, trust, SpamFieldTrust.RECEIVING_HOST, streaming);
  }

  boolean trustsSpamFields() {
    return spamFields == SpamFieldTrust.RECEIVING_HOST;
  }
}
