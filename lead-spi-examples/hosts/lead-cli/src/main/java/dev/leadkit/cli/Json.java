// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object that is filled field by field, in order; what is null is left out. */
final class Json {

  /** Loaded when the first object is printed: most calls print none. */
  private static final class Writer {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Adds a text, number, flag, time, enum, object, or a collection or map of these. */
  Json put(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, plain(value));
    }
    return this;
  }

  /** Adds what is JSON already. */
  Json putJson(String name, byte[] json) {
    fields.put(name, new RawValue(new String(json, StandardCharsets.UTF_8)));
    return this;
  }

  private static Object plain(Object value) {
    if (value instanceof Json json) {
      return json.fields;
    }
    if (value instanceof Collection<?> items) {
      List<Object> plain = new ArrayList<>();
      items.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, item) -> plain.put(String.valueOf(plain(key)), plain(item)));
      return plain;
    }
    if (value instanceof Enum<?> word) {
      return word.name().toLowerCase(Locale.ROOT);
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  /** One line. */
  void print(PrintStream out) {
    out.print(this);
    out.print('\n');
  }

  @Override
  public String toString() {
    try {
      return Writer.MAPPER.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("values in memory could not be written", e);
    }
  }
}
