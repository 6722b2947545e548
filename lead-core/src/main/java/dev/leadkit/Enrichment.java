// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an enricher at the time it was asked. Decisions read this, never a later answer of the provider.
 *
 * <p>The constructor throws {@link NullPointerException} for a null map, name or value, and {@link IllegalArgumentException} if a name or
 * value is out of range.
 *
 * @param company the organisation, null if the enricher knows none
 * @param attributes other facts by name, in the order of the names; {@link Attributes} lists those that leadkit reads. A name has 1 to
 *     1,000 characters, none of them a control character or an unpaired surrogate; a value has at most 1,000,000 characters
 */
public record Enrichment(@Nullable Company company, Map<String, String> attributes) {

  private static final int MAX_NAME = 1_000;
  private static final int MAX_VALUE = 1_000_000;

  /** The enricher knows nothing. */
  public static final Enrichment NONE = new Enrichment(null, Map.of());

  public Enrichment {
    attributes = Checks.sorted(attributes, "attributes");
    attributes.forEach((name, value) -> {
      Checks.name(name, "attributes", MAX_NAME);
      Checks.max(value, name, MAX_VALUE);
    });
  }

  /** A company without attributes. */
  public static Enrichment of(Company company) {
    return new Enrichment(Objects.requireNonNull(company, "company"), Map.of());
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "Findings[" + (company == null ? "" : company.domain()) + ", " + attributes.keySet()
        + "]";
  }
}
