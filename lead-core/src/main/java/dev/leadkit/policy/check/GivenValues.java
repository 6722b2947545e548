// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Lead;
import dev.leadkit.policy.Experiment;
import dev.leadkit.policy.Toggles;
import dev.leadkit.policy.field.Derived;
import dev.leadkit.policy.field.Derived.Rule;
import dev.leadkit.policy.field.Derived.Step;
import dev.leadkit.policy.field.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds values of built-in fields from which the given values of a policy's own fields follow: a key that its map turns into the value of a
 * derived field, a domain that an experiment puts into an arm.
 *
 * <p>Where there are none, or the fields are given already, it changes nothing.
 */
final class GivenValues {

  private static final int MAX_COMPANIES = 10_000;
  private static final List<String> SENDER = List.of("sender.email", "sender.domain", "sender.tld");

  private final Fields fields;
  private final Toggles variations;

  GivenValues(Fields fields, Toggles variations) {
    this.fields = fields;
    this.variations = variations;
  }

  /** The given values, and those from which they follow. */
  Map<String, String> expand(Map<String, String> given) {
    var values = new LinkedHashMap<>(given);
    given.forEach((name, value) -> derive(name, value, values));
    var arms = new TreeMap<String, String>();
    values.forEach((name, value) -> {
      if (name.startsWith(Experiment.PREFIX)) {
        arms.put(name, value);
      }
    });
    if (!arms.isEmpty() && SENDER.stream().noneMatch(values::containsKey)) {
      String domain = domain(values, arms);
      if (domain != null) {
        values.put("sender.domain", domain);
      }
    }
    return values;
  }

  private void derive(String name, String wanted, Map<String, String> values) {
    Derived derived = fields.derived(name);
    if (derived == null) {
      return;
    }
    for (Step step : derived.steps()) {
      String of = step.of().name();
      String key = values.containsKey(of) ? null : key(step, wanted);
      if (key != null) {
        values.put(of, key);
        derive(of, key, values);
        return;
      }
    }
  }

  private static @Nullable String key(Step step, String wanted) {
    if (step.rule() == Rule.COPY) {
      return wanted;
    }
    return step.pairs().entrySet().stream()
        .filter(pair -> pair.getValue().equals(wanted))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** A company that is in all of these arms; null where none is found. */
  private @Nullable String domain(Map<String, String> values, Map<String, String> arms) {
    for (int i = 1; i <= MAX_COMPANIES; i++) {
      String domain = "company" + i + ".example";
      Lead lead = new GivenLead(with(values, domain), null).lead();
      boolean fits = variations.inputs(lead).stream()
          .allMatch(input -> input.value().equals(arms.getOrDefault(input.field(), input.value())));
      if (fits) {
        return domain;
      }
    }
    return null;
  }

  private static Map<String, String> with(Map<String, String> values, String domain) {
    var only = new LinkedHashMap<String, String>();
    only.put("sender.domain", domain);
    values.forEach((name, value) -> {
      if (name.equals("sender.origin")) {
        only.put(name, value);
      }
    });
    return only;
  }
}
