// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON node with its JSON pointer (RFC 6901), which error messages name. */
record JsonReader(JsonNode node, String pointer) {

  JsonReader {
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("expected a JSON document, found nothing");
    }
  }

  String text(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return "";
    }
    return expect(name, value, value.isTextual(), "a string").textValue();
  }

  /** The text of a required field. */
  String required(String name) {
    if (present(name) == null) {
      throw new IllegalArgumentException(
          pointer + "/" + name + ": expected a string, found nothing");
    }
    return text(name);
  }

  long number(String name, long defaultValue) {
    JsonNode value = present(name);
    if (value == null) {
      return defaultValue;
    }
    boolean whole = value.canConvertToExactIntegral() && value.canConvertToLong();
    return expect(name, value, whole, "a whole number").longValue();
  }

  int integer(String name, int defaultValue) {
    long number = number(name, defaultValue);
    if (number != (int) number) {
      throw new IllegalArgumentException(
          pointer + "/" + name + ": expected at most 32 bits, found " + number);
    }
    return (int) number;
  }

  double decimal(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return 0;
    }
    return expect(name, value, value.isNumber(), "a number").doubleValue();
  }

  @Nullable
  Instant instant(String name) {
    return present(name) == null ? null : parsed(name, Instant::parse, "an RFC 3339 instant");
  }

  Instant requiredInstant(String name) {
    required(name);
    return parsed(name, Instant::parse, "an RFC 3339 instant");
  }

  @Nullable
  Duration duration(String name) {
    return present(name) == null ? null : parsed(name, Duration::parse, "an ISO 8601 duration");
  }

  private <T> T parsed(String name, Function<String, T> parser, String expected) {
    String text = text(name);
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          pointer + "/" + name + ": expected " + expected + ", found '" + text + "'", e);
    }
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E defaultValue) {
    String text = text(name);
    return text.isEmpty() ? defaultValue : choice(name, type, text);
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return choice(name, type, required(name));
  }

  private <E extends Enum<E>> E choice(String name, Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(pointer + "/" + name + ": expected one of "
        + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT)
        + ", found '" + text + "'");
  }

  /** The object in a field, null if there is none. */
  @Nullable
  JsonReader object(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    return new JsonReader(expect(name, value, value.isObject(), "an object"), pointer + "/" + name);
  }

  JsonReader requiredObject(String name) {
    JsonReader object = object(name);
    if (object == null) {
      throw new IllegalArgumentException(
          pointer + "/" + name + ": expected an object, found nothing");
    }
    return object;
  }

  <T> List<T> list(String name, Function<JsonReader, T> item) {
    JsonNode value = present(name);
    if (value == null) {
      return List.of();
    }
    expect(name, value, value.isArray(), "an array");
    var items = new ArrayList<T>(value.size());
    for (int i = 0; i < value.size(); i++) {
      items.add(item.apply(new JsonReader(value.get(i), pointer + "/" + name + "/" + i)));
    }
    return items;
  }

  List<String> texts(String name) {
    return list(name, JsonReader::asText);
  }

  /** This node as a string. */
  String asText() {
    if (!node.isTextual()) {
      throw wrong(pointer, node, "a string");
    }
    return node.textValue();
  }

  /** This node as a whole number. */
  int asInteger() {
    if (!node.isInt()) {
      throw wrong(pointer, node, "a whole number");
    }
    return node.intValue();
  }

  /** The object in a field, whose members are strings; empty if there is none. */
  Map<String, String> map(String name) {
    JsonReader object = object(name);
    var map = new TreeMap<String, String>();
    if (object != null) {
      for (String key : object.names()) {
        map.put(key, object.text(key));
      }
    }
    return map;
  }

  List<String> names() {
    var names = new ArrayList<String>();
    for (Iterator<String> name = node.fieldNames(); name.hasNext(); ) {
      names.add(name.next());
    }
    return names;
  }

  /** The value of a field; null if it is missing or null. */
  @Nullable
  JsonNode present(String name) {
    if (!node.isObject()) {
      throw wrong(pointer, node, "an object");
    }
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** The node, if it has the expected type. */
  private JsonNode expect(String name, JsonNode found, boolean fits, String expected) {
    if (!fits) {
      throw wrong(pointer + "/" + name, found, expected);
    }
    return found;
  }

  private static IllegalArgumentException wrong(String place, JsonNode found, String expected) {
    return new IllegalArgumentException((place.isEmpty() ? "document" : place) + ": expected "
        + expected + ", found " + found.getNodeType().name().toLowerCase(Locale.ROOT));
  }
}
