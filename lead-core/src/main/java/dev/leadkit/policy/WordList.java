// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.Set;

/**
 * A list of the policy that a field can be looked up in.
 *
 * @param kind how its entries compare
 * @param entries as they compare
 */
record WordList(String name, Kind kind, Set<String> entries) {

  /** How entries compare. */
  enum Kind {
    /** Equal after folding. */
    WORD,
    /** The domain itself or any below it, by labels. */
    DOMAIN
  }

  boolean contains(String text) {
    return kind == Kind.WORD
        ? entries.contains(Folding.fold(text.strip()))
        : !Domains.match(Domains.normal(text), entries).isEmpty();
  }
}
