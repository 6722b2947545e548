// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.policy.check.NearMisses;
import org.jspecify.annotations.Nullable;

/**
 * A supposition that one fact about a lead were different: the value of one field. Fields that the policy derives from it, the top-level domain of a
 * domain, and all rules and routes that read any of them change with it. Everything else about the lead stays.
 *
 * <p>Immutable.
 *
 * @see NearMisses
 */
public final class FieldOverride {

  private final Field field;
  private final Value value;
  private final String description;

  /** Overrides one field; the description says what would have to be known. */
  public FieldOverride(Field field, Value value, String description) {
    this.field = field;
    this.value = value;
    this.description = description;
  }

  /** The field that would hold something else. */
  public Field field() {
    return field;
  }

  /** What would have to be known, in words: {@code company.size is at least 200}. */
  public String description() {
    return description;
  }

  /** The value that a field would have; null if the supposition does not change it. */
  @Nullable
  public Value value(String name) {
    if (name.equals(field.name())) {
      return value;
    }
    if (name.equals("sender.tld") && field.name().equals("sender.domain")) {
      String domain = value.shown();
      return new Value.Word(domain.substring(domain.lastIndexOf('.') + 1));
    }
    return null;
  }

  @Override
  public String toString() {
    return "Supposition[" + description + "]";
  }
}
