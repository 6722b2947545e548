// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.spi.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A policy that differs in one place.
 *
 * @param place where, in the tree of the original
 * @param change what was changed, in words
 */
record Mutant(Settings place, String change, Settings policy) {

  private static final List<String> SECTIONS =
      List.of("lists", "phrases", "maps", "derive", "score", "rules", "routes");

  /** What changes nothing that is decided, or nothing but a name. */
  private static final List<String> LEFT_ALONE = List.of(
      "id",
      "why",
      "group",
      "as",
      "case",
      "across",
      "boundary",
      "of",
      "disposition",
      "zone",
      "waive");

  private static final Pattern SCORE =
      Pattern.compile("routes\\[\\d+]\\..*\\bscore\\.[a-zA-Z]+(\\[\\d])?");

  private static final Pattern SPAN = Pattern.compile("(\\d+(ms|s|m|h|d))+");

  /**
   * Every policy that differs from this one in one place; some of them cannot be read.
   *
   * @param scores that the rules can give: a limit for the score is moved to the next of them
   */
  static List<Mutant> of(Settings root, List<Integer> scores) {
    var mutants = new ArrayList<Mutant>();
    var queues = new LinkedHashSet<String>();
    for (Settings route : root.list("routes")) {
      Settings to = route.section("to");
      if (to.has("queue")) {
        queues.add(to.text("queue"));
      }
    }
    var walk = new Walk(List.copyOf(queues), scores, mutants);
    for (String section : SECTIONS) {
      if (root.has(section)) {
        walk.part(root.at(section), section);
      }
    }
    return mutants;
  }

  private static String named(Settings item) {
    if (item.isSection()) {
      return item.has("id") ? " '" + item.text("id") + "'" : "";
    }
    return item.isPresent() && !item.isList() ? " '" + item.asText() + "'" : "";
  }

  /** Walks the tree and changes one place after the other. */
  private record Walk(List<String> queues, List<Integer> scores, List<Mutant> mutants) {

    void part(Settings part, String key) {
      if (LEFT_ALONE.contains(key)) {
        return;
      }
      if (part.isList()) {
        List<Settings> items = part.items();
        for (Settings item : items) {
          if (items.size() > 1 && !key.equals("clamp") && !key.equals("between")) {
            mutants.add(new Mutant(item, "left out" + named(item), item.without()));
          }
          part(item, "");
        }
      } else if (part.isSection()) {
        section(part, key);
      } else {
        scalar(part, key);
      }
    }

    private void section(Settings part, String key) {
      boolean pairs =
          List.of("map", "prefix", "suffix").contains(key) || part.path().matches("maps\\.[^.]+");
      for (String name : part.keys()) {
        Settings child = part.at(name);
        if (pairs) {
          mutants.add(new Mutant(child, "left out '" + name + "'", child.without()));
        } else if (name.equals("file")) {
          var other = new LinkedHashMap<String, Object>();
          other.put("words", List.of("nothing.invalid"));
          if (part.has("as")) {
            other.put("as", part.text("as"));
          }
          mutants.add(new Mutant(child, "its entries left out", part.with(other)));
        } else {
          part(child, name);
        }
      }
    }

    /** The next numbers that can make a difference. */
    private List<BigDecimal> neighbours(Settings part) {
      BigDecimal number = part.asDecimal();
      if (SCORE.matcher(part.path()).matches() && !scores.isEmpty()) {
        List<BigDecimal> others = scores.stream().map(BigDecimal::valueOf).toList();
        return Stream.of(
                others.stream().filter(other -> other.compareTo(number) > 0).findFirst(),
                others.stream()
                    .filter(other -> other.compareTo(number) < 0)
                    .reduce((one, next) -> next))
            .flatMap(Optional::stream)
            .toList();
      }
      BigDecimal step = BigDecimal.ONE.movePointLeft(Math.max(0, number.scale()));
      return List.of(number.add(step), number.subtract(step));
    }

    private void scalar(Settings part, String key) {
      String text = part.isPresent() ? part.asText() : "";
      if (part.isNumber()) {
        for (BigDecimal other : neighbours(part)) {
          mutants.add(
              new Mutant(part, text + " changed to " + other.toPlainString(), part.with(other)));
        }
      } else if (key.equals("queue") || key.equals("fallback")) {
        queues.stream()
            .filter(other -> !other.equals(text))
            .findFirst()
            .ifPresent(other -> mutants.add(
                new Mutant(part, "'" + text + "' changed to '" + other + "'", part.with(other))));
      } else if (SPAN.matcher(text).matches()) {
        mutants.add(
            new Mutant(part, text + " changed to " + text + "1ms", part.with(text + "1ms")));
      } else if (!text.isEmpty() && !text.equals("always")) {
        mutants.add(new Mutant(part, "'" + text + "' changed to 'mutant'", part.with("mutant")));
      }
    }
  }
}
