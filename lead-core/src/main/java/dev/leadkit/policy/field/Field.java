// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import java.util.List;
import java.util.Objects;

/**
 * A property of a lead that a condition can read.
 *
 * @param name as policies use it
 * @param type of its values, which determines the operators
 * @param provenance where it comes from
 * @param values all possible values; empty if anything is possible
 * @param presence whether it can be missing
 * @param privacy whether it may name a person, in which case no reason repeats its value
 * @param description for the reader of a policy
 * @param scale for a number, which ones it can be
 */
public record Field(
    String name,
    Type type,
    Provenance provenance,
    List<String> values,
    Presence presence,
    Privacy privacy,
    String description,
    Scale scale) {

  /** What a field holds. */
  public enum Type {
    WORD,
    DOMAIN,
    NUMBER,
    FLAG,
    TEXT,
    INSTANT
  }

  /** The possible values of a number field. */
  public enum Scale {
    ANY,
    /** Whole, 0 or more. */
    COUNT,
    /** From 0 to 1. */
    SHARE
  }

  /** Where a field comes from. */
  public enum Provenance {
    /** The mail, and what a trusted host said about it. */
    MAIL,
    /** The address book's entry for the inbound address. */
    SOURCE,
    /** The answers of enrichers. */
    ENRICHMENT,
    /** The history of the lead. */
    HISTORY,
    /** The flag service, as it answered. */
    FLAG,
    /** The policy's division of companies. */
    EXPERIMENT,
    /** The policy's own {@code derive} section. */
    DERIVED,
    /** The scorer; known when routing, not before. */
    SCORE
  }

  /** Whether a field can be missing. */
  public enum Presence {
    ALWAYS,
    MAYBE
  }

  /** Whether a field may name a person. */
  public enum Privacy {
    PERSONAL,
    PLAIN
  }

  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(presence, "presence");
    Objects.requireNonNull(privacy, "privacy");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(scale, "scale");
    values = List.copyOf(values);
  }

  /** A field that is not a number, or any number. */
  public Field(
      String name,
      Type type,
      Provenance provenance,
      List<String> values,
      Presence presence,
      Privacy privacy,
      String description) {
    this(name, type, provenance, values, presence, privacy, description, Scale.ANY);
  }

  /** Whether the answer of an enricher can be its value, or part of what the policy derives it from. */
  public boolean isFoundByEnrichers() {
    return provenance == Provenance.ENRICHMENT || name.equals("sender.language");
  }

  /** Whether all possible values are known. */
  public boolean isClosed() {
    return !values.isEmpty();
  }
}
