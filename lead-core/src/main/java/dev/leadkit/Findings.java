// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an enricher found out, at the time it was asked: a decision reads this, never the provider's answer of today.
 *
 * @param company the organisation, null where the enricher knows none
 * @param attributes anything else, by name, in the order of the names
 */
public record Findings(@Nullable Company company, Map<String, String> attributes) {

  /** The enricher answered that it knows nothing. */
  public static final Findings NONE = new Findings(null, Map.of());

  public Findings {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  public static Findings of(Company company) {
    return new Findings(company, Map.of());
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "Findings[" + (company == null ? "" : company.domain()) + ", " + attributes.keySet()
        + "]";
  }
}
