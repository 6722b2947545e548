// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Score.Adjustment;
import dev.leadkit.spi.Settings;
import java.util.List;

/** Route tables and scores for tests. */
final class Tables {

  private Tables() {}

  /** A table without problems. */
  static RouteTable of(String yaml) {
    Settings settings = Settings.yaml("test", yaml);
    RouteTable table = RouteTable.read(settings);
    assertEquals(List.of(), settings.problems());
    return table;
  }

  static List<String> problems(String yaml) {
    Settings settings = Settings.yaml("test", yaml);
    RouteTable.read(settings);
    return settings.problems();
  }

  static Score score(int value) {
    return Score.of(value, List.of(), List.<Adjustment>of());
  }

  static String queue(RouteTable table, Lead lead, int score) {
    return table.route(lead, score(score)).queue();
  }
}
