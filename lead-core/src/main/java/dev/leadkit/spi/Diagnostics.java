// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Diagnostic.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The diagnostics of a configuration tree, and the keys that were read. */
final class Diagnostics {

  /** The key of the waivers of a section. */
  static final String WAIVE = "waive";

  private record Found(Node.Place place, Diagnostic finding) {}

  private static final class Waiver {
    private final Node.Place place;
    private final String section;
    private final Code code;
    private boolean used;

    Waiver(Node.Place place, String section, Code code) {
      this.place = place;
      this.section = section;
      this.code = code;
    }

    boolean covers(Diagnostic finding) {
      return finding.code() == code && isBelow(finding.path(), section);
    }

    private static boolean isBelow(String path, String section) {
      return section.isEmpty()
          || path.equals(section)
          || path.startsWith(section)
              && (path.charAt(section.length()) == '.' || path.charAt(section.length()) == '[');
    }
  }

  private final List<Found> found = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final IdentityHashMap<Node.Section, Set<String>> asked = new IdentityHashMap<>();
  private boolean broken;

  /** Adds a diagnostic once, even if two readers report it. */
  void add(Code code, Node.Place place, String path, String message) {
    if (broken) {
      return;
    }
    var finding = new Diagnostic(code, place.text(), path, message);
    if (seen.add(finding.text())) {
      found.add(new Found(place, finding));
    }
  }

  /** Records that the tree could not be read, so that missing values are not reported. */
  void breakOff(Node.Place place, String message) {
    add(Code.SYNTAX, place, "", message);
    broken = true;
  }

  void ask(Node.Section section, String key) {
    asked.computeIfAbsent(section, unasked -> new LinkedHashSet<>()).add(key);
  }

  void askAll(Node.Section section, Collection<String> keys) {
    asked.computeIfAbsent(section, unasked -> new LinkedHashSet<>()).addAll(keys);
  }

  /** The diagnostics in the order of the file; those of one place in the order in which they were reported. */
  List<Diagnostic> findings(Node root) {
    unknown(root, "");
    var waivers = new ArrayList<Waiver>();
    waivers(root, "", waivers);
    var open = new ArrayList<Found>();
    for (Found one : found) {
      boolean waived = false;
      for (Waiver waiver : waivers) {
        if (waiver.covers(one.finding())) {
          waiver.used = true;
          waived = true;
        }
      }
      if (!waived) {
        open.add(one);
      }
    }
    for (Waiver waiver : waivers) {
      if (!waiver.used && !broken && isChecked(waiver.code)) {
        String path = waiver.section.isEmpty() ? WAIVE : waiver.section + "." + WAIVE;
        String message = waiver.code.text() + " was not found here; expected no waiver of it";
        open.add(new Found(
            waiver.place, new Diagnostic(Code.UNUSED_WAIVER, waiver.place.text(), path, message)));
      }
    }
    return open.stream()
        .sorted(Comparator.comparingInt(one -> one.place().order()))
        .map(Found::finding)
        .toList();
  }

  private final Set<Code> unchecked =
      new HashSet<>(List.of(Code.SURVIVING_MUTANT, Code.UNTESTED_RULE, Code.NO_EXAMPLES));

  /** Some codes are reported by optional checks only: without the check, their waivers are not reported as unused. */
  private boolean isChecked(Code code) {
    return !unchecked.contains(code);
  }

  void checked(Code code) {
    unchecked.remove(code);
  }

  /** Reports the unread keys of sections that were read. */
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
        } else if (!key.startsWith("x-") && !isWaiver(key, value)) {
          Node.Place place = section.keys().getOrDefault(key, value.place());
          add(
              Code.UNKNOWN_KEY,
              place,
              below,
              "unknown key; " + EditDistance.suggestion(key, known));
        }
      });
    }
  }

  static boolean isWaiver(String key, @Nullable Node value) {
    return key.equals(WAIVE) && value instanceof Node.Section;
  }

  private void waivers(Node node, String path, List<Waiver> waivers) {
    if (node instanceof Node.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        waivers(sequence.items().get(i), path + "[" + i + "]", waivers);
      }
    } else if (node instanceof Node.Section section) {
      section.entries().forEach((key, value) -> {
        if (isWaiver(key, value) && asked.containsKey(section)) {
          ((Node.Section) value)
              .entries()
              .forEach((code, reason) -> waiver(code, reason, (Node.Section) value, path, waivers));
        } else {
          waivers(value, path.isEmpty() ? key : path + "." + key, waivers);
        }
      });
    }
  }

  private void waiver(
      String name, Node reason, Node.Section all, String path, List<Waiver> waivers) {
    Node.Place place = all.keys().getOrDefault(name, all.place());
    String below = (path.isEmpty() ? WAIVE : path + "." + WAIVE) + "." + name;
    Code code = code(name);
    if (code == null) {
      List<String> known = Arrays.stream(Code.values())
          .filter(one -> one.level() != Level.ERROR)
          .map(Code::text)
          .toList();
      add(Code.BAD_WAIVER, place, below, "no such code; " + EditDistance.suggestion(name, known));
    } else if (code.level() == Level.ERROR) {
      add(Code.BAD_WAIVER, place, below, "an error; expected the code of a warning");
    } else if (!(reason instanceof Node.Scalar scalar)
        || scalar.kind() == Node.Kind.NOTHING
        || scalar.text().isBlank()) {
      add(Code.BAD_WAIVER, place, below, "without a reason; expected why this is meant to be");
    } else {
      waivers.add(new Waiver(place, path, code));
    }
  }

  private static @Nullable Code code(String name) {
    for (Code code : Code.values()) {
      if (code.text().equals(name)) {
        return code;
      }
    }
    return null;
  }
}
