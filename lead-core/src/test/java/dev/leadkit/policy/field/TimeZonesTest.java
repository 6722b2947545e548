// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Settings;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A time zone in a policy is the zone of a place. */
class TimeZonesTest {

  private static Settings zone(String name) {
    return Settings.yaml("policy.yaml", "zone: \"" + name + "\"");
  }

  private static List<String> warnings(Settings root) {
    return root.findings().stream()
        .filter(finding -> finding.level() != Diagnostic.Level.ERROR)
        .map(Diagnostic::text)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/Chicago", "UTC", "Z"})
  void the_zone_of_a_place_and_utc_are_read(String name) {
    Settings root = zone(name);
    assertEquals(ZoneId.of(name), TimeZones.read(root.at("zone")));
    assertEquals(List.of(), root.findings());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-06:00", "+1", "UTC+2"})
  void a_fixed_offset_is_read_with_a_warning(String name) {
    Settings root = zone(name);
    assertEquals(ZoneId.of(name), TimeZones.read(root.at("zone")));
    assertEquals(1, warnings(root).size(), () -> root.findings().toString());
    assertTrue(warnings(root).get(0).contains("never changes its clocks"));
    assertEquals(List.of(), root.problems());
  }

  @Test
  void a_zone_that_does_not_exist_is_an_error_that_names_the_nearest() {
    Settings root = zone("Europe/Berln");
    assertEquals(ZoneOffset.UTC, TimeZones.read(root.at("zone")));
    assertEquals(1, root.problems().size());
    assertTrue(
        root.problems().get(0).contains("Europe/Berlin"), () -> root.problems().toString());
  }

  @Test
  void what_resembles_no_zone_is_an_error_with_an_example() {
    Settings root = zone("somewhere else entirely");
    TimeZones.read(root.at("zone"));
    assertEquals(1, root.problems().size());
    assertTrue(root.problems().get(0).contains("is not a time zone"));
  }
}
