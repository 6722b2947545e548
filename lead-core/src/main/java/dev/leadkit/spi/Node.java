// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.List;
import java.util.Map;

/** A value of a configuration tree, with its place. */
sealed interface Node {

  /** The type of a scalar in the core schema of YAML 1.2 (§10.3). */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    NOTHING
  }

  /**
   * The place of a value.
   *
   * @param text {@code file:line:column}, or the name only if there are no lines
   * @param order the number of values before it in the tree
   */
  record Place(String text, int order) {}

  Place place();

  record Scalar(Place place, Kind kind, String text) implements Node {}

  record Sequence(Place place, List<Node> items) implements Node {}

  /**
   * Values by key.
   *
   * @param keys the place of each key
   */
  record Section(Place place, Map<String, Node> entries, Map<String, Place> keys) implements Node {}
}
