// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * A part of the text of a message and what it is. The segments of a text follow each other without gaps, so that their concatenation is
 * the text.
 *
 * @param kind what the part is
 * @param start the index of its first character
 * @param end the index after its last character, greater than {@code start}
 * @param rule the identifier of the rule that decided
 * @param confidence how sure the rule is, from 0 to 1
 */
public record Segment(Kind kind, int start, int end, String rule, double confidence) {

  /** What a part of a text is. */
  public enum Kind {
    /** What the sender wrote. */
    OWN_TEXT,
    /** A closing phrase such as "Kind regards". */
    SIGN_OFF,
    /** The name, title and contact data of the sender. */
    SIGNATURE,
    /** What a mail program appends about itself or the device. */
    DEVICE_LINE,
    /** A legal notice. */
    DISCLAIMER,
    /** A warning that the recipient's mail system added. */
    BANNER,
    /** The line or block that introduces a quotation. */
    QUOTATION_HEADER,
    /** An earlier message of the conversation. */
    QUOTED,
    /** The line or block that introduces a forwarded message. */
    FORWARD_HEADER,
    /** A forwarded message. */
    FORWARDED,
    /** What a mailing list or a notification service appends. */
    LIST_FOOTER,
    /** A label and its value, as web forms send them. */
    FORM_FIELD
  }

  public Segment {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(rule, "rule");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "segment [" + start + ", " + end + "): expected 0 <= start < end");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence " + confidence + ": expected 0 to 1");
    }
  }

  /** The part of the text that this segment covers. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
