// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Evidence;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Field.Privacy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition on one field. */
sealed interface Leaf extends Condition {

  Field field();

  /** The answer for what stands in the field. */
  Answer test(Value value, View view);

  @Override
  default Answer test(View view) {
    Value value = view.value(field().name());
    return value == null ? Answer.unknown(field().name()) : test(value, view);
  }

  /** The field and what stands there, unless that may name a person. */
  default String shown(Value value) {
    return field().privacy() == Privacy.PERSONAL
        ? field().name()
        : field().name() + " " + value.shown();
  }

  default Evidence evidence(Value value) {
    return Evidence.of(field().name(), value.shown());
  }

  /** Whether a condition asks for something or for its absence. */
  enum Sense {
    IS,
    IS_NOT;

    Verdict of(boolean found) {
      return Verdict.of(found == (this == IS));
    }
  }

  /**
   * {@code is}, {@code isNot}, {@code in}, {@code notIn}.
   *
   * @param given the values as the policy has them, by what they compare as
   */
  record Is(Field field, Sense sense, Map<String, String> given) implements Leaf {

    public Is {
      given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    @Override
    public Answer test(Value value, View view) {
      boolean found = given.containsKey(comparable(field.type(), value.shown()));
      String why = shown(value) + (found ? " is " : " is not ") + values();
      if (field.privacy() != Privacy.PERSONAL) {
        why = field.name() + " is " + value.shown() + (found ? "" : ", not " + values());
      }
      return Answer.of(sense.of(found), why, evidence(value));
    }

    @Override
    public String describe() {
      return field.name() + (sense == Sense.IS ? " is " : " is not ") + values();
    }

    private String values() {
      return String.join(" or ", given.values());
    }

    /** What values of this type compare as; {@code ""} where the text is none. */
    static String comparable(Field.Type type, String text) {
      return switch (type) {
        case DOMAIN -> Domains.normal(text);
        case NUMBER -> canonical(new BigDecimal(text));
        case WORD, FLAG, TEXT -> Folding.fold(text.strip());
      };
    }

    static String canonical(BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
  }

  /** {@code inList}, {@code notInList}. */
  record Listed(Field field, Sense sense, WordList list) implements Leaf {

    @Override
    public Answer test(Value value, View view) {
      boolean found = list.contains(value.shown());
      String why = shown(value) + (found ? " is in " : " is not in ") + list.name();
      return Answer.of(sense.of(found), why, evidence(value));
    }

    @Override
    public String describe() {
      return field.name() + (sense == Sense.IS ? " is in " : " is not in ") + list.name();
    }
  }

  /** {@code gt}, {@code gte}, {@code lt}, {@code lte}, {@code between}: from the lowest to below the highest, as far as there are such. */
  record Range(Field field, @Nullable Bound low, @Nullable Bound high) implements Leaf {

    /** @param reach whether the limit itself belongs to the range */
    record Bound(BigDecimal limit, Reach reach) {}

    enum Reach {
      INCLUSIVE,
      EXCLUSIVE
    }

    @Override
    public Answer test(Value value, View view) {
      if (!(value instanceof Value.Amount amount)) {
        return Answer.unknown(field.name());
      }
      boolean inside = isAbove(amount.number()) && isBelow(amount.number());
      String why = field.name() + " is " + value.shown() + (inside ? ", " : ", not ") + limits();
      return Answer.of(Verdict.of(inside), why, evidence(value));
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
   * Words in a text.
   *
   * @param label the sets or phrases that were named
   */
  record Says(Field field, String label, Set<Phrase> phrases) implements Leaf {

    public Says {
      phrases = Collections.unmodifiableSet(new LinkedHashSet<>(phrases));
    }

    @Override
    public Answer test(Value value, View view) {
      var evidence = new ArrayList<Evidence>();
      view.hits(field.name()).forEach((phrase, hit) -> {
        if (phrases.contains(phrase)) {
          evidence.add(evidence(hit));
        }
      });
      if (evidence.isEmpty()) {
        String why = field.name() + " says nothing of " + label;
        return new Answer(Verdict.FALSE, why, List.of(), "");
      }
      String words = evidence.get(0).value();
      return new Answer(Verdict.TRUE, field.name() + " says \"" + words + "\"", evidence, words);
    }

    private Evidence evidence(View.Hit hit) {
      Value.Passage passage = hit.passage();
      return passage.message().isEmpty()
          ? Evidence.of(field.name(), hit.words())
          : Evidence.of(passage.part(), hit.words(), passage.message(), hit.start(), hit.end());
    }

    @Override
    public String describe() {
      return field.name() + " says one of " + label;
    }
  }

  /** {@code exists}, {@code missing}. */
  record Exists(Field field, Sense sense) implements Leaf {

    @Override
    public Answer test(View view) {
      Value value = view.value(field.name());
      return value == null ? answer(false, List.of()) : test(value, view);
    }

    @Override
    public Answer test(Value value, View view) {
      return answer(true, value instanceof Value.Text ? List.of() : List.of(evidence(value)));
    }

    private Answer answer(boolean known, List<Evidence> evidence) {
      String why = field.name() + (known ? " is known" : " is not known");
      return new Answer(sense.of(known), why, evidence, "");
    }

    @Override
    public String describe() {
      return field.name() + (sense == Sense.IS ? " is known" : " is not known");
    }
  }
}
