// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The JSON Schema of a policy: a resource for its sections, and the fields with their operators, which are those of {@link Fields}.
 *
 * <p>The fields that a policy defines itself are not known here: they have every operator.
 */
final class PolicySchema {

  private static final String RESOURCE = "lead-policy-1.schema.json";
  private static final String DEFINITIONS = "#/$defs/";
  private static final String CONDITIONS = "conditions";
  private static final String PROPERTIES = "properties";
  private static final List<String> VALUES = List.of("is", "isNot");
  private static final List<String> LISTS = List.of("in", "notIn");
  private static final List<String> BESIDE = List.of("exact", "ifMissing", "waive");

  private final ObjectMapper mapper = new ObjectMapper();
  private final ObjectNode schema;
  private final ObjectNode definitions;
  private final List<Field> fields = Fields.ofLead().all();

  private PolicySchema() {
    try (InputStream in = PolicySchema.class.getResourceAsStream(RESOURCE)) {
      schema = (ObjectNode) mapper.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    definitions = (ObjectNode) schema.get("$defs");
  }

  static String text() {
    return new PolicySchema().complete();
  }

  private String complete() {
    for (Field.Type type : Field.Type.values()) {
      definitions.set(name(type), tests(type));
    }
    String rules = definitions.get(CONDITIONS).toString();
    String whole = definitions.get("condition").toString();
    ObjectNode routes = (ObjectNode) parsed(forRoutes(rules));
    definitions.set("routeCondition", parsed(forRoutes(whole)));
    definitions.set("routeConditions", routes);
    ask((ObjectNode) definitions.get(CONDITIONS), fields);
    ((ObjectNode) definitions.at("/conditions/properties")).put(Fields.SCORE, false);
    ask(routes, Fields.ofLead().withScore().all());
    given((ObjectNode) definitions.at("/example/properties/given"));
    for (String step : List.of("step", "derived")) {
      ((ObjectNode) definitions.get(step).get(PROPERTIES)).set("of", fieldName());
    }
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode parsed(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String forRoutes(String json) {
    return json.replace(DEFINITIONS + "condition", DEFINITIONS + "routeCondition");
  }

  private static String name(Field.Type type) {
    return type.name().toLowerCase(Locale.ROOT) + "Tests";
  }

  /** What can be asked of a field of a type. */
  private ObjectNode tests(Field.Type type) {
    ObjectNode all = (ObjectNode) definitions.at("/tests/properties");
    ObjectNode tests = mapper.createObjectNode().put("type", "object").put("minProperties", 1);
    ObjectNode properties = tests.putObject(PROPERTIES);
    var keys = new ArrayList<>(ConditionReader.operators(type));
    keys.addAll(BESIDE);
    for (String key : keys) {
      if (!key.equals("exact") || type != Field.Type.INSTANT) {
        properties.set(key, all.get(key).deepCopy());
      }
    }
    if (type == Field.Type.NUMBER || type == Field.Type.FLAG) {
      restrict(properties, type(type));
    }
    return tests.put("additionalProperties", false);
  }

  private ObjectNode type(Field.Type type) {
    ObjectNode value = mapper.createObjectNode();
    return switch (type) {
      case NUMBER -> value.put("type", "number");
      case FLAG -> value.put("type", "boolean");
      default -> value.put("$ref", DEFINITIONS + "word");
    };
  }

  private void restrict(ObjectNode tests, ObjectNode value) {
    VALUES.forEach(key -> tests.set(key, value));
    for (String key : LISTS) {
      ObjectNode list = tests.putObject(key).put("type", "array").put("minItems", 1);
      list.set("items", value);
    }
  }

  /** Adds the fields that conditions can read. */
  private void ask(ObjectNode conditions, List<Field> known) {
    ObjectNode properties = (ObjectNode) conditions.get(PROPERTIES);
    var names = new ArrayList<String>();
    properties.fieldNames().forEachRemaining(names::add);
    for (Field field : known) {
      ObjectNode tests;
      if (isChoice(field)) {
        tests = ((ObjectNode) definitions.get(name(field.type()))).deepCopy();
        restrict((ObjectNode) tests.get(PROPERTIES), choice(field));
      } else {
        tests = mapper.createObjectNode().put("$ref", DEFINITIONS + name(field.type()));
      }
      properties.set(field.name(), tests.put("description", field.description()));
      names.add(field.name());
    }
    conditions.set("propertyNames", names(names));
  }

  private static boolean isChoice(Field field) {
    return field.type() == Field.Type.WORD && field.isClosed();
  }

  private ObjectNode choice(Field field) {
    ObjectNode choice = mapper.createObjectNode();
    field.values().forEach(choice.putArray("enum")::add);
    return choice;
  }

  private void given(ObjectNode given) {
    ObjectNode properties = given.putObject(PROPERTIES);
    for (Field field : fields) {
      ObjectNode value = isChoice(field) ? choice(field) : type(field.type());
      properties.set(field.name(), value.put("description", field.description()));
    }
    given.set("propertyNames", names(fields.stream().map(Field::name).toList()));
    properties.put(Fields.SCORE, false);
  }

  private ObjectNode fieldName() {
    return names(fields.stream().map(Field::name).toList());
  }

  /** These names, and all that do not look like a built-in field. */
  private ObjectNode names(List<String> known) {
    String prefixes = fields.stream()
        .map(Field::name)
        .filter(name -> name.contains("."))
        .map(name -> name.substring(0, name.indexOf('.')))
        .filter(prefix -> !prefix.equals("form")) // templates name fields of their own
        .distinct()
        .collect(Collectors.joining("|"));
    ObjectNode names = mapper.createObjectNode();
    ArrayNode either = names.putArray("anyOf");
    ArrayNode values = new ArrayNode(JsonNodeFactory.instance);
    known.forEach(values::add);
    either.addObject().set("enum", values);
    either.addObject().put("type", "string").put("pattern", "^(?!(" + prefixes + ")\\.).+$");
    return names;
  }
}
