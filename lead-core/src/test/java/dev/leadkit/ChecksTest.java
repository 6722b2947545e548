// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a value accepts, and how it says what it does not. */
class ChecksTest {

  private static String refusal(Class<? extends Exception> type, Runnable call) {
    return assertThrows(type, call::run).getMessage();
  }

  @Test
  void a_name_may_be_as_long_as_its_bound_and_no_longer() {
    assertEquals("abc", Checks.name("abc", "route", 3));
    assertEquals(
        "route: expected at most 3 characters, got 4",
        refusal(IllegalArgumentException.class, () -> Checks.name("abcd", "route", 3)));
    assertEquals(
        "route: expected a name, got nothing",
        refusal(IllegalArgumentException.class, () -> Checks.name(" ", "route", 3)));
    assertEquals("", Checks.optionalName("", "owner", 3), "an optional name may be absent");
  }

  @Test
  void a_refused_character_is_named_by_its_code_and_index() {
    assertEquals(
        "route: expected no control character, got U+0007 at index 2",
        refusal(IllegalArgumentException.class, () -> Checks.name("ab\u0007", "route", 9)));
    assertEquals(
        "route: expected no control character, got U+009F at index 0",
        refusal(IllegalArgumentException.class, () -> Checks.name("\u009Fa", "route", 9)));
  }

  @Test
  void an_unpaired_surrogate_is_found_wherever_it_is() {
    String pair = "\uD83D\uDE00";
    for (String accepted : List.of(pair, "a" + pair, pair + pair + "b")) {
      assertEquals(accepted, Checks.name(accepted, "route", 9));
      assertSame(accepted, Checks.wellFormed(accepted, "text"));
    }
    var refused = Map.of(
        "\uD83D",
        0, // a high one at the end
        "\uDE00",
        0, // a low one alone
        "a\uD83Db",
        1, // a high one before a letter
        pair + "\uDE00",
        2, // a low one after a pair
        "\uD83D" + pair,
        0); // a high one before a pair
    refused.forEach((text, index) -> assertEquals(
        "route: expected Unicode text, got the unpaired surrogate U+"
            + Integer.toHexString(text.charAt(index)).toUpperCase(java.util.Locale.ROOT)
            + " at index "
            + index,
        refusal(IllegalArgumentException.class, () -> Checks.name(text, "route", 9))));
  }

  @Test
  void text_that_is_repaired_has_one_replacement_for_each_unpaired_surrogate() {
    assertEquals("\uFFFDa\uFFFD", Checks.wellFormed("\uDE00a\uD83D", "text"));
    assertEquals("\uFFFD\uD83D\uDE00\uFFFD", Checks.wellFormed("\uD83D\uD83D\uDE00\uDE00", "text"));
  }

  @Test
  void a_null_in_a_collection_is_named() {
    assertEquals(
        "messages: expected no null element",
        refusal(
            NullPointerException.class, () -> Checks.list(Arrays.asList("a", null), "messages")));
    var map = new HashMap<String, String>();
    map.put("size", null);
    assertEquals(
        "attributes.size",
        refusal(NullPointerException.class, () -> Checks.sorted(map, "attributes")));
    map.clear();
    map.put(null, "x");
    assertEquals(
        "attributes: expected no null key",
        refusal(NullPointerException.class, () -> Checks.sorted(map, "attributes")));
  }

  @Test
  void hexadecimal_is_lower_case_digits_only() {
    assertEquals(true, Hash.isHex("xyz0123456789abcdef", 3));
    for (String other : List.of("0g", "0G", "A0", "0`", "/0", "0:")) {
      assertEquals(false, Hash.isHex(other, 0), other);
    }
  }

  @Test
  void a_value_with_an_endless_text_is_refused_by_its_component() {
    String endless = "x".repeat(10_001);
    assertEquals(
        "technologies: expected at most 10000 characters, got 10001",
        refusal(
            IllegalArgumentException.class,
            () -> new Company("acme.example", "", null, "", "", "", List.of(endless))));
    String value = "x".repeat(1_000_001);
    assertEquals(
        "notes: expected at most 1000000 characters, got 1000001",
        refusal(
            IllegalArgumentException.class, () -> new Enrichment(null, Map.of("notes", value))));
    for (double outside : new double[] {-0.001, 1.001, Double.NaN}) {
      assertEquals(
          "score: expected 0 to 1, got " + outside,
          refusal(IllegalArgumentException.class, () -> new Spam(outside, List.of())));
    }
    assertEquals(1, new Spam(1, List.of()).score());
    assertEquals(0, new Spam(0, List.of()).score());
  }
}
