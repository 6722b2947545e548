// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Just enough JSON (RFC 8259) to read expectations: objects, arrays, strings, whole numbers, literals. */
public final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Json.Value parse(String text) {
    return new Value(new Json(text).value());
  }

  /** A value with lenient access: a missing value is null inside. */
  record Value(@Nullable Object raw) {

    Value get(String name) {
      return new Value(raw instanceof Map<?, ?> map ? map.get(name) : null);
    }

    List<Value> list() {
      List<Value> values = new ArrayList<>();
      if (raw instanceof List<?> list) {
        list.forEach(item -> values.add(new Value(item)));
      }
      return values;
    }

    boolean has(String name) {
      return raw instanceof Map<?, ?> map && map.containsKey(name);
    }

    boolean isPresent() {
      return raw != null;
    }

    String text() {
      return raw instanceof String string ? string : "";
    }

    int number() {
      return raw instanceof Long number ? Math.toIntExact(number) : 0;
    }

    boolean isTrue() {
      return Boolean.TRUE.equals(raw);
    }
  }

  private @Nullable Object value() {
    skip();
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    at++;
    for (skip(); text.charAt(at) != '}'; skip()) {
      if (text.charAt(at) == ',') {
        at++;
        skip();
      }
      String name = string();
      skip();
      at++;
      object.put(name, value());
    }
    at++;
    return object;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    at++;
    for (skip(); text.charAt(at) != ']'; skip()) {
      if (text.charAt(at) == ',') {
        at++;
      }
      array.add(value());
    }
    at++;
    return array;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      if (c == '\\') {
        c = escaped(text.charAt(at++));
      }
      string.append(c);
    }
    return string.toString();
  }

  private char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    at += word.length();
    return value;
  }

  private Long number() {
    int start = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Long.valueOf(text.substring(start, at));
  }

  private void skip() {
    while (text.charAt(at) <= ' ') {
      at++;
    }
  }
}
