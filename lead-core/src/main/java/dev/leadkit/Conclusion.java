// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The reason for something that was concluded from a message.
 *
 * @param rule the identifier of the rule that decided, not blank
 * @param evidence the part of the message that the rule found, {@code ""} if it found nothing in particular; at most 1,000 characters
 * @param confidence how sure the rule is, from 0 to 1
 */
public record Conclusion(String rule, String evidence, double confidence) {

  private static final int MAX_EVIDENCE = 1_000;

  public Conclusion {
    Checks.name(rule, "rule", MAX_EVIDENCE);
    Checks.max(evidence, "evidence", MAX_EVIDENCE);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence: expected 0 to 1, got " + confidence);
    }
  }

  /** A conclusion whose evidence is cut to the length that is allowed. */
  public static Conclusion of(String rule, String evidence, double confidence) {
    Objects.requireNonNull(evidence, "evidence");
    int end = Math.min(evidence.length(), MAX_EVIDENCE);
    if (end > 0 && end < evidence.length() && Character.isHighSurrogate(evidence.charAt(end - 1))) {
      end--;
    }
    return new Conclusion(rule, evidence.substring(0, end), confidence);
  }

  /** Without the evidence, which is personal data. */
  @Override
  public String toString() {
    return "Conclusion[" + rule + ", " + confidence + "]";
  }
}
