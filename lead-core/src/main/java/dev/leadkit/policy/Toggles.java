// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Input;
import dev.leadkit.Lead;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a policy decides differently for some leads on purpose: its flags and experiments.
 *
 * <p>A flag is asked like an enricher, once for each lead, and the answer is remembered like a finding; the arm of an experiment follows from
 * the lead. Both are fields of conditions, and each decision records how all of them stood. Immutable and thread-safe.
 */
public final class Toggles {

  /** No flags, no experiments. */
  public static final Toggles NONE = new Toggles(List.of(), List.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final List<FeatureFlag> flags;
  private final List<Experiment> experiments;

  private Toggles(List<FeatureFlag> flags, List<Experiment> experiments) {
    this.flags = List.copyOf(flags);
    this.experiments = List.copyOf(experiments);
  }

  /** Reads the sections {@code flags} and {@code experiments}; what is wrong with them is noted. */
  static Toggles read(Settings root, Definitions vocabulary) {
    var flags = new ArrayList<FeatureFlag>();
    Settings declared = root.section("flags");
    for (String name : declared.keys()) {
      checkName(name, declared.at(name));
      flags.add(flag(name, declared.section(name)));
    }
    var experiments = new ArrayList<Experiment>();
    Settings running = root.section("experiments");
    for (String name : running.keys()) {
      checkName(name, running.at(name));
      experiments.add(experiment(name, running.section(name), vocabulary));
    }
    return new Toggles(flags, experiments);
  }

  private static void checkName(String name, Settings place) {
    if (!NAME.matcher(name).matches()) {
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
          .problem("set to '" + defaultValue + "', which is no value of the flag; "
              + Settings.nearest(defaultValue, values));
    }
    return new FeatureFlag(name, values, defaultValue);
  }

  private static Experiment experiment(String name, Settings place, Definitions vocabulary) {
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
    WordList byContact = place.has("byContact") ? vocabulary.list(place.at("byContact")) : null;
    if (byContact != null && byContact.kind() != WordList.Kind.DOMAIN) {
      place
          .at("byContact")
          .problem("'" + byContact.name() + "' is a list of words; expected domains");
    }
    return new Experiment(name, salt, arms, byContact);
  }

  /** The names of the flags, as the flag service knows them, in the order of the policy. */
  public List<String> flags() {
    return flags.stream().map(FeatureFlag::name).toList();
  }

  /** The names of the experiments, in the order of the policy. */
  public List<String> experiments() {
    return experiments.stream().map(Experiment::name).toList();
  }

  /** Every value of each flag and experiment, by the names of their fields, in the order of the policy. */
  public Map<String, List<String>> values() {
    var values = new LinkedHashMap<String, List<String>>();
    flags.forEach(flag -> values.put(flag.field().name(), flag.values()));
    experiments.forEach(experiment ->
        values.put(experiment.field().name(), List.copyOf(experiment.arms().keySet())));
    return values;
  }

  /** How each flag and experiment stands for a lead, by the names of their fields. */
  public List<Input> inputs(Lead lead) {
    return Stream.concat(
            flags.stream().map(flag -> flag.input(lead)),
            experiments.stream().map(experiment -> experiment.input(lead)))
        .toList();
  }

  /** These fields and those of the flags and experiments. */
  Fields in(Fields fields) {
    Fields known = fields;
    for (FeatureFlag flag : flags) {
      known = known.with(flag.field(), view -> flag.input(view.lead()));
    }
    for (Experiment experiment : experiments) {
      known = known.with(experiment.field(), view -> experiment.input(view.lead()));
    }
    return known;
  }

  /** The flag that the field of this name reads; null if it reads something else. */
  static @Nullable String flag(String field) {
    return field.startsWith(FeatureFlag.PREFIX)
        ? field.substring(FeatureFlag.PREFIX.length())
        : null;
  }

  /** For whom a flag of this lead is asked. */
  public static Flags.Subject subject(Lead lead) {
    String domain = Domains.normal(lead.contact().address().domain());
    return new Flags.Subject(lead.id().value(), RegistrableDomain.of(domain));
  }
}
