// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value in its range is taken, its bounds included; any other is a problem, and the reader gets something harmless. */
class SettingsRangeTest {

  private static Settings yaml(String text) {
    return Settings.yaml("a.yaml", text);
  }

  @ParameterizedTest
  @CsvSource({"1,1,true", "5,5,true", "10,10,true", "0,3,false", "11,3,false"})
  void a_number_is_from_least_to_greatest(String given, int taken, boolean isFine) {
    Settings settings = yaml("n: " + given);
    List<String> problems =
        isFine ? List.of() : List.of("a.yaml:1:4: n: set to " + given + "; expected 1 to 10");
    assertEquals(taken, settings.integer("n", 3, 1, 10));
    assertEquals(problems, settings.problems());
    Settings decimal = yaml("n: " + given);
    assertEquals(
        BigDecimal.valueOf(taken),
        decimal.decimal("n", BigDecimal.valueOf(3), BigDecimal.ONE, BigDecimal.TEN));
    assertEquals(problems, decimal.problems());
  }

  @ParameterizedTest
  @CsvSource({"60s,PT1M,true", "1h,PT1H,true", "2d,P2D,true", "59s,PT10M,false", "49h,PT10M,false"})
  void a_span_of_time_is_from_shortest_to_longest(String given, Duration taken, boolean isFine) {
    Settings settings = yaml("pause: " + given);
    assertEquals(
        taken,
        settings.duration(
            "pause", Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofDays(2)));
    assertEquals(
        isFine
            ? List.of()
            : List.of("a.yaml:1:8: pause: set to '" + given
                + "'; expected a span of time from 60s to 2d"),
        settings.problems());
  }

  @ParameterizedTest
  @CsvSource({
    "0,86400000,0s to 1d",
    "1,1500,1ms to 1500ms",
    "1000,129600000,1s to 129600s",
    "60000,2592000000,60s to 30d"
  })
  void the_bounds_of_a_span_are_written_as_they_could_be_set(long min, long max, String range) {
    Settings settings = yaml("pause: 9999d");
    settings.duration("pause", Duration.ZERO, Duration.ofMillis(min), Duration.ofMillis(max));
    assertEquals(
        List.of("a.yaml:1:8: pause: set to '9999d'; expected a span of time from " + range),
        settings.problems());
  }

  @Test
  void a_value_of_another_kind_is_one_problem_and_read_as_a_harmless_one() {
    record Reading(String text, Function<Settings, ?> read, Object harmless, String expected) {}
    for (Reading reading : List.of(
        new Reading("v: x", s -> s.section("v").keys(), List.of(), "'x'; expected a section"),
        new Reading("v: x", s -> s.at("v").keys(), List.of(), "'x'; expected a section"),
        new Reading("v: x", s -> s.at("v").has("w"), false, "'x'; expected a section"),
        new Reading("v: x", s -> s.list("v"), List.of(), "'x'; expected a list"),
        new Reading("v: { w: x }", s -> s.text("v"), "", "a section; expected a text"),
        new Reading("v: x", s -> s.flag("v"), false, "'x'; expected true or false"),
        new Reading("v: x", s -> s.flag("v", true), false, "'x'; expected true or false"),
        new Reading("v: x", s -> s.decimal("v"), BigDecimal.ZERO, "'x'; expected a number"),
        new Reading("v: x", s -> s.integer("v", 3, 1, 10), 3, "'x'; expected a whole number"),
        new Reading("v: 1.5", s -> s.integer("v", 3, 1, 10), 3, "'1.5'; expected a whole number"),
        new Reading("v: [x]", s -> s.choice("v", List.of("a")), "a", "a list; expected a"))) {
      Settings settings = yaml(reading.text());
      assertEquals(reading.harmless(), reading.read().apply(settings), reading.expected());
      assertEquals(List.of("a.yaml:1:4: v: set to " + reading.expected()), settings.problems());
    }
  }

  @Test
  void a_flag_is_what_is_set_whatever_the_default() {
    assertFalse(yaml("v: false").flag("v", true));
    assertTrue(yaml("v: TRUE").flag("v", false));
    assertFalse(yaml("v: false").flag("v"));
    assertFalse(yaml("w: 1").flag("v", false));
  }

  @ParameterizedTest
  @CsvSource({
    "5,true,false",
    "0.5,true,false",
    "'''5''',false,false",
    "x,false,false",
    "5m,false,true",
    "PT5M,false,true",
    "-PT5M,false,false",
    "0s,false,true"
  })
  void a_reader_can_ask_for_the_kind_of_a_value(String text, boolean isNumber, boolean isDuration) {
    Settings settings = yaml("v: " + text);
    assertEquals(isNumber, settings.at("v").isNumber(), "isNumber " + text);
    assertEquals(isDuration, settings.at("v").isDuration(), "isDuration " + text);
    assertFalse(settings.at("v").isList(), "isList " + text);
    assertTrue(yaml("v: [" + text + "]").at("v").isList(), "isList [" + text + "]");
    assertFalse(settings.at("gone").isNumber());
    assertFalse(settings.at("gone").isDuration());
    assertEquals(List.of(), settings.problems(), "Asking for the kind is never a problem");
  }

  @Test
  void a_long_text_is_cut_in_problems() {
    Settings settings = yaml("a: " + "x".repeat(60) + "\nb: " + "y".repeat(61) + "\n");
    settings.integer("a");
    settings.integer("b");
    assertEquals(
        List.of(
            "a.yaml:1:4: a: set to '" + "x".repeat(60) + "'; expected a whole number",
            "a.yaml:2:4: b: set to '" + "y".repeat(60) + "…'; expected a whole number"),
        settings.problems());
  }

  @Test
  void numbers_have_at_most_a_hundred_digits_on_each_side_of_the_point() {
    for (String fine : List.of("9".repeat(100), "1e100", "1e-100", "0." + "0".repeat(99) + "1")) {
      assertEquals(new BigDecimal(fine), yaml("n: " + fine).decimal("n"), fine);
    }
    for (String endless : List.of("9".repeat(101), "1e101", "1e-101", "1e999999999")) {
      Settings settings = yaml("n: " + endless);
      assertEquals(BigDecimal.ZERO, settings.decimal("n"), endless);
      assertEquals(1, settings.problems().size(), endless);
    }
    assertEquals(8, yaml("n: 0o10").integer("n"), "octal, as in YAML 1.2");
  }

  @Test
  void only_errors_are_problems() {
    Settings settings = yaml("a: 1");
    settings.at("a").found(Diagnostic.Code.IDLE_RULE, "gives no points");
    assertEquals(List.of(), settings.problems());
    assertEquals(1, settings.findings().size());
  }

  @Test
  void the_keys_that_a_writer_may_choose_are_all_known_except_waivers() {
    Settings settings = yaml("b: 1\na: 2\nwaive: { idle-rule: on purpose }\n");
    assertEquals(1, settings.integer("b"));
    assertEquals(List.of("b", "a"), settings.keys());
    assertEquals(List.of(), settings.problems());
  }
}
