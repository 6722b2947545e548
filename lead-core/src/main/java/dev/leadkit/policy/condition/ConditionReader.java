// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Verdict;
import dev.leadkit.policy.condition.FieldCondition.Polarity;
import dev.leadkit.policy.condition.FieldCondition.Range.Bound;
import dev.leadkit.policy.condition.FieldCondition.Range.Reach;
import dev.leadkit.policy.field.ComparisonKey;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.FieldForms;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.TimeZones;
import dev.leadkit.policy.field.WordList;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import dev.leadkit.text.Folding;
import dev.leadkit.text.MatchOptions.Case;
import dev.leadkit.text.Phrase;
import dev.leadkit.text.Regex;
import dev.leadkit.text.RegexSyntaxException;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code when} of a rule or route. */
public final class ConditionReader {

  private static final List<String> EQUALITY = List.of("is", "isNot", "in", "notIn");
  private static final List<String> LISTS = List.of("inList", "notInList");
  private static final List<String> ORDER = List.of("gt", "gte", "lt", "lte", "between");
  private static final List<String> WORDS = List.of("phrase", "phrases", "count", "regex");
  private static final List<String> TIME = List.of("since", "before", "window", "dayOf");
  private static final List<String> PRESENCE = List.of("exists", "missing");

  private static final Map<Field.Type, List<String>> OPERATORS = Map.of(
      Field.Type.WORD, join(EQUALITY, LISTS, WORDS, PRESENCE),
      Field.Type.DOMAIN, join(EQUALITY, LISTS, PRESENCE),
      Field.Type.NUMBER, join(EQUALITY, ORDER, PRESENCE),
      Field.Type.FLAG, join(EQUALITY, PRESENCE),
      Field.Type.TEXT, join(WORDS, PRESENCE),
      Field.Type.INSTANT, join(TIME, PRESENCE));

  /** Keys beside the operators that modify them. */
  private static final List<String> MANNERS = List.of("exact", "ifMissing");

  private static final List<String> EXACT = join(EQUALITY, MANNERS, List.of("regex"));

  private static final int MAX_COUNT = 1_000_000;

  /** The least plain text that is rare enough. */
  private static final int LITERAL = 3;

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private final Definitions vocabulary;
  private final Fields fields;
  private final IdentityHashMap<Condition, Settings> places = new IdentityHashMap<>();

  private ConditionReader(Definitions vocabulary, Fields fields) {
    this.vocabulary = vocabulary;
    this.fields = fields;
  }

  /** The operators for a field of this type. */
  public static List<String> operators(Field.Type type) {
    return OPERATORS.getOrDefault(type, List.of());
  }

  /**
   * Reads a condition and reports its errors. A part that cannot be read becomes {@link Condition.Always}.
   *
   * @param when {@code always}, or a section: {@code all}, {@code any}, {@code not} and fields with operators, which must all hold
   * @param fields the fields that the condition may read
   */
  public static ParsedCondition read(Settings when, Definitions vocabulary, Fields fields) {
    var reader = new ConditionReader(vocabulary, fields);
    return new ParsedCondition(reader.read(when), when, reader.places);
  }

  private Condition read(Settings when) {
    Condition condition = condition(when);
    places.put(condition, when);
    return condition;
  }

  private Condition condition(Settings when) {
    if (when.isSection()) {
      List<Condition> parts = when.keys().stream().map(key -> part(when, key)).toList();
      if (parts.isEmpty()) {
        when.problem("empty; expected always, or a condition");
        return new Condition.Always();
      }
      return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }
    if (when.isList()) {
      when.problem("a list; expected all, any or not before it");
    } else if (!when.isPresent()) {
      when.problem("not set; expected always, or a condition");
    } else if (!when.asText().equals("always")) {
      when.problem("set to '" + when.asText() + "'; expected always, or a condition");
    }
    return new Condition.Always();
  }

  private Condition part(Settings when, String key) {
    Condition part = keyed(when, key);
    places.put(part, when.at(key));
    return part;
  }

  private Condition keyed(Settings when, String key) {
    return switch (key) {
      case "all" -> several(when.at(key), Condition.All::new);
      case "any" -> several(when.at(key), Condition.Any::new);
      case "not" -> new Condition.Not(read(when.at(key)));
      default -> field(when, key);
    };
  }

  private Condition several(Settings list, Function<List<Condition>, Condition> whole) {
    List<Condition> parts = list.items().stream().map(this::read).toList();
    if (parts.isEmpty()) {
      list.problem("expected a list of one or more conditions");
      return new Condition.Always();
    }
    return whole.apply(parts);
  }

  private Condition field(Settings when, String name) {
    Field field = fields.find(name);
    if (field == null) {
      if (name.equals(Fields.SCORE)) {
        when.at(name).problem("the score is not known before all rules have been asked");
      } else {
        var known = new ArrayList<>(List.of("all", "any", "not"));
        known.addAll(fields.names());
        when.unknown(name, known);
      }
      return new Condition.Always();
    }
    Settings tests = when.at(name);
    List<String> operators = OPERATORS.getOrDefault(field.type(), List.of());
    if (!tests.isSection() || tests.keys().isEmpty()) {
      tests.problem("expected an operator and a value; known: " + String.join(", ", operators));
      return new Condition.Always();
    }
    var parts = new ArrayList<Condition>();
    for (String operator : tests.keys()) {
      if (operators.contains(operator)) {
        Condition part = presumed(leaf(field, operator, tests), tests);
        places.put(part, tests.at(operator));
        parts.add(part);
      } else if (!MANNERS.contains(operator)) {
        tests.unknown(operator, operators);
      }
    }
    if (MANNERS.containsAll(tests.keys())) {
      tests.problem("expected an operator and a value; known: " + String.join(", ", operators));
    }
    if (tests.has("exact") && !EXACT.containsAll(tests.keys())) {
      tests.at("exact").problem("means nothing here; expected is, isNot, in, notIn or regex");
    }
    return parts.size() == 1
        ? parts.get(0)
        : parts.isEmpty() ? new Condition.Always() : new Condition.All(parts);
  }

  /** The part with its verdict for a missing field, if the policy has one. */
  private static Condition presumed(Condition part, Settings tests) {
    if (!tests.has("ifMissing")) {
      return part;
    }
    Verdict missing = Verdict.of(tests.flag("ifMissing"));
    if (part instanceof FieldCondition leaf && !(part instanceof FieldCondition.Exists)) {
      return new FieldCondition.WithDefault(leaf, missing);
    }
    tests.at("ifMissing").problem("exists and missing need no ifMissing; expected other operators");
    return part;
  }

  private Condition leaf(Field field, String operator, Settings tests) {
    Settings operand = tests.at(operator);
    return switch (operator) {
      case "is", "in" -> equality(field, Polarity.IS, operator, tests);
      case "isNot", "notIn" -> equality(field, Polarity.IS_NOT, operator, tests);
      case "inList" -> listed(field, Polarity.IS, operand);
      case "notInList" -> listed(field, Polarity.IS_NOT, operand);
      case "phrase" -> phrase(field, operand);
      case "phrases" -> phrases(field, operand, 1);
      case "count" -> count(field, operand);
      case "regex" -> regex(field, operand, caseSensitivity(tests));
      case "since" -> new FieldCondition.Period(field, instant(operand), null);
      case "before" -> new FieldCondition.Period(field, null, instant(operand));
      case "window" -> window(field, operand);
      case "dayOf" -> days(field, operand);
      case "exists" ->
        new FieldCondition.Exists(field, operand.asFlag() ? Polarity.IS : Polarity.IS_NOT);
      case "missing" ->
        new FieldCondition.Exists(field, operand.asFlag() ? Polarity.IS_NOT : Polarity.IS);
      default -> range(field, operator, operand);
    };
  }

  private static Case caseSensitivity(Settings tests) {
    return tests.has("exact") && tests.flag("exact") ? Case.EXACT : Case.ANY;
  }

  private static Condition equality(Field field, Polarity sense, String operator, Settings tests) {
    Settings operand = tests.at(operator);
    var given = new LinkedHashMap<String, String>();
    boolean one = operator.startsWith("is");
    Case caseSensitivity = field.type() == Field.Type.WORD ? caseSensitivity(tests) : Case.ANY;
    for (Settings value : one ? List.of(operand) : operand.items()) {
      String text = value(field, value);
      if (text != null) {
        String comparable = caseSensitivity == Case.EXACT
            ? ComparisonKey.exact(text)
            : ComparisonKey.of(field.type(), text);
        given.put(comparable, comparable.equals(text) ? comparable : value.asText());
      }
    }
    if (!one && given.isEmpty()) {
      operand.problem("expected a list of one or more values");
    }
    return new FieldCondition.Is(field, sense, given, caseSensitivity);
  }

  /** The text of a value; reports an error and returns null if the field cannot have it. */
  private static @Nullable String value(Field field, Settings value) {
    switch (field.type()) {
      case NUMBER -> {
        return value.asDecimal().toString();
      }
      case FLAG -> {
        return String.valueOf(value.asFlag());
      }
      default -> {
        String text = value.asText();
        Set<String> known = new LinkedHashSet<>(field.values());
        if (text.isBlank()) {
          value.problem("empty; expected a value, or missing: true");
          return null;
        }
        if (field.isClosed() && known.stream().noneMatch(one -> equal(one, text))) {
          value.problem("set to '" + text + "', which is not one of its values; "
              + Settings.nearest(text, known));
        }
        String misfit = FieldForms.misfit(field, text);
        if (misfit != null) {
          value.problem("set to '" + text + "', which " + field.name() + " never holds; " + misfit);
        }
        return text;
      }
    }
  }

  private static boolean equal(String one, String other) {
    return Folding.fold(one).equals(Folding.fold(other.strip()));
  }

  private Condition listed(Field field, Polarity sense, Settings name) {
    WordList list = vocabulary.list(name);
    if (list == null) {
      return new Condition.Always();
    }
    boolean domains = field.type() == Field.Type.DOMAIN;
    if (domains != (list.kind() == WordList.Kind.DOMAIN)) {
      name.problem("the list '" + list.name() + "' holds "
          + (domains ? "words; expected one with as: domain" : "domains; expected one of words"));
    } else {
      vocabulary.checkEntries(list.name(), field);
    }
    return new FieldCondition.InList(field, sense, list);
  }

  private static Condition phrase(Field field, Settings operand) {
    var phrases = new LinkedHashSet<Phrase>();
    for (Settings place : operand.isList() ? operand.items() : List.of(operand)) {
      phrases.add(Definitions.phrase(place));
    }
    if (phrases.isEmpty()) {
      operand.problem("expected one or more phrases");
    }
    String label = phrases.stream()
        .map(phrase -> "\"" + phrase.text() + "\"")
        .collect(Collectors.joining(", "));
    return new FieldCondition.ContainsPhrase(field, label, phrases, 1);
  }

  private Condition phrases(Field field, Settings operand, int atLeast) {
    var phrases = new LinkedHashSet<Phrase>();
    var names = new ArrayList<String>();
    for (Settings name : operand.isList() ? operand.items() : List.of(operand)) {
      Set<Phrase> set = vocabulary.phrases(name);
      if (set != null) {
        names.add(name.asText());
        phrases.addAll(set);
      }
    }
    if (operand.isList() && operand.items().isEmpty()) {
      operand.problem("expected the name of a phrase set");
    }
    if (atLeast < 1 || atLeast > phrases.size() && !phrases.isEmpty()) {
      operand.problem("has " + phrases.size() + " phrases, never " + atLeast
          + "; expected atLeast: 1 to " + phrases.size());
    }
    return new FieldCondition.ContainsPhrase(field, String.join(", ", names), phrases, atLeast);
  }

  private Condition count(Field field, Settings operand) {
    operand.require("phrases").require("atLeast");
    int atLeast = operand.integer("atLeast", 1, 1, MAX_COUNT);
    return operand.has("phrases")
        ? phrases(field, operand.at("phrases"), atLeast)
        : new Condition.Always();
  }

  private static Condition regex(Field field, Settings operand, Case caseSensitivity) {
    String text = operand.asText();
    try {
      Regex regex = Regex.of(text, caseSensitivity);
      if (regex.literal().length() < LITERAL) {
        operand.found(
            Code.SLOW_REGEX,
            "no plain text of " + LITERAL + " characters or more is part of every match, so it is"
                + " tried on every text; expected one, or phrases");
      }
      return new FieldCondition.Matches(field, regex);
    } catch (RegexSyntaxException e) {
      operand.problem(
          "set to '" + text + "', which is not a regular expression: " + e.getMessage());
      return new Condition.Always();
    }
  }

  private static Instant instant(Settings operand) {
    String text = operand.asText();
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      operand.problem("set to '" + text + "'; expected an instant such as 2026-03-02T12:00:00Z");
      return Instant.EPOCH;
    }
  }

  private static Condition window(Field field, Settings operand) {
    operand.require("from").require("to");
    LocalTime from = time(operand.at("from"));
    LocalTime to = time(operand.at("to"));
    if (from.equals(to) && operand.has("from") && operand.has("to")) {
      operand.problem("from and to are the same; expected two times of a day");
    }
    return new FieldCondition.Window(field, Set.of(), from, to, zone(operand));
  }

  private static Condition days(Field field, Settings operand) {
    var days = new TreeSet<DayOfWeek>();
    for (Settings day : operand.require("in").list("in")) {
      days.add(DayOfWeek.of(1 + DAYS.indexOf(day.asChoice(DAYS))));
    }
    if (days.isEmpty() && operand.has("in")) {
      operand.at("in").problem("empty; expected days, of " + String.join(", ", DAYS));
    }
    return new FieldCondition.Window(field, days, LocalTime.MIN, LocalTime.MIN, zone(operand));
  }

  private static LocalTime time(Settings place) {
    try {
      return place.isPresent() ? LocalTime.parse(place.asText()) : LocalTime.MIN;
    } catch (DateTimeParseException e) {
      place.problem("set to '" + place.asText() + "'; expected a time such as \"09:00\"");
      return LocalTime.MIN;
    }
  }

  private static ZoneId zone(Settings operand) {
    return operand.require("zone").has("zone")
        ? TimeZones.read(operand.at("zone"))
        : ZoneOffset.UTC;
  }

  private static Condition range(Field field, String operator, Settings operand) {
    return switch (operator) {
      case "gt" -> new FieldCondition.Range(field, bound(operand, Reach.EXCLUSIVE), null);
      case "gte" -> new FieldCondition.Range(field, bound(operand, Reach.INCLUSIVE), null);
      case "lt" -> new FieldCondition.Range(field, null, bound(operand, Reach.EXCLUSIVE));
      case "lte" -> new FieldCondition.Range(field, null, bound(operand, Reach.INCLUSIVE));
      default -> between(field, operand);
    };
  }

  private static Bound bound(Settings operand, Reach reach) {
    return new Bound(operand.asDecimal(), reach);
  }

  private static Condition between(Field field, Settings operand) {
    List<Settings> limits = operand.items();
    if (limits.size() != 2) {
      operand.problem("expected [lowest, above highest]");
      return new Condition.Always();
    }
    BigDecimal low = limits.get(0).asDecimal();
    BigDecimal high = limits.get(1).asDecimal();
    if (low.compareTo(high) >= 0) {
      operand.problem(
          "nothing lies from " + low + " to below " + high + "; expected the smaller number first");
    }
    return new FieldCondition.Range(
        field, new Bound(low, Reach.INCLUSIVE), new Bound(high, Reach.EXCLUSIVE));
  }

  @SafeVarargs
  private static List<String> join(List<String>... lists) {
    var all = new ArrayList<String>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }
}
