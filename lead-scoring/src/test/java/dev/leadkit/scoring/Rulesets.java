// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Rule sets for tests. */
final class Rulesets {

  private Rulesets() {}

  static Ruleset sample() {
    try (InputStream in =
        Objects.requireNonNull(Rulesets.class.getResourceAsStream("sample.yaml"))) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A rule set without problems. */
  static Ruleset of(String yaml) {
    Settings settings = Settings.yaml("test", yaml);
    Ruleset rules = Ruleset.read(settings);
    assertEquals(List.of(), settings.problems());
    return rules;
  }

  static List<String> problems(String yaml) {
    Settings settings = Settings.yaml("test", yaml);
    Ruleset.read(settings);
    return settings.problems();
  }
}
