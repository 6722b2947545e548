// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the shared corpus in place. Without it a test is skipped and the console says so; with {@code CI=true} it fails. */
final class Corpus {

  private final String text;
  private int at;

  private Corpus(String text) {
    this.text = text;
  }

  /** The rows of a file of JSON lines below {@code ../shared/corpus}. */
  static List<Map<String, Object>> rows(String file) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String line : new String(bytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isBlank()) {
        rows.add(map(new Corpus(line).value()));
      }
    }
    return rows;
  }

  /** The content of a file below {@code ../shared/corpus}. */
  static byte[] bytes(String file) {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.isDirectory(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    Path path = root.resolve("../shared/corpus").resolve(file).normalize();
    if (!Files.isRegularFile(path)) {
      assertNotEquals("true", System.getenv("CI"), () -> "The shared corpus is missing: " + path);
      System.out.println("SKIPPED: ../shared/corpus/" + file + " is absent");
      abort("../shared/corpus/" + file + " is absent");
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static @Nullable String string(Map<String, Object> row, String key) {
    return row.get(key) instanceof String string ? string : null;
  }

  private void skip() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  private @Nullable Object value() {
    skip();
    char c = text.charAt(at);
    if (c == '"') {
      return quoted();
    }
    if (c == '{' || c == '[') {
      at++;
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      List<@Nullable Object> array = new ArrayList<>();
      for (skip(); text.charAt(at) != '}' && text.charAt(at) != ']'; skip()) {
        if (text.charAt(at) == ',') {
          at++;
          continue;
        }
        if (c == '[') {
          array.add(value());
          continue;
        }
        String name = quoted();
        skip();
        at++;
        object.put(name, value());
      }
      at++;
      return c == '{' ? object : array;
    }
    int start = at;
    while (at < text.length() && ",]} ".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String literal = text.substring(start, at);
    return literal.equals("null") ? null : literal;
  }

  private String quoted() {
    StringBuilder out = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escape = text.charAt(++at);
      switch (escape) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'u' -> {
          out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
          at += 4;
        }
        default -> out.append(escape);
      }
    }
    at++;
    return out.toString();
  }

  /** A text without white space of any kind, for comparisons. */
  static String squeezed(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .filter(c -> c > ' ' && !Character.isSpaceChar(c))
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
