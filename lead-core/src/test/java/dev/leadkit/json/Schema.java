// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks documents against the keywords of JSON Schema 2020-12 that the event schema uses; any other keyword is an error. */
final class Schema {

  private static final List<String> WITHOUT_MEANING =
      List.of("$schema", "$id", "$defs", "title", "description");

  private final JsonNode root;

  Schema(JsonNode root) {
    this.root = root;
  }

  List<String> violations(JsonNode document) {
    var violations = new ArrayList<String>();
    check(root, document, "", violations);
    return violations;
  }

  private void check(JsonNode schema, JsonNode value, String place, List<String> violations) {
    schema.properties().forEach(keyword -> {
      String name = keyword.getKey();
      JsonNode rule = keyword.getValue();
      boolean holds = switch (name) {
        case "$ref" -> {
          check(root.at(rule.asText().substring(1)), value, place, violations);
          yield true;
        }
        case "type" -> isOneOf(rule, value);
        case "enum" -> contains(rule, value);
        case "pattern" ->
          !value.isTextual()
              || Pattern.compile(rule.asText()).matcher(value.asText()).find();
        case "minimum" -> !value.isNumber() || value.asDouble() >= rule.asDouble();
        case "maximum" -> !value.isNumber() || value.asDouble() <= rule.asDouble();
        case "required" -> hasAll(rule, value);
        case "anyOf" -> matchesAny(rule, value, place);
        case "properties" -> {
          rule.properties().forEach(property -> {
            if (value.has(property.getKey())) {
              check(
                  property.getValue(),
                  value.get(property.getKey()),
                  place + "/" + property.getKey(),
                  violations);
            }
          });
          yield true;
        }
        case "additionalProperties" -> {
          value
              .properties()
              .forEach(
                  field -> check(rule, field.getValue(), place + "/" + field.getKey(), violations));
          yield true;
        }
        case "items" -> {
          for (int i = 0; i < value.size(); i++) {
            check(rule, value.get(i), place + "/" + i, violations);
          }
          yield true;
        }
        default -> {
          if (!WITHOUT_MEANING.contains(name)) {
            throw new IllegalStateException("keyword " + name + " is not supported");
          }
          yield true;
        }
      };
      if (!holds) {
        violations.add(place + ": " + name + " " + rule);
      }
    });
  }

  private static boolean isOneOf(JsonNode types, JsonNode value) {
    if (types.isTextual()) {
      return is(types.asText(), value);
    }
    for (JsonNode type : types) {
      if (is(type.asText(), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalStateException("type " + type + " is not supported");
    };
  }

  private static boolean contains(JsonNode constants, JsonNode value) {
    for (JsonNode constant : constants) {
      if (constant.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAll(JsonNode names, JsonNode value) {
    for (JsonNode name : names) {
      if (!value.has(name.asText())) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesAny(JsonNode schemas, JsonNode value, String place) {
    for (JsonNode schema : schemas) {
      var violations = new ArrayList<String>();
      check(schema, value, place, violations);
      if (violations.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
