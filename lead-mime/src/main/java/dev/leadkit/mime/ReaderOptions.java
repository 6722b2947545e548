// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a reader.
 *
 * @param limits the limits for one message
 * @param authenticators the hosts whose {@code Authentication-Results} are believed, in lower case
 * @param spamFields whose {@code X-Spam-*} fields are believed
 * @param streaming how a mail in a file is read
 */
record ReaderOptions(
    MimeLimits limits,
    Set<String> authenticators,
    SpamFieldTrust spamFields,
    MailSource.Streaming streaming) {

  /** Whose {@code X-Spam-*} fields are believed. */
  enum SpamFieldTrust {
    NO_ONE,
    RECEIVING_HOST
  }

  /** Options that trust no one. */
  static ReaderOptions of(MimeLimits limits, MailSource.Streaming streaming) {
    return new ReaderOptions(limits, Set.of(), SpamFieldTrust.NO_ONE, streaming);
  }

  ReaderOptions trusting(String authservId) {
    Set<String> trusted = new TreeSet<>(authenticators);
    trusted.add(authservId.strip().toLowerCase(Locale.ROOT));
    return new ReaderOptions(limits, trusted, spamFields, streaming);
  }

  ReaderOptions trustingSpamFields() {
    return new ReaderOptions(limits, authenticators, SpamFieldTrust.RECEIVING_HOST, streaming);
  }

  boolean trustsSpamFields() {
    return spamFields == SpamFieldTrust.RECEIVING_HOST;
  }
}
