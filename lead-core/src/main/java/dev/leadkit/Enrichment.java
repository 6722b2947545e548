// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an enricher found out, at the time it was asked: a decision reads this, never the provider's answer of today.
 *
 * <p>Throws {@link NullPointerException} if the attributes, or the name or value of one, are null. Throws {@link IllegalArgumentException}
 * if a name or value is not as described.
 *
 * @param company the organisation, null where the enricher knows none
 * @param attributes anything else, by name, in the order of the names; those that leadkit itself reads are in {@link Attributes}. A name has 1 to
 *     1,000 characters, none of them a control character or an unpaired surrogate; a value has at most 1,000,000 characters
 */
public record Enrichment(@Nullable Company company, Map<String, String> attributes) {

  private static final int MAX_NAME = 1_000;
  private static final int MAX_VALUE = 1_000_000;

  /** The enricher answered that it knows nothing. */
  public static final Enrichment NONE = new Enrichment(null, Map.of());

  public Enrichment {
    attributes = Checks.sorted(attributes, "attributes");
    attributes.forEach((name, value) -> {
      Checks.name(name, "attributes", MAX_NAME);
      Checks.max(value, name, MAX_VALUE);
    });
  }

  /** A company and nothing else. */
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
