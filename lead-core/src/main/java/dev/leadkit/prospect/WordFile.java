// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads a list that is shipped as a resource: one entry a line, comments begin with {@code #}. */
final class WordFile {

  private WordFile() {}

  static List<String> read(String name) {
    try (InputStream in = Objects.requireNonNull(WordFile.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": the list cannot be read", e);
    }
  }
}
