// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads a list that is shipped as a resource: one entry a line, comments begin with {@code #}. Stateless. */
public final class WordFile {

  private WordFile() {}

  /**
   * The entries of a list.
   *
   * @param owner a class in the package of the resource
   * @param name the name of the resource within the package
   * @throws NullPointerException if there is no such resource
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<String> read(Class<?> owner, String name) {
    try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
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
