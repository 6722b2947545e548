// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.Template;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.scoring.Ruleset.Clamp;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the sections {@code score}, {@code rules} and {@code model}. */
final class RulesetReader {

  /** The maximum of points, so that no sum overflows. */
  private static final int MAX_POINTS = 10_000;

  private static final int MAX_SCORE = 1_000_000;
  private static final int MAX_RULES = 100_000;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Clamp CLAMP = new Clamp(0, 100);

  private final Definitions vocabulary;
  private final Fields fields;
  private final Map<String, OptionalInt> caps;
  private final Set<String> ids = new HashSet<>();

  private RulesetReader(Definitions vocabulary, Map<String, OptionalInt> caps) {
    this.vocabulary = vocabulary;
    this.fields = vocabulary.fields();
    this.caps = caps;
  }

  static Ruleset read(Settings root) {
    Settings score = root.section("score");
    int base = points(score, "base", 0);
    Clamp clamp = clamp(score);
    Map<String, OptionalInt> caps = caps(score.section("groups"));
    var reader = new RulesetReader(Definitions.read(root), caps);
    List<Settings> entries = root.require("rules").list("rules");
    if (entries.size() > MAX_RULES) {
      root.at("rules").problem("has " + entries.size() + "; expected at most " + MAX_RULES);
    }
    var rules = new ArrayList<Rule>();
    entries.forEach(entry -> rules.add(reader.rule(entry)));
    reportSame(rules, entries);
    caps.forEach((name, cap) -> reportGroup(score.section("groups").at(name), name, cap, rules));
    var lines = new ArrayList<ScoreComponent>(rules);
    if (root.has("model")) {
      lines.addAll(reader.model(root.section("model")));
    }
    Conditions conditions =
        Conditions.of(reader.fields, lines.stream().map(ScoreComponent::when).toList());
    return new Ruleset(base, clamp, caps, lines, conditions);
  }

  /** Reports rules that are always true together: one of them is redundant. */
  private static void reportSame(List<Rule> rules, List<Settings> entries) {
    var byCondition = new HashMap<Condition, String>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      String first = byCondition.putIfAbsent(rule.when(), rule.id());
      if (first != null && !(rule.when() instanceof Condition.Always)) {
        entries
            .get(i)
            .at("when")
            .found(Code.SAME_CONDITION, "the same as that of rule '" + first + "'");
      }
    }
  }

  private static void reportGroup(Settings place, String name, OptionalInt cap, List<Rule> rules) {
    List<Rule> members =
        rules.stream().filter(rule -> rule.group().equals(name)).toList();
    int most = members.stream().mapToInt(rule -> Math.max(0, rule.add())).sum();
    if (members.isEmpty()) {
      place.found(Code.UNUSED_GROUP, "no rule belongs to it; expected one that does");
    } else if (cap.isPresent() && most <= cap.getAsInt()) {
      place
          .at("cap")
          .found(
              Code.IDLE_CAP,
              "set to " + cap.getAsInt() + ", but all rules of the group together give " + most);
    }
  }

  private static Clamp clamp(Settings score) {
    if (!score.has("clamp")) {
      return CLAMP;
    }
    List<Settings> limits = score.list("clamp");
    if (limits.size() != 2) {
      score.at("clamp").problem("expected [lowest, highest]");
      return CLAMP;
    }
    for (Settings limit : limits) {
      if (Math.abs((long) limit.asInteger()) > MAX_SCORE) {
        limit.problem("set to " + limit.asText() + "; expected -" + MAX_SCORE + " to " + MAX_SCORE);
        return CLAMP;
      }
    }
    var clamp = new Clamp(limits.get(0).asInteger(), limits.get(1).asInteger());
    if (clamp.lowest() > clamp.highest()) {
      score.at("clamp").problem("expected the lowest first, then the highest");
    }
    return clamp;
  }

  private static Map<String, OptionalInt> caps(Settings groups) {
    var caps = new LinkedHashMap<String, OptionalInt>();
    for (String name : groups.keys()) {
      Settings group = groups.section(name);
      caps.put(
          name,
          group.has("cap")
              ? OptionalInt.of(group.integer("cap", 0, 0, MAX_POINTS))
              : OptionalInt.empty());
    }
    return caps;
  }

  private Rule rule(Settings entry) {
    String id = entry.text("id");
    if (!id.isEmpty() && !ID.matcher(id).matches()) {
      entry.at("id").problem("set to '" + id + "'; expected small letters, digits, - and _");
    } else if (!id.isEmpty() && !ids.add(id)) {
      entry
          .at("id")
          .found(Code.DUPLICATE, "'" + id + "' occurs twice; expected another id for each rule");
    }
    String group = entry.text("group", "");
    if (!group.isEmpty() && !caps.containsKey(group)) {
      entry
          .at("group")
          .found(
              Code.UNKNOWN_NAME,
              "set to '" + group + "', which is not in score.groups; "
                  + Settings.nearest(group, caps.keySet()));
    }
    entry.require("add");
    int add = points(entry, "add", 0);
    Condition when =
        ConditionLinter.check(ConditionReader.read(entry.at("when"), vocabulary, fields));
    Template why =
        entry.has("why") ? Template.read(entry.at("why"), fields, List.of(Rule.MATCH)) : null;
    if (why != null && why.uses(Rule.MATCH) && entry.at("when").isPresent() && !when.findsWords()) {
      entry
          .at("why")
          .problem(
              "set to '" + entry.text("why") + "', but the condition finds no words that {match}"
                  + " could stand for; expected phrase, phrases, count or regex in it");
    }
    if (entry.at("add").isNumber() && entry.decimal("add").signum() == 0) {
      entry.at("add").found(Code.IDLE_RULE, "set to 0; expected points, or no rule");
    }
    Decay decay = entry.has("decay") ? Decay.read(entry.section("decay")) : null;
    return new Rule(id, group, add, when, why, decay);
  }

  /** The contribution of the model; none if it is switched off. */
  private List<ModelContribution> model(Settings section) {
    if (ids.contains(ModelContribution.ID)) {
      section.found(
          Code.DUPLICATE, "there is a rule 'model' as well; expected another id for that rule");
    }
    section.require("cap");
    section.require("perDoubling");
    int cap = section.integer("cap", 0, 0, MAX_POINTS);
    int perDoubling = points(section, "perDoubling", 0);
    Condition when = section.has("when")
        ? ConditionLinter.check(ConditionReader.read(section.at("when"), vocabulary, fields))
        : new Condition.Always();
    String text = String.join("\n", section.lines("file"));
    boolean enabled = section.flag("enabled", true);
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      Model model = Model.read(section.text("file"), text);
      var line = new ModelContribution(model, Features.of(fields), perDoubling, cap, when);
      return enabled ? List.of(line) : List.of();
    } catch (IllegalArgumentException e) {
      section.at("file").problem("not a model: " + e.getMessage());
      return List.of();
    }
  }

  private static int points(Settings section, String key, int defaultValue) {
    return section.integer(key, defaultValue, -MAX_POINTS, MAX_POINTS);
  }
}
