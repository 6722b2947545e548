// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * A label and its value, as a web form or portal sends them.
 *
 * @param name the canonical name, such as {@code email}, {@code name}, {@code company}, {@code phone}, {@code country}, {@code message} or
 *     {@code consent}; {@code ""} for a field of the form's own
 * @param label the label as it is in the message, not blank
 * @param value what was entered, {@code ""} if nothing was
 * @param conclusion the rule that found it
 */
public record FormField(String name, String label, String value, Conclusion conclusion) {

  private static final int MAX_LABEL = 1_000;

  public FormField {
    Objects.requireNonNull(name, "name");
    Checks.max(label, "label", MAX_LABEL);
    if (label.isBlank()) {
      throw new IllegalArgumentException("label: expected text, got none");
    }
    Checks.max(value, "value", Checks.MAX_TEXT);
    Objects.requireNonNull(conclusion, "conclusion");
  }

  /** Without the value, which is personal data. */
  @Override
  public String toString() {
    return "FormField[" + name + ", " + label + "]";
  }
}
