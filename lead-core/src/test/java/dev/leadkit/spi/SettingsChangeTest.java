// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A tree with one value changed is read as if it had been written that way. */
class SettingsChangeTest {

  private static final String TREE = "a: 1\nb: [x, y, z]\nc: { d: { e: 2 }, f: 3 }\n";

  private static void same(String expected, UnaryOperator<Settings> change) {
    Settings changed = change.apply(Settings.yaml("a.yaml", TREE));
    assertEquals(Settings.yaml("a.yaml", expected).fingerprint(), changed.fingerprint(), expected);
    assertEquals("", changed.path(), "The answer is the whole tree");
  }

  @Test
  void a_value_is_replaced_where_it_is_and_nothing_else_changes() {
    same("a: 7\nb: [x, y, z]\nc: { d: { e: 2 }, f: 3 }\n", tree -> tree.at("a").with(7));
    same(
        "a: 1\nb: [x, w, z]\nc: { d: { e: 2 }, f: 3 }\n",
        tree -> tree.list("b").get(1).with("w"));
    same(
        "a: 1\nb: [x, y, z]\nc: { d: { e: true }, f: 3 }\n",
        tree -> tree.section("c").section("d").at("e").with(true));
    same(
        "a: 1\nb: [x, y, z]\nc: { d: [{ g: 1 }], f: 3 }\n",
        tree -> tree.section("c").at("d").with(List.of(Map.of("g", 1))));
    same("new: 1\n", tree -> tree.with(Map.of("new", 1)));
  }

  @Test
  void a_value_is_removed_with_its_key_or_its_place_in_the_list() {
    same("b: [x, y, z]\nc: { d: { e: 2 }, f: 3 }\n", tree -> tree.at("a").without());
    same(
        "a: 1\nb: [y, z]\nc: { d: { e: 2 }, f: 3 }\n",
        tree -> tree.list("b").get(0).without());
    same("a: 1\nb: [x, y, z]\nc: { f: 3 }\n", tree -> tree.section("c").at("d").without());
  }

  @Test
  void the_only_item_of_a_list_can_be_replaced_and_removed() {
    Settings tree = Settings.yaml("a.yaml", "a: [x]\n");
    assertEquals(List.of("w"), tree.list("a").get(0).with("w").texts("a"));
    assertEquals(List.of(), tree.list("a").get(0).without().texts("a"));
  }

  @Test
  void without_the_whole_nothing_is_left() {
    assertFalse(Settings.yaml("a.yaml", TREE).without().isPresent());
  }

  @Test
  void where_nothing_is_nothing_changes() {
    same(TREE, tree -> tree.at("gone").without());
    same(TREE, tree -> tree.at("gone").with(5));
  }

  @Test
  void what_was_read_or_found_before_does_not_count_in_the_changed_tree() {
    Settings tree = Settings.yaml("a.yaml", "a: x\nother: 2\n");
    tree.integer("a");
    Settings changed = tree.at("a").with(5);
    assertEquals(5, changed.integer("a"));
    assertEquals(List.of("a.yaml:2:1: other: unknown key; known: a"), changed.problems());
  }

  @Test
  void unknown_keys_are_found_at_any_depth_of_what_was_read() {
    Settings tree = Settings.yaml("a.yaml", "b: [{ c: 1, dd: 2 }, { c: 1, ee: [] }]\n");
    tree.list("b").forEach(item -> item.integer("c"));
    assertEquals(
        List.of("b[0].dd", "b[1].ee"),
        tree.findings().stream().map(Diagnostic::path).toList());
  }

  @Test
  void a_value_tells_its_place_and_its_path() {
    Settings value = Settings.yaml("a.yaml", TREE).section("c").section("d").at("e");
    assertEquals("a.yaml:3:14", value.place());
    assertEquals("c.d.e", value.path());
    assertEquals("b[2]", Settings.yaml("a.yaml", TREE).list("b").get(2).path());
  }
}
