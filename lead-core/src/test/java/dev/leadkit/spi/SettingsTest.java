// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static Settings yaml(String text) {
    return Settings.yaml("a.yaml", text);
  }

  @Test
  void values_are_read_by_their_type() {
    Settings settings = yaml("""
        name: crm
        port: 8080
        hex: 0xff
        share: 0.25
        on: true
        pause: 1h30m
        tags: [a, "b", 3]
        inner: { deep: 1 }
        """);
    assertEquals("crm", settings.text("name"));
    assertEquals(8080, settings.integer("port"));
    assertEquals(255, settings.integer("hex"));
    assertEquals(new BigDecimal("0.25"), settings.decimal("share"));
    assertTrue(settings.flag("on"));
    assertEquals(Duration.ofMinutes(90), settings.duration("pause"));
    assertEquals(List.of("a", "b", "3"), settings.texts("tags"));
    assertEquals(1, settings.section("inner").integer("deep"));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void what_is_absent_is_what_the_reader_says() {
    Settings settings = yaml("other: ~");
    assertEquals("a", settings.text("text", "a"));
    assertEquals(7, settings.integer("other", 7));
    assertTrue(settings.flag("flag", true));
    assertEquals(BigDecimal.TEN, settings.decimal("decimal", BigDecimal.TEN));
    assertEquals(Duration.ofDays(1), settings.duration("duration", Duration.ofDays(1)));
    assertEquals("b", settings.choice("choice", List.of("a", "b"), "b"));
    assertEquals(List.of(), settings.texts("texts"));
    assertEquals(0, settings.section("section").integer("inner", 0));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void norway_stays_norway_and_on_stays_a_key() {
    Settings settings = yaml("on: [NO, yes, off, y]");
    assertEquals(List.of("NO", "yes", "off", "y"), settings.texts("on"));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void json_is_yaml() {
    Settings settings = yaml("{\"a\": [1, {\"b\": \"c\\u00e9\"}], \"d\": null}");
    assertEquals(1, settings.list("a").get(0).asInteger());
    assertEquals("cé", settings.list("a").get(1).text("b"));
    assertFalse(settings.has("d"));
    assertEquals(List.of(), settings.problems());
  }

  @ParameterizedTest
  @CsvSource({
    "15m,900",
    "2h,7200",
    "30s,30",
    "7d,604800",
    "1500ms,1",
    "PT15M,900",
    "P1D,86400",
    "0s,0"
  })
  void durations(String text, long seconds) {
    Settings settings = Settings.of("test", Map.of("pause", text));
    assertEquals(seconds, settings.duration("pause").toSeconds());
    assertEquals(List.of(), settings.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "-5m", "m", "15 m", "PT-1S", "PT", "soon", "1w", "9999999999d"})
  void what_is_not_a_duration_is_refused(String text) {
    Settings settings = Settings.of("test", Map.of("pause", text));
    assertEquals(Duration.ZERO, settings.duration("pause"));
    assertEquals(
        List.of("test: pause: set to '" + text
            + "'; expected a duration such as 15m, 2h, 30s, 7d or PT15M"),
        settings.problems());
  }

  @Test
  void all_problems_are_found_in_one_pass_in_the_order_of_the_file() {
    Settings settings = yaml("""
        name: [crm]
        port: ten
        rules:
          - add: 1.5
            when: yes
          - add: 30
        colour: gren
        prot: 1
        """);
    settings.choice("colour", List.of("red", "green"));
    settings.require("queue").integer("port");
    for (Settings rule : settings.list("rules")) {
      rule.integer("add");
      rule.flag("when");
    }
    settings.text("name");
    assertEquals(
        List.of(
            "a.yaml:1:1: queue: not set; expected a value",
            "a.yaml:1:7: name: set to a list; expected a text",
            "a.yaml:2:7: port: set to 'ten'; expected a whole number",
            "a.yaml:4:10: rules[0].add: set to '1.5'; expected a whole number",
            "a.yaml:5:11: rules[0].when: set to 'yes'; expected true or false",
            "a.yaml:6:5: rules[1].when: not set; expected true or false",
            "a.yaml:7:9: colour: set to 'gren'; expected one of red, green; did you mean 'green'?",
            "a.yaml:8:1: prot: unknown key; did you mean 'port'?"),
        settings.problems());
  }

  @Test
  void two_readers_of_one_section_report_a_problem_once() {
    Settings settings = yaml("a: { b: x, c: 1 }");
    settings.section("a").integer("b");
    settings.section("a").integer("b");
    assertEquals(
        List.of(
            "a.yaml:1:9: a.b: set to 'x'; expected a whole number",
            "a.yaml:1:12: a.c: unknown key; did you mean 'b'?"),
        settings.problems());
    settings.section("a").integer("c");
    assertEquals(2, settings.problems().size(), "what was reported stays reported");
  }

  @Test
  void an_unread_key_is_unknown_only_in_a_section_that_is_read() {
    Settings settings = yaml("a: { b: 1 }\nx-note: mine\nc: 2");
    settings.at("a");
    assertEquals(List.of("a.yaml:3:1: c: unknown key; did you mean 'a'?"), settings.problems());
  }

  @Test
  void a_plug_in_reports_at_its_own_place() {
    Settings settings = yaml("to:\n  queue: x y\n");
    settings.section("to").at("queue").problem("no blanks");
    settings.section("to").unknown("ower", List.of("owner", "queue"));
    assertEquals(
        List.of(
            "a.yaml:2:3: to.ower: unknown key; did you mean 'owner'?",
            "a.yaml:2:10: to.queue: no blanks"),
        settings.problems());
  }

  @Test
  void a_key_that_occurs_twice_is_a_problem_and_the_first_counts() {
    Settings settings = yaml("a: 1\nb: 2\na: 3\n");
    assertEquals(1, settings.integer("a"));
    settings.integer("b");
    assertEquals(
        List.of("a.yaml:3:1: key 'a' occurs twice, first at a.yaml:1:1"), settings.problems());
  }

  @Test
  void what_is_not_yaml_is_one_problem_with_its_place() {
    Settings settings = yaml("a: 1\nb: [1, 2\nc: 3\n");
    settings.require("missing");
    assertEquals(1, settings.problems().size(), settings.problems().toString());
    assertTrue(
        settings.problems().get(0).startsWith("a.yaml:3:2: not YAML: "),
        settings.problems().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: *b",
        "a: &b [*b]",
        "a: 1\n---\nb: 1",
        "a: !mine x",
        "? [a]\n: 1",
        "a: \u0001",
        "{a: 1",
        "\t- a",
        "a: 'b",
        "%YAML 3.0\n---\na: 1",
        "[[[",
        "a: b: c"
      })
  void strange_yaml_is_a_problem_with_a_place_and_never_an_exception(String text) {
    Settings settings = yaml(text);
    settings.keys();
    assertEquals(1, settings.problems().size(), settings.problems().toString());
    assertTrue(
        settings.problems().get(0).matches("(?s)a\\.yaml:\\d+:\\d+: .+"),
        settings.problems().get(0));
  }

  @Test
  void neither_depth_nor_aliases_blow_up() {
    assertTrue(yaml("[".repeat(100_000)).problems().get(0).contains("nested deeper than 100"));
    var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      laughs.append("a").append(i).append(": &a").append(i).append(" [");
      laughs.append(String.join(", ", Collections.nCopies(10, "*a" + (i - 1))));
      laughs.append("]\n");
    }
    assertTrue(yaml(laughs.toString()).problems().get(0).contains("more than 1000000 values"));
  }

  @Test
  void an_alias_is_the_value_it_names() {
    Settings settings = yaml("x-pause: &pause 5m\na: *pause\n");
    assertEquals(Duration.ofMinutes(5), settings.duration("a"));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void an_empty_text_is_an_empty_tree() {
    Settings settings = yaml("# nothing\n");
    assertFalse(settings.isPresent());
    assertEquals("", settings.text("a"));
    assertEquals(List.of("a.yaml:1:1: a: not set; expected a text"), settings.problems());
  }

  @Test
  void infinity_and_nan_are_not_numbers() {
    Settings settings = yaml("a: .inf\nb: .nan\n");
    settings.decimal("a");
    settings.decimal("b");
    assertEquals(
        List.of(
            "a.yaml:1:4: a: set to '.inf'; expected a number",
            "a.yaml:2:4: b: set to '.nan'; expected a number"),
        settings.problems());
  }

  @Test
  void values_in_memory_are_a_tree_too() {
    var values = new LinkedHashMap<String, Object>();
    values.put("a", 5);
    values.put("b", List.of(true, 0.5, "x"));
    values.put("c", new Object[0]);
    Settings settings = Settings.of("wiring", values);
    assertEquals(5, settings.integer("a"));
    assertTrue(settings.list("b").get(0).asFlag());
    assertEquals(new BigDecimal("0.5"), settings.list("b").get(1).asDecimal());
    settings.at("c");
    assertEquals(
        List.of(
            "wiring: a value of [Ljava.lang.Object;; expected a text, number, flag, collection or map"),
        settings.problems());
  }

  @Test
  void a_file_is_read_once_and_without_comments() {
    var read = new ArrayList<String>();
    Settings settings = yaml("file: lists/free.txt").withFiles(name -> {
      read.add(name);
      return "# free\n\n gmail.com \r\nweb.de\n";
    });
    assertEquals(List.of("gmail.com", "web.de"), settings.lines("file"));
    assertEquals(List.of("gmail.com", "web.de"), settings.lines("file"));
    assertEquals(List.of("lists/free.txt"), read);
  }

  @Test
  void a_file_that_cannot_be_read_is_a_problem_where_it_is_named() {
    Settings settings = yaml("list: { file: gone.txt }").withFiles(name -> {
      throw new IOException("there is no such file");
    });
    assertEquals(List.of(), settings.section("list").lines("file"));
    assertEquals(
        List.of("a.yaml:1:15: list.file: set to 'gone.txt', which cannot be read: there is no such"
            + " file; expected a file in UTF-8, relative to this one"),
        settings.problems());
  }

  @Test
  void comments_key_order_and_formatting_do_not_change_the_fingerprint() {
    String one = yaml("a: 1\nb:\n  - x\n  - c: true\n").fingerprint();
    for (String same : List.of(
        "b: [x, {c: True}]\na: 1",
        "# note\n\"a\": 1.0\n'b': ['x', {\"c\": true}]",
        "{\"b\": [\"x\", {\"c\": true}], \"a\": 0x1}")) {
      assertEquals(one, yaml(same).fingerprint(), same);
    }
    assertTrue(one.matches("sha256:[0-9a-f]{64}"), one);
  }

  @Test
  void every_value_changes_the_fingerprint_and_so_does_the_order_of_a_list() {
    var seen = new ArrayList<String>();
    for (String other : Arrays.asList(
        "a: 1",
        "a: 2",
        "a: '1'",
        "a: ~",
        "a: ''",
        "{}",
        "a: [1, 2]",
        "a: [2, 1]",
        "a: [12]",
        "a: [[1, 2]]",
        "a: {b: 1}",
        "a: [b, 1]",
        "b: 1",
        "a: true",
        "a: 'true'",
        "a: {b: {c: 1}}",
        "a: {b: 1, c: 1}")) {
      String fingerprint = yaml(other).fingerprint();
      assertFalse(seen.contains(fingerprint), other);
      seen.add(fingerprint);
    }
  }

  @Test
  void a_file_counts_by_what_it_says() {
    assertEquals(withFile("a.txt", "x\ny"), withFile("b.txt", "# note\nx\n\n y"));
    assertNotEquals(withFile("a.txt", "x\ny"), withFile("a.txt", "y\nx"));
    assertNotEquals(withFile("a.txt", "x\ny"), withFile("a.txt", "xy"));
  }

  private static String withFile(String name, String content) {
    Settings settings = yaml("file: " + name).withFiles(any -> content);
    settings.lines("file");
    return settings.fingerprint();
  }

  @Test
  void nothing_but_its_place_is_shown() {
    assertEquals(
        "Settings[a.yaml:1:8: token]", yaml("token: secret").at("token").toString());
  }
}
