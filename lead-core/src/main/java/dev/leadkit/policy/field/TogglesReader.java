// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.policy.Experiment;
import dev.leadkit.policy.FeatureFlag;
import dev.leadkit.policy.Toggles;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the sections {@code flags} and {@code experiments} of a policy, and adds a field for each of them. */
final class TogglesReader {

  private final List<FeatureFlag> flags = new ArrayList<>();
  private final List<Experiment> experiments = new ArrayList<>();
  private final Function<Settings, @Nullable WordList> lists;

  /** Reads both sections and reports their errors; {@code lists} looks a list of the policy up by the name at a place. */
  TogglesReader(Settings root, Function<Settings, @Nullable WordList> lists) {
    this.lists = lists;
    Settings declared = root.section("flags");
    for (String name : declared.keys()) {
      checkName(name, declared.at(name));
      flags.add(flag(name, declared.section(name)));
    }
    Settings running = root.section("experiments");
    for (String name : running.keys()) {
      checkName(name, running.at(name));
      experiments.add(experiment(name, running.section(name)));
    }
  }

  Toggles toggles() {
    return Toggles.of(flags, experiments);
  }

  /** These fields and those of the flags and experiments. */
  Fields in(Fields fields) {
    Fields known = fields;
    for (FeatureFlag flag : flags) {
      known = known.with(field(flag), flag::input);
    }
    for (Experiment experiment : experiments) {
      known = known.with(field(experiment), experiment::input);
    }
    return known;
  }

  private static Field field(FeatureFlag flag) {
    return new Field(
        flag.field(),
        Field.Type.WORD,
        Field.Provenance.FLAG,
        flag.values(),
        Field.Presence.ALWAYS,
        Field.Privacy.PLAIN,
        "the answer of the flag service, " + flag.defaultValue() + " if there is none");
  }

  private static Field field(Experiment experiment) {
    return new Field(
        experiment.field(),
        Field.Type.WORD,
        Field.Provenance.EXPERIMENT,
        List.copyOf(experiment.arms().keySet()),
        Field.Presence.ALWAYS,
        Field.Privacy.PLAIN,
        "the arm of the prospect's company");
  }

  private static void checkName(String name, Settings place) {
    if (!PolicyName.isValid(name)) {
      place.problem("is called '" + name
          + "'; expected letters, digits, '.', '_' and '-', beginning with a letter or digit");
    }
  }

  private static FeatureFlag flag(String name, Settings place) {
    List<String> values = place.has("values") ? place.texts("values") : List.of("on", "off");
    if (values.size() < 2 || values.stream().distinct().count() < values.size()) {
      place.at("values").problem("expected two values or more, each once");
    }
    String defaultValue = place.require("default").has("default") ? place.text("default") : "";
    if (!defaultValue.isEmpty() && !values.contains(defaultValue)) {
      place
          .at("default")
          .problem("set to '" + defaultValue + "', which is not a value of the flag; "
              + Settings.nearest(defaultValue, values));
    }
    return new FeatureFlag(name, values, defaultValue);
  }

  private Experiment experiment(String name, Settings place) {
    String salt = place.require("salt").has("salt") ? place.text("salt") : "";
    var arms = new LinkedHashMap<String, Integer>();
    Settings shares = place.require("arms").section("arms");
    int sum = 0;
    for (String arm : shares.keys()) {
      int share = shares.integer(arm);
      if (share < 0 || share > Experiment.BUCKETS) {
        shares.at(arm).problem("set to " + share + "; expected 0 to 100 percent");
        share = 0;
      }
      if (shares.at(arm).isNumber() && share == 0) {
        shares
            .at(arm)
            .found(
                Code.EMPTY_ARM, "set to 0 percent, so that no company is in it; expected 1 to 100");
      }
      arms.put(arm, share);
      sum += share;
    }
    if (shares.isPresent() && sum != Experiment.BUCKETS) {
      shares.problem("the arms have " + sum + " percent together; expected 100");
    }
    WordList byContact = place.has("byContact") ? lists.apply(place.at("byContact")) : null;
    if (byContact != null && byContact.kind() != WordList.Kind.DOMAIN) {
      place
          .at("byContact")
          .problem("'" + byContact.name() + "' is a list of words; expected domains");
    }
    return new Experiment(name, salt, arms, byContact == null ? Set.of() : byContact.entries());
  }
}
