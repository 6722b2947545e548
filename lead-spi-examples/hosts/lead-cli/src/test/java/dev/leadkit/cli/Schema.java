// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.spi.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of JSON Schema 2020-12 that the schema of a policy uses; an unknown keyword fails. */
final class Schema {

  private static final Set<String> NOTES =
      Set.of("$schema", "$id", "$defs", "title", "description");

  private final Settings root;

  Schema(String text) {
    root = Settings.yaml("schema", text);
  }

  /** The violations, by path. */
  List<String> violations(Settings instance) {
    var violations = new ArrayList<String>();
    check(root, instance, violations);
    return violations;
  }

  private void check(Settings schema, Settings value, List<String> violations) {
    if (!schema.isSection()) {
      if (!schema.asFlag()) {
        violations.add(value.path() + ": not allowed");
      }
      return;
    }
    for (String keyword : schema.keys()) {
      Settings rule = schema.at(keyword);
      boolean holds = switch (keyword) {
        case "$ref" -> refers(rule, value, violations);
        case "type" ->
          (rule.isList() ? rule.items() : List.of(rule))
              .stream().anyMatch(type -> isOf(type.asText(), value));
        case "enum" -> rule.items().stream().anyMatch(one -> same(one, value));
        case "const" -> same(rule, value);
        case "anyOf" -> rule.items().stream().anyMatch(one -> conforms(one, value));
        case "pattern" -> !isScalar(value) || value.asText().matches(rule.asText());
        case "minLength" -> !isScalar(value) || value.asText().length() >= rule.asInteger();
        case "minimum" -> !value.isNumber() || compare(value, rule) >= 0;
        case "maximum" -> !value.isNumber() || compare(value, rule) <= 0;
        case "minItems" -> !value.isList() || value.items().size() >= rule.asInteger();
        case "maxItems" -> !value.isList() || value.items().size() <= rule.asInteger();
        case "minProperties" -> !value.isSection() || keys(value).size() >= rule.asInteger();
        case "required" ->
          !value.isSection() || rule.items().stream().allMatch(key -> value.has(key.asText()));
        case "propertyNames" ->
          !value.isSection()
              || keys(value).stream()
                  .allMatch(key ->
                      conforms(rule, Settings.of("key", Map.of("k", key)).at("k")));
        case "items" -> items(rule, value, violations);
        case "properties" -> properties(rule, value, violations);
        case "patternProperties" -> true;
        case "additionalProperties" -> additional(schema, rule, value, violations);
        default -> {
          if (!NOTES.contains(keyword)) {
            throw new AssertionError("a keyword that this does not know: " + keyword);
          }
          yield true;
        }
      };
      if (!holds) {
        violations.add(value.path() + ": " + keyword + " at " + schema.path());
      }
    }
  }

  private boolean conforms(Settings schema, Settings value) {
    var violations = new ArrayList<String>();
    check(schema, value, violations);
    return violations.isEmpty();
  }

  private boolean refers(Settings rule, Settings value, List<String> violations) {
    Settings target = root;
    for (String key : rule.asText().substring(2).split("/", -1)) {
      target = target.at(key);
    }
    check(target, value, violations);
    return target.isPresent();
  }

  private boolean items(Settings rule, Settings value, List<String> violations) {
    if (value.isList()) {
      value.items().forEach(item -> check(rule, item, violations));
    }
    return true;
  }

  private boolean properties(Settings rule, Settings value, List<String> violations) {
    if (value.isSection()) {
      for (String key : rule.keys()) {
        if (value.has(key)) {
          check(rule.at(key), value.at(key), violations);
        }
      }
    }
    return true;
  }

  private boolean additional(
      Settings schema, Settings rule, Settings value, List<String> violations) {
    if (value.isSection()) {
      for (String key : keys(value)) {
        boolean matched = schema.has("patternProperties")
            && schema.at("patternProperties").keys().stream().anyMatch(key::startsWith);
        boolean extension = key.startsWith("x-") && schema.has("patternProperties");
        if (!schema.at("properties").has(key) && !matched && !extension) {
          check(rule, value.at(key), violations);
        }
      }
    }
    return true;
  }

  /** With waivers, which the reader of settings hides. */
  private static List<String> keys(Settings value) {
    return value.keys();
  }

  private static boolean isScalar(Settings value) {
    return value.isPresent() && !value.isList() && !value.isSection();
  }

  private static boolean isOf(String type, Settings value) {
    boolean flag = isScalar(value) && Set.of("true", "false").contains(value.asText());
    return switch (type) {
      case "object" -> value.isSection();
      case "array" -> value.isList();
      case "number" -> value.isNumber();
      case "integer" ->
        value.isNumber() && value.asDecimal().stripTrailingZeros().scale() <= 0;
      case "boolean" -> flag;
      default -> isScalar(value) && !value.isNumber() && !flag;
    };
  }

  private static boolean same(Settings one, Settings other) {
    return isScalar(one) && isScalar(other) && one.asText().equals(other.asText());
  }

  private static int compare(Settings value, Settings limit) {
    BigDecimal number = value.asDecimal();
    return number.compareTo(limit.asDecimal());
  }
}
