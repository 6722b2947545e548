// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Defect;
import dev.leadkit.Lead;
import dev.leadkit.policy.Toggles;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.field.ComparisonKey;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Field.Provenance;
import dev.leadkit.policy.field.Field.Scale;
import dev.leadkit.policy.field.FieldForms;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.Value;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code examples}: the fields of a lead, and the expected decision. */
final class ExampleReader {

  /** The most messages, copies or attachments of the lead of an example. */
  private static final int MAX_COUNT = 1000;

  private static final int MAX_SIZE = Integer.MAX_VALUE;
  private static final String DEFECTS = "message.defects";

  /** The fields that hold several names. */
  private static final Set<String> NAMES =
      Set.of("spam.flags", "message.labels", "suspicion.signs", DEFECTS);

  private static final List<String> DEFECT_CODES = Stream.of(Defect.Code.values())
      .map(code -> code.name().toLowerCase(Locale.ROOT))
      .toList();

  private final Settings root;
  private final Fields fields;
  private final Toggles variations;
  private final Conditions conditions;
  private final Set<String> names = new HashSet<>();

  ExampleReader(Settings root) {
    this.root = root;
    Definitions vocabulary = Definitions.read(root);
    this.fields = vocabulary.fields();
    this.variations = vocabulary.toggles();
    this.conditions = Conditions.of(fields, List.of());
  }

  List<Example> read() {
    return root.list("examples").stream().map(this::example).toList();
  }

  private Example example(Settings place) {
    String name = place.text("name");
    if (!name.isEmpty() && !names.add(name)) {
      place
          .at("name")
          .found(Code.DUPLICATE, "'" + name + "' occurs twice; expected a name for each example");
    }
    place.require("given").require("expect");
    Settings given = place.section("given");
    Instant at = place.has("at") ? instant(place.at("at")) : null;
    return new Example(name, place, lead(given, at), expected(place.section("expect")));
  }

  private static Example.Expected expected(Settings expect) {
    var points = new LinkedHashMap<String, Integer>();
    Settings section = expect.section("points");
    section.keys().forEach(rule -> points.put(rule, section.integer(rule)));
    var expected = new Example.Expected(
        expect.has("score") ? (Integer) expect.integer("score") : null,
        expect.has("fired") ? expect.texts("fired") : null,
        expect.has("unknown") ? expect.texts("unknown") : null,
        points,
        text(expect, "route"),
        text(expect, "disposition"),
        text(expect, "queue"),
        text(expect, "owner"),
        expect.has("sla") ? expect.duration("sla") : null,
        expect.has("connectors") ? expect.texts("connectors") : null);
    if (expect.isPresent() && expected.isEmpty()) {
      expect.problem("empty; expected a score, a route or something else to compare");
    }
    return expected;
  }

  private static @Nullable String text(Settings section, String key) {
    return section.has(key) ? section.text(key) : null;
  }

  /** The lead that has these fields and no other, apart from those that follow from them. */
  private Lead lead(Settings given, @Nullable Instant at) {
    var values = new LinkedHashMap<String, String>();
    for (String key : given.keys()) {
      Field field = fields.peek(key);
      if (field != null) {
        String value = value(field, given.at(key));
        if (value != null) {
          values.put(key, value);
        }
      } else if (key.equals(Fields.SCORE)) {
        given
            .at(key)
            .problem("follows from the rules; expected the fields that they ask for, and the score"
                + " under expect");
      } else {
        given.unknown(key, fields.names());
      }
    }
    Lead lead = new GivenLead(new GivenValues(fields, variations).expand(values), at).lead();
    EvaluationContext view = conditions.view(lead);
    values.forEach((name, value) -> check(name, value, given.at(name), view));
    return lead;
  }

  /** Reports a field that the lead does not hold as it was given, because another one that was given excludes it. */
  private void check(String name, String wanted, Settings place, EvaluationContext view) {
    Field field = fields.peek(name);
    Value value = view.value(name);
    if (field != null && !holds(field, value, wanted)) {
      place.problem("set to '" + place.asText() + "', but the lead that the other fields make "
          + (value == null ? "has none" : "has '" + shown(value) + "'")
          + "; expected fields that do not exclude each other");
    }
  }

  private static boolean holds(Field field, @Nullable Value value, String wanted) {
    if (value instanceof Value.Text text) {
      List<String> passages =
          text.passages().stream().map(passage -> passage.text().strip()).toList();
      return NAMES.contains(field.name())
          ? passages.equals(GivenLead.names(wanted))
          : passages.contains(wanted.strip());
    }
    if (value instanceof Value.Amount amount) {
      return amount.number().compareTo(new BigDecimal(wanted)) == 0;
    }
    return value != null
        && ComparisonKey.of(field.type(), value.shown())
            .equals(ComparisonKey.of(field.type(), wanted));
  }

  private static String shown(Value value) {
    return value instanceof Value.Text text
        ? text.passages().stream().map(Value.Passage::text).collect(Collectors.joining(" "))
        : value.shown();
  }

  /** A given value in the form that {@link GivenLead} takes; null, with a problem noted, where the field can never hold it. */
  private static @Nullable String value(Field field, Settings place) {
    return switch (field.type()) {
      case NUMBER -> number(field, place);
      case FLAG -> String.valueOf(place.asFlag());
      case INSTANT -> instant(place).toString();
      case TEXT -> field.name().equals(DEFECTS) ? defects(place) : filled(place);
      case WORD, DOMAIN -> field.isClosed() ? place.asChoice(field.values()) : word(field, place);
    };
  }

  private static @Nullable String filled(Settings place) {
    String text = place.asText();
    if (text.isBlank() && place.isPresent()) {
      place.problem("empty; expected a value, or the field left out where it is missing");
    }
    return text.isBlank() ? null : text;
  }

  private static @Nullable String defects(Settings place) {
    String text = filled(place);
    for (String code : GivenLead.names(text == null ? "" : text)) {
      if (!DEFECT_CODES.contains(code)) {
        place.problem("set to '" + code + "', which is not a defect; expected some of "
            + String.join(", ", DEFECT_CODES));
        return null;
      }
    }
    return text;
  }

  private static @Nullable String word(Field field, Settings place) {
    String text = filled(place);
    String misfit = text == null ? null : FieldForms.misfit(field, text);
    if (misfit != null) {
      place.problem("set to '" + text + "', which " + field.name() + " never holds; " + misfit);
    }
    return misfit == null ? text : null;
  }

  private static @Nullable String number(Field field, Settings place) {
    BigDecimal number = place.asDecimal();
    BigDecimal most = field.scale() == Scale.SHARE
        ? BigDecimal.ONE
        : BigDecimal.valueOf(field.provenance() == Provenance.ENRICHMENT ? MAX_SIZE : MAX_COUNT);
    boolean isWhole = number.stripTrailingZeros().scale() <= 0;
    if (field.scale() == Scale.ANY) {
      return number.toPlainString();
    }
    if (number.signum() < 0
        || number.compareTo(most) > 0
        || field.scale() == Scale.COUNT && !isWhole) {
      place.problem("set to " + place.asText() + "; expected a "
          + (field.scale() == Scale.COUNT ? "whole number" : "number") + " from 0 to " + most);
      return null;
    }
    return number.toPlainString();
  }

  private static Instant instant(Settings place) {
    try {
      return OffsetDateTime.parse(place.asText()).toInstant();
    } catch (DateTimeParseException e) {
      place.problem(
          "set to '" + place.asText() + "'; expected an instant such as 2026-03-02T12:00:00Z");
      return GivenLead.NOON;
    }
  }
}
