// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An organisation, as far as an enricher knows it.
 *
 * <p>Throws {@link NullPointerException} if a component or a technology is null that is not said to be. Throws
 * {@link IllegalArgumentException} if the size is negative, or a text is longer than 10,000 characters.
 *
 * @param domain its mail domain, lower-case
 * @param name {@code ""} where it is not known
 * @param size employees, null where it is not known
 * @param industry {@code ""} where it is not known
 * @param country ISO 3166-1 alpha-2, upper-case, {@code ""} where it is not known
 * @param zone IANA time zone, {@code ""} where it is not known
 * @param technologies what it is known to use, in the provider's order
 */
public record Company(
    String domain,
    String name,
    @Nullable Integer size,
    String industry,
    String country,
    String zone,
    List<String> technologies) {

  private static final int MAX_FIELD = 10_000;

  public Company {
    domain = Checks.max(domain, "domain", MAX_FIELD).strip().toLowerCase(Locale.ROOT);
    Checks.max(name, "name", MAX_FIELD);
    if (size != null && size < 0) {
      throw new IllegalArgumentException(
          "size: expected 0 or more employees, or null if it is not known, got " + size);
    }
    Checks.max(industry, "industry", MAX_FIELD);
    country = Checks.max(country, "country", MAX_FIELD).strip().toUpperCase(Locale.ROOT);
    Checks.max(zone, "zone", MAX_FIELD);
    technologies = Checks.list(technologies, "technologies");
    technologies.forEach(technology -> Checks.max(technology, "technologies", MAX_FIELD));
  }
}
