// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of one configuration tree beyond its values: what is wrong, what was read, what files it named. */
final class Report {

  private record Problem(Node.Place place, String text) {}

  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final IdentityHashMap<Node.Section, Set<String>> asked = new IdentityHashMap<>();
  private final IdentityHashMap<Node.Scalar, List<String>> files = new IdentityHashMap<>();
  private boolean broken;

  /** Each problem once, even if two readers come upon it. */
  void add(Node.Place place, String path, String message) {
    if (broken) {
      return;
    }
    String text = place.text() + (path.isEmpty() ? ": " : ": " + path + ": ") + message;
    if (seen.add(text)) {
      problems.add(new Problem(place, text));
    }
  }

  /** The tree could not be read at all: nothing that is missing from it counts. */
  void breakOff(Node.Place place, String message) {
    add(place, "", message);
    broken = true;
  }

  void ask(Node.Section section, String key) {
    asked.computeIfAbsent(section, unasked -> new LinkedHashSet<>()).add(key);
  }

  void askAll(Node.Section section, Collection<String> keys) {
    asked.computeIfAbsent(section, unasked -> new LinkedHashSet<>()).addAll(keys);
  }

  void name(Node.Scalar file, List<String> lines) {
    files.put(file, lines);
  }

  Map<Node.Scalar, List<String>> files() {
    return Collections.unmodifiableMap(files);
  }

  /** In the order of the file; problems of one place in the order in which they were found. */
  List<String> problems(Node root) {
    unknown(root, "");
    return problems.stream()
        .sorted(Comparator.comparingInt(problem -> problem.place().order()))
        .map(Problem::text)
        .toList();
  }

  /** Keys that nobody asked for, in sections of which somebody asked for something. */
  private void unknown(Node node, String path) {
    if (node instanceof Node.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        unknown(sequence.items().get(i), path + "[" + i + "]");
      }
    } else if (node instanceof Node.Section section && asked.containsKey(section)) {
      Set<String> known = asked.getOrDefault(section, Set.of());
      section.entries().forEach((key, value) -> {
        String below = path.isEmpty() ? key : path + "." + key;
        if (known.contains(key)) {
          unknown(value, below);
        } else if (!key.startsWith("x-")) {
          Node.Place place = section.keys().getOrDefault(key, value.place());
          add(place, below, "unknown key; " + Settings.nearest(key, known));
        }
      });
    }
  }
}
