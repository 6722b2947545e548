// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Input;
import dev.leadkit.Lead;
import dev.leadkit.spi.Flags;
import dev.leadkit.text.Domains;
import dev.leadkit.text.RegistrableDomain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The flags and experiments of a policy, by which it treats some leads differently on purpose.
 *
 * <p>A flag is evaluated once for each lead and recorded as a {@link dev.leadkit.Fact.FlagEvaluated}; the arm of an experiment is computed from
 * the lead. Both are fields of conditions, and each decision records the values of all of them. Immutable and thread-safe.
 */
public final class Toggles {

  /** No flags, no experiments. */
  public static final Toggles NONE = new Toggles(List.of(), List.of());

  private final List<FeatureFlag> flags;
  private final List<Experiment> experiments;

  private Toggles(List<FeatureFlag> flags, List<Experiment> experiments) {
    this.flags = List.copyOf(flags);
    this.experiments = List.copyOf(experiments);
  }

  /** These flags and experiments. */
  public static Toggles of(List<FeatureFlag> flags, List<Experiment> experiments) {
    return new Toggles(flags, experiments);
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
    flags.forEach(flag -> values.put(flag.field(), flag.values()));
    experiments.forEach(experiment ->
        values.put(experiment.field(), List.copyOf(experiment.arms().keySet())));
    return values;
  }

  /** The value of each flag and experiment for a lead, by the names of their fields. */
  public List<Input> inputs(Lead lead) {
    return Stream.concat(
            flags.stream().map(flag -> flag.input(lead)),
            experiments.stream().map(experiment -> experiment.input(lead)))
        .toList();
  }

  /** The flag that the field of this name reads; null if it reads something else. */
  public static @Nullable String flag(String field) {
    return field.startsWith(FeatureFlag.PREFIX)
        ? field.substring(FeatureFlag.PREFIX.length())
        : null;
  }

  /** The subject with which a flag of this lead is evaluated. */
  public static Flags.Subject subject(Lead lead) {
    String domain = Domains.normal(lead.contact().address().domain());
    return new Flags.Subject(lead.id().value(), RegistrableDomain.of(domain));
  }
}
