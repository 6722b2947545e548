// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.text.Domains;
import java.util.Set;

/**
 * A list of the policy that a field can be looked up in.
 *
 * @param kind how its entries compare
 * @param entries as they compare
 */
public record WordList(String name, Kind kind, Set<String> entries) {

  /** How entries compare. */
  public enum Kind {
    /** Equal after folding. */
    WORD,
    /** The domain itself or any below it, by labels. */
    DOMAIN
  }

  /**
   * Whether the list contains a value.
   *
   * @param comparable its {@link ComparisonKey}
   */
  public boolean contains(String comparable) {
    return kind == Kind.WORD
        ? entries.contains(comparable)
        : !Domains.match(comparable, entries).isEmpty();
  }
}
