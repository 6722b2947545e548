// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.Phrase.Case;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {

  private static String found(String pattern, Case letters, String text) throws Exception {
    int[] found = Regex.of(pattern, letters).find(text);
    return found == null ? "nothing" : text.substring(found[0], found[1]);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          order-\\d{4} ; see ORDER-1234 please ; ORDER-1234
          order-\\d{4} ; see order-123 please ; nothing
          \\bsso\\b ; crossover ; nothing
          \\bsso\\b ; the SSO. ; SSO
          a|ab|abc ; xabcd ; abc
          (?:net|web)[- ]?shop ; our Web-Shop ; Web-Shop
          ^hello ; hello hello ; hello
          hello$ ; hello you ; nothing
          [^a-z ]+ ; abc DEF 12 x ; 12
          \\$\\d+(\\.\\d\\d)? ; costs $12.50 ; $12.50
          x* ; yyy ; ''
          straße ; STRASSE Straße ; Straße
          .+ ; one 𝔘 two ; one 𝔘 two
          """)
  void it_finds_the_first_and_of_these_the_longest(String pattern, String text, String expected)
      throws Exception {
    assertEquals(expected, found(pattern, Case.ANY, text));
  }

  @Test
  void capitals_count_where_they_shall() throws Exception {
    assertEquals("IT", found("\\bIT\\b", Case.EXACT, "it is IT"));
    assertEquals("it", found("\\bIT\\b", Case.ANY, "it is IT"));
    assertEquals("nothing", found("[A-Z]", Case.EXACT, "abc"));
    assertEquals("a", found("[A-Z]", Case.ANY, "abc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a",
        "a)",
        "[a",
        "*a",
        "a**",
        "a{2",
        "a{3,2}",
        "a{101}",
        "\\",
        "\\q",
        "(?=a)",
        "(?<x>a)",
        "(a)\\1",
        "[z-a]",
        "((a{50}){50}){50}",
        "^*"
      })
  void what_is_no_pattern_of_this_language_is_refused(String pattern) {
    assertNotNull(
        assertThrows(Regex.Malformed.class, () -> Regex.of(pattern, Case.ANY)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "order-\\d+, order-",
    "(?:net|web)shop, shop",
    "a+b*cde?, cd",
    "[ab], ''",
    "(a|b)?, ''",
    "\\bSSO\\b, sso",
    "x(yz){2}, yz"
  })
  void what_every_match_contains_is_known(String pattern, String literal) throws Exception {
    assertEquals(literal, Regex.of(pattern, Case.ANY).literal());
  }

  @Test
  void a_pattern_that_explodes_elsewhere_ends_at_once_here() throws Exception {
    Regex regex = Regex.of("(a+)+(a+)+(a|aa)+b", Case.ANY);
    assertNull(regex.find("a".repeat(100_000)));
    assertArrayEquals(new int[] {0, 50_001}, regex.find("a".repeat(50_000) + "b"));
  }

  @Test
  @Tag("slow")
  void random_patterns_find_what_the_platform_finds() throws Exception {
    assertFoundAsByThePlatform(30_000);
  }

  @Test
  void a_few_random_patterns_find_what_the_platform_finds() throws Exception {
    assertFoundAsByThePlatform(600);
  }

  private static void assertFoundAsByThePlatform(int rounds) throws Exception {
    long seed = 20260302;
    var random = new Random(seed);
    int found = 0;
    for (int round = 0; round < rounds; round++) {
      String pattern = pattern(random, 3);
      String text = text(random);
      String said = "seed " + seed + ", round " + round + ": " + pattern + " in " + text;
      int[] ours = Regex.of(pattern, Case.EXACT).find(text);
      Matcher theirs = Pattern.compile(pattern).matcher(text);
      if (!theirs.find()) {
        assertNull(ours, said);
        continue;
      }
      found++;
      assertNotNull(ours, said);
      assertEquals(theirs.start(), ours[0], said);
      assertEquals(longest(theirs, theirs.start(), text), ours[1], said);
      assertTrue(
          text.substring(ours[0], ours[1])
              .contains(Regex.of(pattern, Case.EXACT).literal()),
          said);
    }
    assertTrue(found > rounds / 3, "too few matches: " + found);
  }

  /** The platform takes the first alternative; what counts is the end of the longest match from there. */
  private static int longest(Matcher matcher, int start, String text) {
    matcher.useTransparentBounds(true).useAnchoringBounds(false);
    for (int end = text.length(); end > start; end--) {
      if (matcher.region(start, end).matches()) {
        return end;
      }
    }
    return start;
  }

  private static String pattern(Random random, int depth) {
    String[] atoms = {"a", "b", "c", "ab", ".", "[ab]", "[^a]", "\\d", "\\w", "\\b", "^", "$"};
    if (depth == 0 || random.nextInt(3) == 0) {
      return atoms[random.nextInt(atoms.length)];
    }
    return switch (random.nextInt(5)) {
      case 0 -> pattern(random, depth - 1) + pattern(random, depth - 1);
      case 1 -> "(?:" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
      case 2 -> "(" + pattern(random, depth - 1) + ")*";
      case 3 -> "(" + pattern(random, depth - 1) + ")+" + pattern(random, depth - 1);
      default -> "(?:" + pattern(random, depth - 1) + "){1,2}" + pattern(random, depth - 1);
    };
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      text.append("abc1 ".charAt(random.nextInt(5)));
    }
    return text.toString();
  }
}
