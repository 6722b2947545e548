// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.policy.check.Cells.Point;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Witness;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.condition.FieldCondition;
import dev.leadkit.policy.field.Derived;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes up leads that lie in a box of the space of all leads, and returns one only after it was scored and asked: fields that follow from
 * others, and texts that contain more than was meant, are detected that way.
 *
 * <p>Used by one thread.
 */
final class Witnesses {

  /** At most as many cells of a dimension are tried. */
  private static final int MAX_CELLS = 60;

  /** At most as many times it is asked whether a score can be reached. */
  private static final int MAX_ASKED = 3_000;

  /** At most as many companies are tried until one is in the wanted arms of all experiments. */
  private static final int MAX_COMPANIES = 200;

  private static final Duration STEP = Duration.ofMinutes(30);
  private static final int STEPS = 14 * 48;

  private static final String DOMAIN = "sender.domain";

  /** Fields of a history of one message, by the field of that message that decides them. */
  private static final Map<String, String> OF_NEWEST =
      Map.of("lead.automation", "message.automation", "lead.class", "message.class");

  /** Values that few policies name, for fields that do not hold just any word. */
  private static final Map<String, String> RARE = Map.of(
      "company.country", "AQ",
      "company.zone", "Antarctica/Troll",
      "sender.language", "eo",
      "sender.calling_code", "+672");

  private final SatisfiabilityChecker cases;
  private final Fields fields;
  private final List<Condition> conditions;
  private final Scoring scoring;
  private final Predicate<Map<String, BitSet>> achievable;
  private final Conditions compiled;
  private final Map<String, Integer> usual = new HashMap<>();

  /** @param achievable whether a lead of a box can have a score that is in the box, before anything fades */
  Witnesses(
      SatisfiabilityChecker cases,
      Fields fields,
      List<Condition> conditions,
      Scoring scoring,
      Predicate<Map<String, BitSet>> achievable) {
    this.cases = cases;
    this.fields = fields;
    this.conditions = conditions;
    this.scoring = scoring;
    this.achievable = achievable;
    this.compiled = Conditions.of(fields, conditions);
    usual();
  }

  /** The cell of each dimension in which a lead without any given value is. */
  private void usual() {
    Lead lead = new GivenLead(Map.of(), null).lead();
    cases.dimensions().forEach((name, cells) -> {
      List<FieldCondition> leaves = List.copyOf(cells.verdicts().keySet());
      EvaluationContext view = Conditions.of(fields, List.<Condition>copyOf(leaves))
          .view(lead, Score.of(0, List.of(), List.of()));
      List<Verdict> said = leaves.stream().map(leaf -> leaf.verdict(view)).toList();
      for (int cell = 0; cell < cells.size(); cell++) {
        boolean isIt = true;
        for (int i = 0; i < said.size(); i++) {
          isIt &= cells.verdicts().getOrDefault(leaves.get(i), new Verdict[0])[cell] == said.get(i);
        }
        if (isIt) {
          usual.put(name, cell);
        }
      }
    });
  }

  /** A lead of this box for which all wanted conditions are true and no unwanted one; null if none was found. */
  @Nullable
  Witness of(Map<String, BitSet> box, List<Integer> wanted, List<Integer> unwanted) {
    Map<String, Integer> chosen = chosen(box);
    if (chosen == null) {
      return null;
    }
    for (int variant = 0; variant < 4; variant++) {
      Witness witness = witness(box, chosen, variant, wanted, unwanted);
      if (witness != null) {
        return witness;
      }
    }
    return null;
  }

  /** One cell of each dimension, with as little said as possible, so that the score can be reached; null where none was found. */
  private @Nullable Map<String, Integer> chosen(Map<String, BitSet> box) {
    Map<String, BitSet> left = new HashMap<>(box);
    if (!achievable.test(left)) {
      return null;
    }
    var order = new ArrayList<>(box.keySet().stream().sorted().toList());
    cases.dimensions().keySet().stream().filter(name -> !box.containsKey(name)).forEach(order::add);
    order.remove(Fields.SCORE);
    var chosen = new LinkedHashMap<String, Integer>();
    int asked = 0;
    for (String name : order) {
      BitSet allowed = left.getOrDefault(name, cases.cells(name));
      var cells = new ArrayList<Integer>();
      Integer first = usual.get(name);
      if (first != null && allowed.get(first)) {
        cells.add(first);
      }
      allowed.stream().limit(MAX_CELLS).filter(cell -> !cells.contains(cell)).forEach(cells::add);
      int found = -1;
      for (int i = 0; i < cells.size() && found < 0; i++) {
        var one = new BitSet();
        one.set(cells.get(i));
        left.put(name, one);
        if (++asked > MAX_ASKED || achievable.test(left)) {
          found = cells.get(i);
        }
      }
      if (found < 0) {
        return null;
      }
      chosen.put(name, found);
    }
    return chosen;
  }

  private @Nullable Witness witness(
      Map<String, BitSet> box,
      Map<String, Integer> chosen,
      int variant,
      List<Integer> wanted,
      List<Integer> unwanted) {
    var values = new LinkedHashMap<String, String>();
    var missing = new LinkedHashMap<String, String>();
    var later = new LinkedHashMap<Field, String>();
    var otherTexts = new ArrayList<String>();
    boolean inExperiment = false;
    for (Map.Entry<String, Integer> choice : chosen.entrySet()) {
      Cells cells = cases.division(choice.getKey());
      Field field = cells.field();
      boolean isMeant = box.containsKey(choice.getKey());
      if (!isMeant && choice.getValue().equals(usual.get(choice.getKey()))) {
        continue;
      }
      List<Point> points = cells.points().get(choice.getValue());
      Point point = points.get(Math.min(variant, points.size() - 1));
      String text = text(cells, choice.getValue(), point);
      if (text == null) {
        return null;
      }
      if (text.isEmpty()) {
        if (point.value() != null) {
          otherTexts.add(field.name()); // a text that says nothing of this is not a missing one
        } else if (isMeant) {
          missing.put(field.name(), "missing");
        }
      } else if (fields.derived(field.name()) != null || field.name().equals("sender.tld")) {
        later.put(field, text);
      } else if (field.provenance() == Field.Provenance.EXPERIMENT) {
        inExperiment = true;
      } else if (field.type() == Field.Type.TEXT) {
        values.merge(field.name(), text, (some, more) -> some + " " + more);
      } else {
        values.put(OF_NEWEST.getOrDefault(field.name(), field.name()), text);
      }
    }
    later.forEach((field, text) -> derive(field, text, values));
    otherTexts.forEach(name -> values.putIfAbsent(name, Cells.OTHER));
    int companies = inExperiment ? MAX_COMPANIES : 1;
    for (int company = 0; company < companies; company++) {
      if (inExperiment) {
        String domain = values.getOrDefault(DOMAIN, "");
        if (!domain.isEmpty() && !domain.startsWith("company") && !domain.startsWith(Cells.OTHER)) {
          companies = 1;
        } else {
          String below =
              domain.indexOf('.') < 0 ? "example" : domain.substring(domain.indexOf('.') + 1);
          values.put(DOMAIN, "company" + company + "." + below);
        }
      }
      Witness witness = asked(values, missing, box, wanted, unwanted);
      if (witness != null) {
        return witness;
      }
    }
    return null;
  }

  /** What to put into the field; {@code ""} for nothing, null where nothing is known that comes out like this. */
  private static @Nullable String text(Cells cells, int cell, Point point) {
    if (point.value() instanceof Value.Moment moment) {
      Instant at = moment(cells, cell, moment.at());
      return at == null ? null : at.toString();
    }
    if (point.said().isEmpty()) {
      if (point.value() == null || point.value() instanceof Value.Text) {
        return "";
      }
      String shown = point.value().shown();
      return shown.equals(Cells.OTHER) ? RARE.getOrDefault(cells.field().name(), shown) : shown;
    }
    boolean isText = cells.field().type() == Field.Type.TEXT;
    return point.said().stream()
        .map(Witnesses::words)
        .collect(Collectors.joining(isText ? " " : ""));
  }

  private static String words(FieldCondition leaf) {
    if (leaf instanceof FieldCondition.ContainsPhrase says) {
      boolean isText = leaf.field().type() == Field.Type.TEXT;
      return says.phrases().stream()
          .limit(says.atLeast())
          .map(phrase -> phrase.text().replace('~', ' ') + (isText ? "." : ""))
          .collect(Collectors.joining(" "));
    }
    if (leaf instanceof FieldCondition.Matches matches) {
      return matches.regex().example();
    }
    return leaf instanceof FieldCondition.Is is ? is.given().values().iterator().next() : "";
  }

  /** An instant within two weeks of this one for which all conditions on times have the verdicts of the cell. */
  private static @Nullable Instant moment(Cells cells, int cell, Instant from) {
    Instant start = from.equals(Instant.EPOCH) ? Instant.parse("1970-01-05T00:00:00Z") : from;
    for (int step = 0; step < STEPS; step++) {
      Instant at = start.plus(STEP.multipliedBy(step));
      boolean isIt = cells.verdicts().entrySet().stream().allMatch(entry -> {
        FieldCondition leaf = entry.getKey().withoutDefault();
        Verdict verdict = leaf instanceof FieldCondition.Window window
            ? window.of(at)
            : leaf instanceof FieldCondition.Period period
                ? period.of(new Value.Moment(at))
                : entry.getValue()[cell];
        return verdict == entry.getValue()[cell];
      });
      if (isIt) {
        return at;
      }
    }
    return null;
  }

  /** Puts a value into the field from which this one gets it, unless it has a value already. */
  private void derive(Field field, String wanted, Map<String, String> values) {
    if (field.name().equals("sender.tld")) {
      values.putIfAbsent(DOMAIN, "company." + wanted);
      return;
    }
    Derived derived = fields.derived(field.name());
    if (derived == null) {
      values.putIfAbsent(field.name(), wanted);
      return;
    }
    for (Derived.Step step : derived.steps()) {
      for (String key : step.keys(wanted)) {
        String before = values.get(step.of().name());
        if (before != null && wanted.equals(step.look(before))) {
          return;
        }
        if (before == null) {
          derive(step.of(), key, values);
          return;
        }
      }
    }
  }

  private @Nullable Witness asked(
      Map<String, String> values,
      Map<String, String> missing,
      Map<String, BitSet> box,
      List<Integer> wanted,
      List<Integer> unwanted) {
    Lead lead;
    try {
      lead = new GivenLead(values, null).lead();
    } catch (RuntimeException e) {
      return null; // the fields exclude each other
    }
    Score score = scoring.score(lead);
    boolean isScored = score != null;
    if (score == null) {
      score = Score.of(anyScore(box), List.of(), List.of());
    }
    EvaluationContext view = compiled.view(lead, score);
    boolean isIt =
        wanted.stream().allMatch(number -> conditions.get(number).verdict(view) == Verdict.TRUE)
            && unwanted.stream()
                .noneMatch(number -> conditions.get(number).verdict(view) == Verdict.TRUE);
    if (!isIt) {
      return null;
    }
    var shown = new LinkedHashMap<>(missing);
    shown.putAll(values);
    if (isScored || box.containsKey(Fields.SCORE)) {
      shown.put(Fields.SCORE, String.valueOf(score.value()));
    }
    return new Witness(lead, score, shown);
  }

  /** A score of the box, where no scorer is known. */
  private int anyScore(Map<String, BitSet> box) {
    BitSet allowed = box.get(Fields.SCORE);
    return allowed != null
            && cases
                    .division(Fields.SCORE)
                    .points()
                    .get(allowed.nextSetBit(0))
                    .get(0)
                    .value()
                instanceof Value.Amount amount
        ? amount.number().intValue()
        : 0;
  }
}
