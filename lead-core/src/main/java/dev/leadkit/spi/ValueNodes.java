// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a tree of nodes from values in memory: texts, numbers, flags, collections and maps of these. */
final class ValueNodes {

  private static final int MAX_SHOWN = 60;

  private final String name;
  private final Diagnostics report;
  private int order;

  ValueNodes(String name, Diagnostics report) {
    this.name = name;
    this.report = report;
  }

  /** A node as messages show it. */
  static String shown(@Nullable Node node) {
    if (node instanceof Node.Sequence) {
      return "a list";
    }
    if (node instanceof Node.Scalar scalar) {
      String text = scalar.text();
      return "'" + (text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text) + "'";
    }
    return node == null ? "nothing" : "a section";
  }

  Node node(@Nullable Object value) {
    var place = new Node.Place(name, ++order);
    if (value instanceof Map<?, ?> map) {
      var entries = new LinkedHashMap<String, Node>();
      var keys = new LinkedHashMap<String, Node.Place>();
      map.forEach((key, child) -> {
        keys.put(String.valueOf(key), new Node.Place(name, ++order));
        entries.put(String.valueOf(key), node(child));
      });
      return new Node.Section(
          place, Collections.unmodifiableMap(entries), Collections.unmodifiableMap(keys));
    }
    if (value instanceof Collection<?> collection) {
      var items = new ArrayList<Node>();
      collection.forEach(item -> items.add(node(item)));
      return new Node.Sequence(place, Collections.unmodifiableList(items));
    }
    if (value instanceof Boolean) {
      return new Node.Scalar(place, Node.Kind.FLAG, value.toString());
    }
    if (value instanceof Number) {
      return new Node.Scalar(place, Node.Kind.NUMBER, value.toString());
    }
    if (value != null && !(value instanceof CharSequence) && !(value instanceof Enum<?>)) {
      report.add(
          Diagnostic.Code.TYPE,
          place,
          "",
          "a value of " + value.getClass().getName()
              + "; expected a text, number, flag, collection or map");
    }
    return value == null
        ? new Node.Scalar(place, Node.Kind.NOTHING, "")
        : new Node.Scalar(place, Node.Kind.TEXT, value.toString());
  }
}
