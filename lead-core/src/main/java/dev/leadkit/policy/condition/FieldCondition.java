// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Evidence;
import dev.leadkit.Verdict;
import dev.leadkit.policy.field.ComparisonKey;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Value;
import dev.leadkit.policy.field.WordList;
import dev.leadkit.text.CompactMap;
import dev.leadkit.text.CompactSet;
import dev.leadkit.text.MatchOptions.Case;
import dev.leadkit.text.Phrase;
import dev.leadkit.text.Regex;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A condition on one field. */
public sealed interface FieldCondition extends Condition {

  /** The field that is read. */
  Field field();

  /** The result for a value of the field. */
  ConditionResult test(Value value, EvaluationContext view);

  /** The verdict for a value of the field. */
  Verdict verdict(Value value, EvaluationContext view);

  @Override
  default ConditionResult test(EvaluationContext view) {
    Value value = view.value(field().name());
    return value == null ? ConditionResult.unknown(field().name()) : test(value, view);
  }

  @Override
  default Verdict verdict(EvaluationContext view) {
    Value value = view.value(field().name());
    return value == null ? Verdict.UNKNOWN : verdict(value, view);
  }

  @Override
  default <R> R fold(Fold<R> fold) {
    return fold.field(this);
  }

  /** The condition on a known value: this one without {@code ifMissing}. */
  default FieldCondition withoutDefault() {
    return this;
  }

  /** The field and its value, unless the value may name a person. */
  default String shown(Value value) {
    return field().privacy() == Privacy.PERSONAL
        ? field().name()
        : field().name() + " " + value.shown();
  }

  /** The value of the field as evidence. */
  default Evidence evidence(Value value) {
    return Evidence.of(field().name(), value.shown());
  }

  /** Whether a condition wants something or its absence. */
  enum Polarity {
    IS,
    IS_NOT;

    /** The verdict for something that was found or not. */
    public Verdict of(boolean found) {
      return Verdict.of(found == (this == IS));
    }
  }

  /**
   * {@code is}, {@code isNot}, {@code in}, {@code notIn}.
   *
   * @param given the values as the policy has them, by their comparison keys
   * @param caseSensitivity whether case counts
   */
  record Is(Field field, Polarity sense, Map<String, String> given, Case caseSensitivity)
      implements FieldCondition {

    public Is {
      given = new CompactMap(given);
    }

    /** Of the keys alone: those of most entries are their values too, and such entries all have the hash 0. */
    @Override
    public int hashCode() {
      return 31 * field.name().hashCode() + given.keySet().hashCode();
    }

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      boolean found = isGiven(value, view);
      String why = shown(value) + (found ? " is " : " is not ") + values();
      if (field.privacy() != Privacy.PERSONAL) {
        why = field.name() + " is " + value.shown() + (found ? "" : ", not " + values());
      }
      return ConditionResult.of(sense.of(found), why, evidence(value));
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return sense.of(isGiven(value, view));
    }

    private boolean isGiven(Value value, EvaluationContext view) {
      return given.containsKey(
          caseSensitivity == Case.EXACT
              ? ComparisonKey.exact(value.shown())
              : view.comparable(field, value));
    }

    @Override
    public String describe() {
      return field.name()
          + (sense == Polarity.IS ? " is " : " is not ")
          + (caseSensitivity == Case.EXACT ? "exactly " : "")
          + values();
    }

    private String values() {
      return String.join(" or ", given.values());
    }
  }

  /** {@code inList}, {@code notInList}. */
  record InList(Field field, Polarity sense, WordList list) implements FieldCondition {

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      boolean found = list.contains(view.comparable(field, value));
      String why = shown(value) + (found ? " is in " : " is not in ") + list.name();
      return ConditionResult.of(sense.of(found), why, evidence(value));
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return sense.of(list.contains(view.comparable(field, value)));
    }

    @Override
    public String describe() {
      return field.name() + (sense == Polarity.IS ? " is in " : " is not in ") + list.name();
    }
  }

  /** {@code gt}, {@code gte}, {@code lt}, {@code lte}, {@code between}: from the lowest to below the highest, as far as there are such. */
  record Range(Field field, @Nullable Bound low, @Nullable Bound high) implements FieldCondition {

    /**
     * A bound of a range.
     *
     * @param reach whether the limit itself belongs to the range
     */
    public record Bound(BigDecimal limit, Reach reach) {

      public Bound {
        limit = limit.stripTrailingZeros();
      }
    }

    /** Whether a bound belongs to its range. */
    public enum Reach {
      INCLUSIVE,
      EXCLUSIVE
    }

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      if (!(value instanceof Value.Amount amount)) {
        return ConditionResult.unknown(field.name());
      }
      boolean inside = contains(amount.number());
      String why = field.name() + " is " + value.shown() + (inside ? ", " : ", not ") + limits();
      return ConditionResult.of(Verdict.of(inside), why, evidence(value));
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return value instanceof Value.Amount amount
          ? Verdict.of(contains(amount.number()))
          : Verdict.UNKNOWN;
    }

    /** Whether a number is in the range. */
    public boolean contains(BigDecimal amount) {
      return isAbove(amount) && isBelow(amount);
    }

    private boolean isAbove(BigDecimal amount) {
      int order = low == null ? 1 : amount.compareTo(low.limit());
      return order > 0 || order == 0 && low != null && low.reach() == Reach.INCLUSIVE;
    }

    private boolean isBelow(BigDecimal amount) {
      int order = high == null ? -1 : amount.compareTo(high.limit());
      return order < 0 || order == 0 && high != null && high.reach() == Reach.INCLUSIVE;
    }

    @Override
    public String describe() {
      return field.name() + " is " + limits();
    }

    private String limits() {
      var limits = new ArrayList<String>();
      if (low != null) {
        limits.add((low.reach() == Reach.INCLUSIVE ? "at least " : "above ")
            + low.limit().toPlainString());
      }
      if (high != null) {
        limits.add((high.reach() == Reach.INCLUSIVE ? "at most " : "below ")
            + high.limit().toPlainString());
      }
      return String.join(" and ", limits);
    }
  }

  /**
   * Words in a text: {@code phrase}, {@code phrases}, {@code count}.
   *
   * @param label the sets or phrases that were named
   * @param atLeast how many different ones there must be
   */
  record ContainsPhrase(Field field, String label, Set<Phrase> phrases, int atLeast)
      implements FieldCondition {

    public ContainsPhrase {
      phrases = CompactSet.of(phrases);
    }

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      List<Evidence> evidence =
          view.hits(field.name()).of(phrases).stream().map(this::found).toList();
      if (evidence.size() < atLeast) {
        String why = evidence.isEmpty()
            ? field.name() + " says nothing of " + label
            : field.name() + " says " + evidence.size() + " of " + label + ", not " + atLeast;
        return new ConditionResult(Verdict.FALSE, why, List.of(), "");
      }
      String words = evidence.get(0).value();
      String why = atLeast == 1
          ? field.name() + " says \"" + words + "\""
          : field.name() + " says " + evidence.size() + " of " + label;
      return new ConditionResult(Verdict.TRUE, why, evidence, words);
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return Verdict.of(view.hits(field.name()).of(phrases).size() >= atLeast);
    }

    private Evidence found(TextMatch hit) {
      return hit.evidence(field);
    }

    @Override
    public String describe() {
      return field.name() + " says " + (atLeast == 1 ? "one" : "at least " + atLeast) + " of "
          + label;
    }
  }

  /** {@code regex}. */
  record Matches(Field field, Regex regex) implements FieldCondition {

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      TextMatch hit = view.match(field.name(), value, regex);
      if (hit == null) {
        String why = field.name() + " does not match " + regex;
        return new ConditionResult(Verdict.FALSE, why, List.of(), "");
      }
      boolean shown = field.type() == Field.Type.TEXT || field.privacy() != Privacy.PERSONAL;
      String why = field.name() + " matches " + regex;
      return new ConditionResult(
          Verdict.TRUE, why, List.of(hit.evidence(field)), shown ? hit.words() : "");
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return Verdict.of(view.match(field.name(), value, regex) != null);
    }

    @Override
    public String describe() {
      return field.name() + " matches " + regex;
    }
  }

  /**
   * {@code since}, {@code before}: from the one instant to below the other.
   *
   * @param since null for no limit
   * @param before null for no limit
   */
  record Period(
      Field field, @Nullable Instant since, @Nullable Instant before) implements FieldCondition {

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      Verdict verdict = verdict(value, view);
      String why = field.name() + " is " + value.shown()
          + (verdict == Verdict.TRUE ? ", " : ", not ") + limits();
      return ConditionResult.of(verdict, why, evidence(value));
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return of(value);
    }

    /** Whether a moment is in the period; unknown for any other value. */
    public Verdict of(Value value) {
      return value instanceof Value.Moment moment
          ? Verdict.of((since == null || !moment.at().isBefore(since))
              && (before == null || moment.at().isBefore(before)))
          : Verdict.UNKNOWN;
    }

    @Override
    public String describe() {
      return field.name() + " is " + limits();
    }

    private String limits() {
      return since != null ? "since " + since : "before " + before;
    }
  }

  /**
   * {@code window}, {@code dayOf}: days of the week and hours of the day on the clocks of a zone.
   *
   * @param days empty for any
   * @param from inclusive
   * @param to exclusive; equal to {@code from} for the whole day, before it for a window over midnight
   */
  record Window(Field field, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone)
      implements FieldCondition {

    public Window {
      days = Collections.unmodifiableSet(new TreeSet<>(days));
    }

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      Verdict verdict = verdict(value, view);
      String why = field.name() + " is " + value.shown()
          + (verdict == Verdict.TRUE ? ", " : ", not ") + limits();
      return ConditionResult.of(verdict, why, evidence(value));
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return value instanceof Value.Moment moment ? of(moment.at()) : Verdict.UNKNOWN;
    }

    /** Whether a moment is in the window. */
    public Verdict of(Instant at) {
      return Verdict.of(contains(at.atZone(zone).toLocalDateTime()));
    }

    private boolean contains(LocalDateTime local) {
      LocalTime time = local.toLocalTime();
      boolean after = !time.isBefore(from);
      boolean before = time.isBefore(to);
      boolean inside = from.equals(to) || (from.isBefore(to) ? after && before : after || before);
      return inside && (days.isEmpty() || days.contains(local.getDayOfWeek()));
    }

    @Override
    public String describe() {
      return field.name() + " is " + limits();
    }

    private String limits() {
      String on = days.stream()
          .map(day -> day.name().toLowerCase(Locale.ROOT).substring(0, 3))
          .collect(Collectors.joining(" or "));
      return (days.isEmpty() ? "" : "on " + on + " ")
          + (from.equals(to) ? "" : "from " + from + " to before " + to + " ") + "in " + zone;
    }
  }

  /**
   * A condition with a verdict for a missing field: {@code ifMissing}.
   *
   * @param missing the verdict if the field is missing
   */
  record WithDefault(FieldCondition leaf, Verdict missing) implements FieldCondition {

    @Override
    public Field field() {
      return leaf.field();
    }

    @Override
    public FieldCondition withoutDefault() {
      return leaf;
    }

    @Override
    public ConditionResult test(EvaluationContext view) {
      Value value = view.value(field().name());
      if (value != null) {
        return leaf.test(value, view);
      }
      String why = field().name() + " is not known, which counts as " + word();
      return new ConditionResult(missing, why, List.of(), "");
    }

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      return leaf.test(value, view);
    }

    @Override
    public Verdict verdict(EvaluationContext view) {
      Value value = view.value(field().name());
      return value == null ? missing : leaf.verdict(value, view);
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return leaf.verdict(value, view);
    }

    @Override
    public String describe() {
      return leaf.describe() + " (" + word() + " if not known)";
    }

    private String word() {
      return missing.name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code exists}, {@code missing}. */
  record Exists(Field field, Polarity sense) implements FieldCondition {

    @Override
    public ConditionResult test(EvaluationContext view) {
      Value value = view.value(field.name());
      return value == null ? answer(false, List.of()) : test(value, view);
    }

    @Override
    public ConditionResult test(Value value, EvaluationContext view) {
      return answer(true, value instanceof Value.Text ? List.of() : List.of(evidence(value)));
    }

    @Override
    public Verdict verdict(EvaluationContext view) {
      return sense.of(view.value(field.name()) != null);
    }

    @Override
    public Verdict verdict(Value value, EvaluationContext view) {
      return sense.of(true);
    }

    private ConditionResult answer(boolean known, List<Evidence> evidence) {
      String why = field.name() + (known ? " is known" : " is not known");
      return new ConditionResult(sense.of(known), why, evidence, "");
    }

    @Override
    public String describe() {
      return field.name() + (sense == Polarity.IS ? " is known" : " is not known");
    }
  }
}
