// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;

/**
 * The identification fields of a message (RFC 5322 §3.6.4), each id with its angle brackets.
 *
 * @param messageId the {@code Message-ID}, {@code ""} if there is none
 * @param inReplyTo the first id of {@code In-Reply-To}, {@code ""} if there is none
 * @param references the ids of {@code References}, oldest first. In all three components an unpaired surrogate becomes U+FFFD, because stores
 *     look messages up by these ids and UTF-8 cannot encode it
 */
public record Threading(String messageId, String inReplyTo, List<String> references) {

  /** A message without identification fields. */
  public static final Threading NONE = new Threading("", "", List.of());

  public Threading {
    messageId = Checks.wellFormed(messageId, "messageId");
    inReplyTo = Checks.wellFormed(inReplyTo, "inReplyTo");
    references = Checks.list(references, "references").stream()
        .map(id -> Checks.wellFormed(id, "references"))
        .toList();
  }
}
