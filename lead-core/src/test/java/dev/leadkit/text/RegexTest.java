// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.text.MatchOptions.Case;
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
  void what_is_not_a_pattern_of_this_language_is_refused(String pattern) {
    assertNotNull(assertThrows(RegexSyntaxException.class, () -> Regex.of(pattern, Case.ANY))
        .getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', textBlock = """
          (a        ~ expected ) at the end
          a)        ~ unmatched ) at character 2
          [a        ~ expected ] at the end
          *a        ~ nothing to repeat at character 1
          a**       ~ nothing to repeat at character 3
          ^*        ~ nothing to repeat at character 2
          a{        ~ expected a number at character 3
          a{x}      ~ expected a number at character 3
          a{2       ~ expected {m}, {m,} or {m,n} before character 4
          a{2,      ~ expected a number at character 5
          a{2,2     ~ expected {m}, {m,} or {m,n} before character 6
          [\\        ~ expected ] at the end
          [a-       ~ expected ] at the end
          a{3,2}    ~ expected {m}, {m,} or {m,n} before character 7
          a{101}    ~ expected at most 100 repetitions
          a{2,101}  ~ expected at most 100 repetitions
          \\        ~ ends with \\
          \\q       ~ \\q is not known
          \\1       ~ \\1 is not known
          (?=a)     ~ (?= is not known; expected ( or (?:
          (?        ~ (? is not known; expected ( or (?:
          [z-a]     ~ a range that ends before it begins
          """)
  void a_mistake_is_shown_with_its_place(String pattern, String message) {
    String expected = message.strip();
    RegexSyntaxException e =
        assertThrows(RegexSyntaxException.class, () -> Regex.of(pattern.strip(), Case.ANY));
    assertEquals(expected, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          xa{0}b      ; xaab xb    ; xb
          xa{0,1}b    ; xaab xab   ; xab
          xa{2}b      ; xab xaab   ; xaab
          xa{2,}b     ; xab xaaab  ; xaaab
          xa{2,2}b    ; xab xaab   ; xaab
          [a-a]+      ; baab       ; aa
          xa{2,3}b    ; xaaaab xaaab ; xaaab
          xa{100}     ; xaa        ; nothing
          []a]+       ; x]a        ; ]a
          [^]a]       ; ]ab        ; b
          [a-]+       ; b-a        ; -a
          [+-]        ; a-b        ; -
          [\\d-]+     ; a-12       ; -12
          [\\]-]+     ; a]-        ; ]-
          [+-\\/]+    ; a+,-./0    ; +,-./
          [a-zb]+     ; 0xyz       ; xyz
          [0-9A-F]+   ; xyz 1f     ; 1f
          a\\tb       ; a\tb      ; a\tb
          (a|)b       ; xb         ; b
          a|b|c       ; xxc        ; c
          \\Bb        ; b ab       ; b
          """)
  void each_part_of_the_language_means_what_it_says(String pattern, String text, String expected)
      throws Exception {
    assertEquals(expected, found(pattern, Case.ANY, text));
  }

  @Test
  void a_point_is_any_character_but_a_line_end() throws Exception {
    assertEquals("a-b", found("a.b", Case.ANY, "a\nb a-b"));
    assertEquals("a\nb", found("a\\nb", Case.ANY, "anb a\nb"));
    assertEquals("a\rb", found("a\\rb", Case.ANY, "arb a\rb"));
  }

  @Test
  void the_limits_themselves_are_allowed() throws Exception {
    String most = "a{100}".repeat(9) + "a{99}";
    assertEquals("nothing", found(most, Case.ANY, "a".repeat(998)));
    assertEquals("a".repeat(999), found(most, Case.ANY, "a".repeat(999)));
    RegexSyntaxException e =
        assertThrows(RegexSyntaxException.class, () -> Regex.of(most + "a", Case.ANY));
    assertEquals("too large: more than 1000 states", e.getMessage());
    assertEquals("a", found("(".repeat(49) + "a" + ")".repeat(49), Case.ANY, "a"));
    e = assertThrows(
        RegexSyntaxException.class,
        () -> Regex.of("(".repeat(50) + "a" + ")".repeat(50), Case.ANY));
    assertEquals("nested deeper than 50 groups", e.getMessage());
    assertEquals("ab", found("(a)(b)", Case.ANY, "ab"));
    assertEquals("a".repeat(60), found("(a)".repeat(60), Case.ANY, "a".repeat(60)));
  }

  /** The example of an expression is a text in which it is found, as short as its states allow. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          order-\\d{2} ; order-00
          a|bc         ; a
          bc|a         ; a
          (ab)*c       ; c
          (ab)+c       ; abc
          [^a]         ; b
          x*           ; ''
          """)
  void an_expression_has_an_example(String pattern, String example) throws Exception {
    assertEquals(example, Regex.of(pattern, Case.ANY).example());
  }

  @Test
  void expressions_are_equal_where_text_and_case_are() throws Exception {
    assertEquals(Regex.of("a", Case.ANY), Regex.of("a", Case.ANY));
    assertNotEquals(Regex.of("a", Case.ANY), Regex.of("a", Case.EXACT));
    assertNotEquals(Regex.of("a", Case.ANY), Regex.of("b", Case.ANY));
    assertEquals("a|b", Regex.of("a|b", Case.ANY).toString());
    assertEquals("a|b", Regex.of("a|b", Case.ANY).text());
  }

  @ParameterizedTest
  @CsvSource({
    "order-\\d+, order-",
    "(?:net|web)shop, shop",
    "a+b*cde?, cd",
    "[ab], ''",
    "(a|b)?, ''",
    "\\bSSO\\b, sso",
    "x(yz){2}, yz",
    "x[yy]z, xyz",
    "(ab)*cde, cde",
    "abc(d|e)fg, abc",
    "ab(d|e)fgh, fgh",
    "ab(cdef)+g, cdef",
    "a(b)?c, a",
    "^ab$, ab",
    "'', ''"
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
