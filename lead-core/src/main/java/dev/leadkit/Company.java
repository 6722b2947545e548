// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An organisation, as far as an enricher knows it.
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

  public Company {
    domain = domain.strip().toLowerCase(Locale.ROOT);
    country = country.strip().toUpperCase(Locale.ROOT);
    technologies = List.copyOf(technologies);
  }
}
