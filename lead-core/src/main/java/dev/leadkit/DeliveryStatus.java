// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * What a report says about the delivery of a message to one recipient (RFC 3464 §2.3). A value that the report does not give is {@code ""}.
 *
 * @param recipient the address that failed, in lower case
 * @param action what happened to the message
 * @param status the enhanced status code (RFC 3463) such as {@code 5.1.1}
 * @param diagnostic what the remote host answered, without its type; at most 1,000 characters
 * @param originalMessageId the Message-ID of the message that is reported on, without angle brackets
 */
public record DeliveryStatus(
    String recipient, Action action, String status, String diagnostic, String originalMessageId) {

  private static final int MAX_VALUE = 1_000;

  /** What happened to a message (RFC 3464 §2.3.3). */
  public enum Action {
    /** It could not be delivered. */
    FAILED,
    /** It could not be delivered yet; further attempts follow. */
    DELAYED,
    /** It was delivered. */
    DELIVERED,
    /** It was passed to a host that does not report. */
    RELAYED,
    /** It was delivered to an address that passes it on to others. */
    EXPANDED
  }

  public DeliveryStatus {
    Checks.max(recipient, "recipient", MAX_VALUE);
    Objects.requireNonNull(action, "action");
    Checks.max(status, "status", MAX_VALUE);
    Checks.max(diagnostic, "diagnostic", MAX_VALUE);
    Checks.max(originalMessageId, "originalMessageId", MAX_VALUE);
  }

  /** Without the recipient, which is personal data, and the diagnostic, which may repeat it. */
  @Override
  public String toString() {
    return "DeliveryStatus[" + action + ", " + status + "]";
  }
}
