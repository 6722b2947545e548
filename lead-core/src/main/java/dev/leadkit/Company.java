// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An organisation, as far as an enricher knows it. {@link #builder} makes one without positional arguments.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the size is negative or a text is longer than 10,000 characters.
 *
 * @param domain its mail domain, in lower case
 * @param name {@code ""} if it is not known
 * @param size the number of employees, null if it is not known
 * @param industry {@code ""} if it is not known
 * @param country ISO 3166-1 alpha-2 code in upper case, {@code ""} if it is not known
 * @param zone IANA time zone, {@code ""} if it is not known
 * @param technologies the technologies that it uses, in the order of the provider
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

  /**
   * A builder for a company whose domain alone is known.
   *
   * @param domain its mail domain
   */
  public static Builder builder(String domain) {
    return new Builder(domain);
  }

  /** Builds a {@link Company}. The last call of each method counts; {@link #build()} validates as the record does. Used by one thread. */
  public static final class Builder {

    private final String domain;
    private String name = "";
    private @Nullable Integer size;
    private String industry = "";
    private String country = "";
    private String zone = "";
    private List<String> technologies = List.of();

    private Builder(String domain) {
      this.domain = Objects.requireNonNull(domain, "domain");
    }

    /** Sets the name; by default {@code ""}: not known. */
    public Builder name(String value) {
      name = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the number of employees; by default null: not known. */
    public Builder size(@Nullable Integer value) {
      size = value;
      return this;
    }

    /** Sets the industry; by default {@code ""}: not known. */
    public Builder industry(String value) {
      industry = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the ISO 3166-1 alpha-2 code of the country; by default {@code ""}: not known. */
    public Builder country(String value) {
      country = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the IANA time zone; by default {@code ""}: not known. */
    public Builder zone(String value) {
      zone = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the technologies that it uses; none by default. */
    public Builder technologies(List<String> value) {
      technologies = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * The company.
     *
     * @throws IllegalArgumentException if the size is negative or a text is longer than 10,000 characters
     */
    public Company build() {
      return new Company(domain, name, size, industry, country, zone, technologies);
    }
  }
}
