// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.List;

/**
 * Something of a lead that a condition can ask for.
 *
 * @param name as it stands in a policy
 * @param type what it holds, which decides what can be asked
 * @param provenance where it comes from
 * @param values all that can stand there, empty where anything can
 * @param presence whether it can be missing
 * @param privacy whether it may name a person: then no reason repeats it
 * @param description for the reader of a policy
 */
public record Field(
    String name,
    Type type,
    Provenance provenance,
    List<String> values,
    Presence presence,
    Privacy privacy,
    String description) {

  /** What a field holds. */
  public enum Type {
    WORD,
    DOMAIN,
    NUMBER,
    FLAG,
    TEXT
  }

  /** Where a field comes from. */
  public enum Provenance {
    /** What the mail says, and what a trusted host said of it. */
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
    values = List.copyOf(values);
  }

  /** Whether all that can stand there is known. */
  public boolean isClosed() {
    return !values.isEmpty();
  }
}
