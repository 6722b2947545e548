// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Fact;
import dev.leadkit.Input;
import dev.leadkit.Lead;
import java.util.List;
import java.util.Objects;

/**
 * A feature flag that a policy reads: the answer of the flag service for a lead, or the default.
 *
 * @param values the possible values
 * @param defaultValue the value without a usable answer, one of {@code values}
 */
public record FeatureFlag(String name, List<String> values, String defaultValue) {

  /** The beginning of the name of its field. */
  public static final String PREFIX = "flag.";

  public FeatureFlag {
    Objects.requireNonNull(name, "name");
    values = List.copyOf(Objects.requireNonNull(values, "values"));
    Objects.requireNonNull(defaultValue, "defaultValue");
  }

  /** The name of the field that conditions read. */
  public String field() {
    return PREFIX + name;
  }

  /** The value for a lead: what the flag service answered, else the default, with the reason. */
  public Input input(Lead lead) {
    Fact.FlagEvaluated answer = lead.flags().get(name);
    if (answer == null) {
      return defaultValue("no answer yet");
    }
    String value = answer.value();
    if (value == null) {
      return defaultValue(answer.reason());
    }
    if (values.contains(value)) {
      return new Input(PREFIX + name, value, "the flag service");
    }
    return defaultValue(
        value.isEmpty()
            ? "no answer"
            : "the flag service said '" + value + "', which is no value of it");
  }

  private Input defaultValue(String reason) {
    return new Input(PREFIX + name, defaultValue, "default: " + reason);
  }
}
