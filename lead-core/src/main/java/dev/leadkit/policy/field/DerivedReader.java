// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.policy.field.Derived.Rule;
import dev.leadkit.policy.field.Derived.Step;
import dev.leadkit.spi.Settings;
import dev.leadkit.text.Domains;
import dev.leadkit.text.Folding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one entry of the section {@code derive}. */
final class DerivedReader {

  private static final List<String> RULES = List.of("map", "prefix", "suffix");

  private final Function<Settings, @Nullable List<MapFile.Pair>> maps;
  private final Fields known;

  private DerivedReader(Function<Settings, @Nullable List<MapFile.Pair>> maps, Fields known) {
    this.maps = maps;
    this.known = known;
  }

  /**
   * Reads a derived field and reports its errors; null if it cannot be read.
   *
   * @param maps looks a map of the policy up by the name at a place
   */
  static @Nullable Derived read(
      String name,
      Settings place,
      Function<Settings, @Nullable List<MapFile.Pair>> maps,
      Fields known) {
    return new DerivedReader(maps, known).derived(name, place);
  }

  private @Nullable Derived derived(String name, Settings place) {
    if (!place.isSection()) {
      place.problem("expected a section with of or firstOf");
      return null;
    }
    boolean several = place.has("firstOf");
    List<Settings> parts = several ? place.list("firstOf") : List.of(place);
    List<Step> steps =
        parts.stream().map(this::step).flatMap(Stream::ofNullable).toList();
    String defaultValue = place.text("else", "");
    if (several && place.has("of")) {
      place.problem("expected either of or firstOf");
    }
    String from =
        steps.stream().map(step -> step.of().name()).distinct().collect(Collectors.joining(", "));
    return steps.isEmpty() ? null : new Derived(name, steps, defaultValue, "derived from " + from);
  }

  private @Nullable Step step(Settings place) {
    if (!place.isSection()) {
      place.problem("expected a section with of");
      return null;
    }
    String name = place.require("of").has("of") ? place.text("of") : "";
    Field field = known.find(name);
    if (field == null) {
      if (!name.isEmpty()) {
        place
            .at("of")
            .problem("set to '" + name + "', which is not a field; "
                + Settings.nearest(name, known.names()));
      }
      return null;
    }
    if (field.type() == Field.Type.TEXT) {
      place.at("of").problem("set to '" + name + "', which is text; expected a word or number");
      return null;
    }
    List<String> given = RULES.stream().filter(place::has).toList();
    if (given.size() > 1) {
      place.problem("has " + String.join(" and ", given) + "; expected one of them");
    }
    return given.isEmpty()
        ? new Step(field, Rule.COPY, Map.of())
        : new Step(
            field,
            Rule.valueOf(given.get(0).toUpperCase(Locale.ROOT)),
            pairs(field, place.at(given.get(0)), given.get(0)));
  }

  private Map<String, String> pairs(Field field, Settings place, String rule) {
    List<MapFile.Pair> given = place.isSection() ? MapFile.pairs(place) : maps.apply(place);
    var pairs = new LinkedHashMap<String, String>();
    if (given == null) {
      return pairs;
    }
    for (MapFile.Pair pair : given) {
      String key = pair.key();
      String folded = rule.equals("suffix") ? Domains.normal(key) : Folding.fold(key.strip());
      if (folded.isEmpty() || pair.value().isBlank()) {
        pair.place().problem("expected a key and a value, neither empty");
      } else if (pairs.putIfAbsent(folded, pair.value()) != null) {
        pair.place()
            .problem("'" + key + "' occurs twice; expected each key once, whatever its case");
      }
      String misfit = misfit(field, rule, key, folded);
      if (misfit != null) {
        pair.place()
            .problem(
                "has the key '" + key + "', which " + field.name() + " never holds; " + misfit);
      }
    }
    if (given.isEmpty()) {
      place.problem("expected pairs of a key and a value, neither empty");
    }
    return pairs;
  }

  private static @Nullable String misfit(Field field, String rule, String key, String folded) {
    return switch (rule) {
      case "suffix" ->
        folded.isEmpty() || Domains.isName(folded)
            ? null
            : "expected the last labels of a domain, without a dot before them";
      case "map" -> folded.isEmpty() ? null : FieldForms.misfit(field, key);
      default -> null;
    };
  }
}
