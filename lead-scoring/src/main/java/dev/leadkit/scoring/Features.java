// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Lead;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.field.ComparisonKey;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.Value;
import dev.leadkit.spi.Settings;
import dev.leadkit.text.MatchOptions;
import dev.leadkit.text.Tokenizer;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model sees of a lead: the words of its subjects and visible texts, folded as those of phrases are, and what its fields hold.
 *
 * <p>Left out is what says who writes rather than what is wanted: names, addresses and domains, and whatever else may name a person;
 * moments; flags, experiments and the score. Numbers are told by their size: a count by its power of two, a share by its tenth. What is
 * missing is nothing that a model sees.
 *
 * <p>Immutable and thread-safe.
 */
public final class Features {

  private static final Set<Field.Type> TYPES =
      EnumSet.of(Field.Type.WORD, Field.Type.NUMBER, Field.Type.FLAG);
  private static final Set<Field.Provenance> PROVENANCES = EnumSet.complementOf(
      EnumSet.of(Field.Provenance.FLAG, Field.Provenance.EXPERIMENT, Field.Provenance.SCORE));
  private static final String TEXT = "text";

  /** What takes the features of a lead. */
  public interface Sink {

    /**
     * Takes a word; one that occurs in several places is given for each.
     *
     * @param letters begin with the folded word, until this returns
     * @param length how many of them it has
     * @param place where it occurs
     * @param start where it begins in the text of the place
     * @param end where it ends, exclusive
     */
    void word(char[] letters, int length, Place place, int start, int end);

    /** Takes what a field holds. */
    void field(String name, String value);
  }

  /**
   * A text of a message.
   *
   * @param part which one, as evidence names it
   * @param message its id
   */
  public record Place(String part, String message, String text) {
    public Place {
      Objects.requireNonNull(part, "part");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(text, "text");
    }

    /** Without the text, which may hold a person. */
    @Override
    public String toString() {
      return "Place[" + part + " of " + message + "]";
    }
  }

  private final Conditions conditions;
  private final List<Field> fields;

  private final @Nullable FieldOverride supposition;

  private Features(Fields all) {
    conditions = Conditions.of(all, List.of());
    fields = all.all().stream().filter(Features::isFeature).toList();
    supposition = null;
  }

  private Features(Features features, @Nullable FieldOverride supposition) {
    this.conditions = features.conditions;
    this.fields = features.fields;
    this.supposition = supposition;
  }

  /** The features that leads would have if this held; null for those that they have. */
  Features supposing(@Nullable FieldOverride some) {
    return some == null && supposition == null ? this : new Features(this, some);
  }

  /** The features of the fields that every lead has, without those that a policy derives. */
  public static Features ofLead() {
    return of(Fields.ofLead());
  }

  /** The features of the fields that every lead has and of those that this policy derives. */
  public static Features of(Settings policy) {
    return of(Definitions.read(policy).fields());
  }

  static Features of(Fields fields) {
    return new Features(fields);
  }

  private static boolean isFeature(Field field) {
    return TYPES.contains(field.type())
        && PROVENANCES.contains(field.provenance())
        && field.privacy() == Field.Privacy.PLAIN
        && !field.name().equals("recipient.address")
        && !field.name().equals("company.name");
  }

  /** The fields that are read. */
  public List<String> fields() {
    return fields.stream().map(Field::name).toList();
  }

  /** Gives each feature of the lead to the sink, words first, always in the same order. */
  public void read(Lead lead, Sink sink) {
    EvaluationContext view =
        supposition == null ? conditions.view(lead) : conditions.view(lead, null, supposition);
    if (view.value(TEXT) instanceof Value.Text text) {
      for (Value.Passage passage : text.passages()) {
        var place = new Place(passage.part(), passage.message(), passage.text());
        new Tokenizer(MatchOptions.Case.ANY, false) {
          @Override
          protected void take(int start, int end, boolean afterStop) {
            sink.word(word, length, place, start, end);
          }
        }.read(passage.text());
      }
    }
    for (Field field : fields) {
      String value = shown(field, view.value(field.name()));
      if (value != null) {
        sink.field(field.name(), value);
      }
    }
  }

  private static @Nullable String shown(Field field, @Nullable Value value) {
    if (value == null) {
      return null;
    }
    return value instanceof Value.Amount amount
        ? size(field.scale(), amount.number())
        : ComparisonKey.of(field.type(), value.shown());
  }

  /** Numbers that say much the same are one feature. */
  private static String size(Field.Scale scale, BigDecimal number) {
    if (scale == Field.Scale.SHARE) {
      return "0." + Math.min(9, number.movePointRight(1).intValue());
    }
    if (number.signum() == 0) {
      return "0";
    }
    int bits = number.abs().toBigInteger().bitLength();
    return (number.signum() < 0 ? "below -" : "from ") + (bits == 0 ? "0" : "2^" + (bits - 1));
  }
}
