// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.policy.Leaf.Range.Bound;
import dev.leadkit.policy.Leaf.Range.Reach;
import dev.leadkit.policy.Leaf.Sense;
import dev.leadkit.spi.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code when} of a rule or route. */
final class ConditionReader {

  private static final List<String> EQUALITY = List.of("is", "isNot", "in", "notIn");
  private static final List<String> LISTS = List.of("inList", "notInList");
  private static final List<String> ORDER = List.of("gt", "gte", "lt", "lte", "between");
  private static final List<String> WORDS = List.of("phrase", "phrases");
  private static final List<String> PRESENCE = List.of("exists", "missing");

  private static final Map<Field.Type, List<String>> OPERATORS = Map.of(
      Field.Type.WORD, join(EQUALITY, LISTS, WORDS, PRESENCE),
      Field.Type.DOMAIN, join(EQUALITY, LISTS, PRESENCE),
      Field.Type.NUMBER, join(EQUALITY, ORDER, PRESENCE),
      Field.Type.FLAG, join(EQUALITY, PRESENCE),
      Field.Type.TEXT, join(WORDS, PRESENCE));

  private final Vocabulary vocabulary;
  private final Fields fields;

  ConditionReader(Vocabulary vocabulary, Fields fields) {
    this.vocabulary = vocabulary;
    this.fields = fields;
  }

  Condition read(Settings when) {
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
        parts.add(leaf(field, operator, tests.at(operator)));
      } else {
        tests.unknown(operator, operators);
      }
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private Condition leaf(Field field, String operator, Settings operand) {
    return switch (operator) {
      case "is", "in" -> equality(field, Sense.IS, operator, operand);
      case "isNot", "notIn" -> equality(field, Sense.IS_NOT, operator, operand);
      case "inList" -> listed(field, Sense.IS, operand);
      case "notInList" -> listed(field, Sense.IS_NOT, operand);
      case "phrase" -> phrase(field, operand);
      case "phrases" -> phrases(field, operand);
      case "exists" -> new Leaf.Exists(field, operand.asFlag() ? Sense.IS : Sense.IS_NOT);
      case "missing" -> new Leaf.Exists(field, operand.asFlag() ? Sense.IS_NOT : Sense.IS);
      default -> range(field, operator, operand);
    };
  }

  private static Condition equality(Field field, Sense sense, String operator, Settings operand) {
    var given = new LinkedHashMap<String, String>();
    boolean one = operator.startsWith("is");
    for (Settings value : one ? List.of(operand) : operand.items()) {
      String text = value(field, value);
      if (text != null) {
        given.put(Leaf.Is.comparable(field.type(), text), value.asText());
      }
    }
    if (!one && given.isEmpty()) {
      operand.problem("expected a list of one or more values");
    }
    return new Leaf.Is(field, sense, given);
  }

  /** Null where it is no value of the field; what is wrong is noted. */
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
          value.problem(
              "set to '" + text + "', which never stands there; " + Settings.nearest(text, known));
        }
        return text;
      }
    }
  }

  private static boolean equal(String one, String other) {
    return Folding.fold(one).equals(Folding.fold(other.strip()));
  }

  private Condition listed(Field field, Sense sense, Settings name) {
    WordList list = vocabulary.list(name);
    if (list == null) {
      return new Condition.Always();
    }
    boolean domains = field.type() == Field.Type.DOMAIN;
    if (domains != (list.kind() == WordList.Kind.DOMAIN)) {
      name.problem("the list '" + list.name() + "' holds "
          + (domains ? "words; expected one with as: domain" : "domains; expected one of words"));
    }
    return new Leaf.Listed(field, sense, list);
  }

  private static Condition phrase(Field field, Settings operand) {
    var phrases = new LinkedHashSet<Phrase>();
    for (Settings text : operand.isList() ? operand.items() : List.of(operand)) {
      phrases.add(Vocabulary.phrase(text.asText(), text));
    }
    if (phrases.isEmpty()) {
      operand.problem("expected one or more phrases");
    }
    String label = phrases.stream()
        .map(phrase -> "\"" + phrase.text() + "\"")
        .collect(Collectors.joining(", "));
    return new Leaf.Says(field, label, phrases);
  }

  private Condition phrases(Field field, Settings operand) {
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
    return new Leaf.Says(field, String.join(", ", names), phrases);
  }

  private static Condition range(Field field, String operator, Settings operand) {
    return switch (operator) {
      case "gt" -> new Leaf.Range(field, bound(operand, Reach.EXCLUSIVE), null);
      case "gte" -> new Leaf.Range(field, bound(operand, Reach.INCLUSIVE), null);
      case "lt" -> new Leaf.Range(field, null, bound(operand, Reach.EXCLUSIVE));
      case "lte" -> new Leaf.Range(field, null, bound(operand, Reach.INCLUSIVE));
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
    return new Leaf.Range(field, new Bound(low, Reach.INCLUSIVE), new Bound(high, Reach.EXCLUSIVE));
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
