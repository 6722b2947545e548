// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field and how its value is read.
 *
 * @param read gives null if the field is missing
 * @param derived how a policy derives it; null for a built-in field
 */
record FieldEntry(
    Field field,
    Function<LeadView, @Nullable Value> read,
    @Nullable Derived derived) {

  FieldEntry(Field field, Function<LeadView, @Nullable Value> read) {
    this(field, read, null);
  }
}
