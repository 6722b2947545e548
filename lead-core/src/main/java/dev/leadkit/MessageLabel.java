// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * A concern of the sender that routes ask for, independent of the kind of message, such as {@code erasure_request}.
 *
 * @param name the label: letters, digits and underscores
 * @param conclusion the rule that found it, with what the sender wrote
 */
public record MessageLabel(String name, Conclusion conclusion) {

  /** The sender asks that personal data be erased (GDPR Art. 17) or wants to know what is stored (Art. 15). */
  public static final String ERASURE_REQUEST = "erasure_request";

  /** The sender wants no more messages: a withdrawal of consent. */
  public static final String UNSUBSCRIBE_REQUEST = "unsubscribe_request";

  /** The sender applies for a job. */
  public static final String JOB_APPLICATION = "job_application";

  /** The sender, who is a customer, has a problem or a question about something bought. */
  public static final String SUPPORT_REQUEST = "support_request";

  private static final int MAX_NAME = 100;

  public MessageLabel {
    Checks.name(name, "name", MAX_NAME);
    if (!name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c))) {
      throw new IllegalArgumentException(
          "name: expected letters, digits and underscores, got '" + name + "'");
    }
    Objects.requireNonNull(conclusion, "conclusion");
  }

  /** Without the evidence, which is personal data. */
  @Override
  public String toString() {
    return "MessageLabel[" + name + "]";
  }
}
