// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.spam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the lists of this package: UTF-8, one entry a line; lines that begin with {@code #} are comments. */
final class ListResource {

  private ListResource() {}

  static List<String> lines(String name) {
    try (InputStream in =
        Objects.requireNonNull(ListResource.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": the list cannot be read", e);
    }
  }
}
