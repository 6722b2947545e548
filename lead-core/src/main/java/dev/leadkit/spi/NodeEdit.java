// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a tree of nodes by copying the path to the change; the tree itself is immutable. */
final class NodeEdit {

  private NodeEdit() {}

  /**
   * The tree with another node, or without one, in place of a part; the same tree if it does not contain the part.
   *
   * @param other null to remove the part
   */
  static @Nullable Node replace(Node whole, Node part, @Nullable Node other) {
    if (whole == part) {
      return other;
    }
    if (whole instanceof Node.Sequence sequence) {
      var items = new ArrayList<Node>();
      boolean same = true;
      for (Node item : sequence.items()) {
        Node now = replace(item, part, other);
        same &= now == item;
        if (now != null) {
          items.add(now);
        }
      }
      return same ? whole : new Node.Sequence(whole.place(), Collections.unmodifiableList(items));
    }
    if (whole instanceof Node.Section section) {
      var entries = new LinkedHashMap<String, Node>();
      var keys = new LinkedHashMap<String, Node.Place>();
      boolean same = true;
      for (Map.Entry<String, Node> entry : section.entries().entrySet()) {
        Node now = replace(entry.getValue(), part, other);
        same &= now == entry.getValue();
        if (now != null) {
          entries.put(entry.getKey(), now);
          keys.put(entry.getKey(), section.keys().getOrDefault(entry.getKey(), now.place()));
        }
      }
      return same
          ? whole
          : new Node.Section(
              whole.place(),
              Collections.unmodifiableMap(entries),
              Collections.unmodifiableMap(keys));
    }
    return whole;
  }
}
