// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Passed;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.condition.FieldCondition;
import dev.leadkit.policy.field.Derived;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Type;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the decision on a lead would have been if one fact had been different. A fact is the value of one field: the size of the company, the domain of
 * the sender, a phrase in the text. The lead is scored and routed again with it, so that every rule and route that reads the fact, or a
 * field that the policy derives from it, is asked again.
 *
 * <p>Not varied are fields that may name a person, times, and counts of the history.
 *
 * @param misses facts with which another route would take the lead, facts that are not known first
 * @param open routes before the one that took the lead whose conditions are unknown, with the fields that are missing; only
 *     those that no single fact decides
 */
public record NearMisses(List<Miss> misses, List<Open> open) {

  /** At most as many values of a field are tried. */
  private static final int MAX_VALUES = 200;

  /** At most as many leads are scored again. */
  private static final int MAX_TRIES = 2_000;

  private static final Set<String> NOT_VARIED = Set.of(
      "sender.tld", "sender.origin", "lead.messages", "lead.duplicates", "message.attachments");

  /**
   * A fact that would have led to another route.
   *
   * @param supposition the fact
   * @param known the known value; null if the field is missing
   * @param score what the lead would be worth
   * @param assignment where it would go
   */
  public record Miss(
      FieldOverride supposition, @Nullable String known, Score score, Assignment assignment) {

    public Miss {
      Objects.requireNonNull(supposition, "supposition");
      Objects.requireNonNull(score, "score");
      Objects.requireNonNull(assignment, "assignment");
    }

    /** The fact in words, with the known value. */
    public String fact() {
      String field = supposition.field().name();
      if (known == null) {
        return field + " is not known; with " + supposition.description();
      }
      return known.isEmpty()
          ? "with " + supposition.description()
          : field + " is " + known + "; with " + supposition.description();
    }
  }

  /**
   * A route that may match or not.
   *
   * @param fields that would have to be known
   */
  public record Open(String route, List<String> fields) {

    public Open {
      Objects.requireNonNull(route, "route");
      fields = List.copyOf(Objects.requireNonNull(fields, "fields"));
    }
  }

  public NearMisses {
    misses = List.copyOf(Objects.requireNonNull(misses, "misses"));
    open = List.copyOf(Objects.requireNonNull(open, "open"));
  }

  /**
   * Those of a lead that this policy decides. Empty where scorer or router do not tell their conditions.
   *
   * @param lead as it was decided
   */
  public static NearMisses of(Policy policy, Lead lead) {
    if (policy.scorer() instanceof ConditionalScorer scorer
        && policy.router() instanceof ConditionalRouter router) {
      return new Search(scorer, router, lead).run();
    }
    return new NearMisses(List.of(), List.of());
  }

  /** The search for those of one lead. */
  private static final class Search {

    private final ConditionalScorer scorer;
    private final ConditionalRouter router;
    private final Lead lead;
    private final Score score;
    private final Assignment assignment;
    private final Fields fields;
    private final Map<String, Set<FieldCondition>> asked = new LinkedHashMap<>();
    private final EvaluationContext view;
    private int tries;

    Search(ConditionalScorer scorer, ConditionalRouter router, Lead lead) {
      this.scorer = scorer;
      this.router = router;
      this.lead = lead;
      score = scorer.score(lead);
      assignment = router.route(lead, score);
      var conditions = new ArrayList<Condition>();
      scorer.model().components().forEach(component -> conditions.add(component.when()));
      conditions.addAll(router.conditions());
      conditions.forEach(condition -> SatisfiabilityChecker.collect(condition, asked));
      fields = router.fields();
      view = Conditions.of(fields, conditions).view(lead, score);
    }

    NearMisses run() {
      var misses = new ArrayList<Miss>();
      for (Field field : varied()) {
        misses.addAll(misses(field));
      }
      misses.sort(Comparator.comparing(miss -> miss.known() != null));
      return new NearMisses(misses, open(misses));
    }

    /** The fields that rules and routes read, with the sources of derived fields instead of these. */
    private Set<Field> varied() {
      var varied = new LinkedHashSet<Field>();
      asked.values().forEach(leaves -> vary(leaves.iterator().next().field(), varied));
      varied.removeIf(field -> field.type() == Type.INSTANT
          || field.provenance() == Field.Provenance.SCORE
          || field.privacy() == Privacy.PERSONAL && field.type() != Type.TEXT
          || NOT_VARIED.contains(field.name()));
      return varied;
    }

    private void vary(Field field, Set<Field> varied) {
      Derived derived = fields.derived(field.name());
      if (derived == null) {
        varied.add(field);
      } else {
        derived.steps().forEach(step -> vary(step.of(), varied));
      }
    }

    /** For each other route the nearest value of this field that leads there. */
    private List<Miss> misses(Field field) {
      Value value = view.value(field.name());
      var tried = new ArrayList<Miss>();
      for (FieldOverride supposition : suppositions(field, value)) {
        if (++tries > MAX_TRIES) {
          break;
        }
        Score other = scorer.score(lead, supposition);
        Assignment there = router.route(lead, other, supposition);
        tried.add(new Miss(supposition, value == null ? null : known(field, value), other, there));
      }
      var found = new LinkedHashMap<String, Miss>();
      for (Miss miss : tried) {
        String route = miss.assignment().route();
        if (!route.equals(assignment.route()) && !found.containsKey(route)) {
          found.put(route, field.type() == Type.NUMBER ? ranged(miss, tried) : miss);
        }
      }
      return List.copyOf(found.values());
    }

    /** The same, with the range in which it holds: for all greater numbers, or for all smaller ones. */
    private static Miss ranged(Miss miss, List<Miss> tried) {
      BigDecimal limit = number(miss);
      String route = miss.assignment().route();
      boolean isAbove = true;
      boolean isBelow = true;
      for (Miss other : tried) {
        boolean isSame = other.assignment().route().equals(route);
        isAbove &= isSame || number(other).compareTo(limit) < 0;
        isBelow &= isSame || number(other).compareTo(limit) > 0;
      }
      if (!isAbove && !isBelow) {
        return miss;
      }
      Field field = miss.supposition().field();
      String range = field.name() + (isAbove ? " >= " : " <= ") + limit.toPlainString();
      return new Miss(
          new FieldOverride(field, new Value.Amount(limit), range),
          miss.known(),
          miss.score(),
          miss.assignment());
    }

    private static BigDecimal number(Miss miss) {
      return miss.supposition().value(miss.supposition().field().name())
              instanceof Value.Amount amount
          ? amount.number()
          : BigDecimal.ZERO;
    }

    private static String known(Field field, Value value) {
      return field.type() == Type.TEXT ? "" : value.shown();
    }

    private List<FieldOverride> suppositions(Field field, @Nullable Value value) {
      Set<FieldCondition> leaves = asked.getOrDefault(field.name(), Set.of());
      if (field.type() == Type.TEXT) {
        return said(field, value, leaves);
      }
      return field.type() == Type.NUMBER
          ? numbers(field, value, leaves)
          : words(field, value, leaves);
    }

    /** That the text said one of the phrases, or matched one of the expressions, that it does not. */
    private List<FieldOverride> said(
        Field field, @Nullable Value value, Set<FieldCondition> leaves) {
      var suppositions = new ArrayList<FieldOverride>();
      for (FieldCondition leaf : leaves) {
        FieldCondition inner = leaf.withoutDefault();
        String words = words(inner);
        if (!words.isEmpty() && leaf.verdict(view) != Verdict.TRUE) {
          var passages = new ArrayList<Value.Passage>();
          if (value instanceof Value.Text text) {
            passages.addAll(text.passages());
          }
          passages.add(new Value.Passage("text", "", words));
          suppositions.add(new FieldOverride(field, new Value.Text(passages), inner.describe()));
        }
      }
      return suppositions;
    }

    private static String words(FieldCondition leaf) {
      if (leaf instanceof FieldCondition.ContainsPhrase says) {
        return String.join(
            ". ",
            says.phrases().stream()
                .limit(says.atLeast())
                .map(phrase -> phrase.text().replace('~', ' '))
                .toList());
      }
      return leaf instanceof FieldCondition.Matches matches ? matches.regex().example() : "";
    }

    /** The nearest number in each range that the conditions distinguish. */
    private static List<FieldOverride> numbers(
        Field field, @Nullable Value value, Set<FieldCondition> leaves) {
      var limits = new TreeSet<BigDecimal>();
      for (Value candidate : Cells.numbers(field, leaves)) {
        limits.add(new BigDecimal(candidate.shown()));
      }
      BigDecimal known = value instanceof Value.Amount amount ? amount.number() : null;
      return limits.stream()
          .filter(number -> known == null || number.compareTo(known) != 0)
          .sorted(
              known == null
                  ? Comparator.<BigDecimal>naturalOrder()
                  : Comparator.comparing(
                          (BigDecimal number) -> number.subtract(known).abs())
                      .thenComparing(Comparator.naturalOrder()))
          .limit(MAX_VALUES)
          .map(number -> new FieldOverride(
              field, new Value.Amount(number), field.name() + " " + number.toPlainString()))
          .toList();
    }

    /** Every value that a condition or a derivation names, and one that none does. */
    private List<FieldOverride> words(
        Field field, @Nullable Value value, Set<FieldCondition> leaves) {
      var words = new LinkedHashMap<String, String>();
      if (field.isClosed()) {
        field.values().forEach(word -> words.put(word, field.name() + " " + word));
      } else {
        for (FieldCondition leaf : leaves) {
          if (leaf.withoutDefault() instanceof FieldCondition.Is is) {
            is.given()
                .forEach((word, shown) -> words.putIfAbsent(word, field.name() + " " + shown));
          } else if (leaf.withoutDefault() instanceof FieldCondition.InList listed) {
            listed.list().entries().stream()
                .limit(1)
                .forEach(word -> words.putIfAbsent(
                    word, field.name() + " in " + listed.list().name()));
          }
        }
        derivations(field).forEach(words::putIfAbsent);
        words.putIfAbsent(other(field), "any other " + field.name());
      }
      String known = value == null ? "" : value.shown();
      return words.entrySet().stream()
          .filter(word -> !word.getKey().equals(known))
          .limit(MAX_VALUES)
          .map(word -> new FieldOverride(field, typed(field, word.getKey()), word.getValue()))
          .toList();
    }

    private static String other(Field field) {
      return field.type() == Type.DOMAIN ? Cells.OTHER + ".example" : Cells.OTHER;
    }

    private static Value typed(Field field, String word) {
      return field.type() == Type.FLAG
          ? new Value.Flag(Boolean.parseBoolean(word))
          : new Value.Word(word);
    }

    /** One text for each value that a derivation gives, with the derived value in words. */
    private Map<String, String> derivations(Field field) {
      var texts = new LinkedHashMap<String, String>();
      for (Field each : fields.all()) {
        Derived derived = fields.derived(each.name());
        if (derived != null) {
          derived.steps().stream()
              .filter(step -> step.of().name().equals(field.name()))
              .forEach(step -> step.pairs()
                  .forEach((key, to) -> texts.putIfAbsent(
                      each.name() + " " + to,
                      step.rule() == Derived.Rule.SUFFIX && field.type() == Type.DOMAIN
                          ? "company." + key
                          : key)));
        }
      }
      var described = new LinkedHashMap<String, String>();
      texts.forEach((to, key) -> described.putIfAbsent(key, to + " by " + field.name()));
      return described;
    }

    private List<Open> open(List<Miss> misses) {
      var open = new ArrayList<Open>();
      List<Passed> passed = assignment.passed();
      for (int i = 0; i < passed.size(); i++) {
        Passed route = passed.get(i);
        if (route.verdict() == Verdict.UNKNOWN
            && misses.stream()
                .noneMatch(miss ->
                    miss.known() == null && miss.assignment().route().equals(route.route()))) {
          var missing = new LinkedHashSet<String>();
          missing(router.conditions().get(i), missing);
          open.add(new Open(route.route(), List.copyOf(missing)));
        }
      }
      return open;
    }

    private void missing(Condition condition, Set<String> missing) {
      var leaves = new LinkedHashMap<String, Set<FieldCondition>>();
      SatisfiabilityChecker.collect(condition, leaves);
      leaves.forEach((field, some) -> {
        if (some.stream().anyMatch(leaf -> leaf.verdict(view) == Verdict.UNKNOWN)) {
          missing.add(field);
        }
      });
    }
  }
}
