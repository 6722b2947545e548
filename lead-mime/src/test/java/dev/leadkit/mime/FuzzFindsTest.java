// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bugs that fuzzing or another parser found stay fixed: each has a file with the smallest input that showed it. */
class FuzzFindsTest {

  @Test
  void every_find_keeps_the_invariants() throws IOException {
    List<String> names = read("finds/list.txt").lines().toList();
    assertFalse(names.isEmpty());
    for (String name : names) {
      byte[] find = octets("finds/" + name);
      try {
        Invariants.check(find);
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError(name + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  @Tag("slow")
  void every_sample_keeps_the_invariants() {
    Samples.ALL.forEach(Invariants::check);
  }

  private static String read(String name) throws IOException {
    return new String(octets(name), StandardCharsets.UTF_8);
  }

  private static byte[] octets(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(FuzzFindsTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}
