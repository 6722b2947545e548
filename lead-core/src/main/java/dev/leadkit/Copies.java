// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Copies of unmodifiable maps with one entry more or less. */
final class Copies {

  private Copies() {}

  static <V> Map<String, V> withoutDeliveries(Map<String, V> byTask) {
    var remaining = new LinkedHashMap<>(byTask);
    remaining.keySet().removeIf(task -> task.startsWith(Task.Deliver.PREFIX));
    return Collections.unmodifiableMap(remaining);
  }

  static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
    var larger = new LinkedHashMap<>(map);
    larger.put(key, value);
    return Collections.unmodifiableMap(larger);
  }

  static <V> Map<String, V> sorted(Map<String, V> map, String key, V value) {
    var larger = new TreeMap<>(map);
    larger.put(key, value);
    return Collections.unmodifiableMap(larger);
  }

  static <V> Map<String, V> minus(Map<String, V> map, String key) {
    if (!map.containsKey(key)) {
      return map;
    }
    var smaller = new LinkedHashMap<>(map);
    smaller.remove(key);
    return Collections.unmodifiableMap(smaller);
  }
}
