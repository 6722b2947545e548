// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {

  private static List<String> found(String text, String... phrases) {
    var set = new LinkedHashSet<Phrase>();
    for (String phrase : phrases) {
      set.add(Phrase.of(phrase));
    }
    var places = new ArrayList<int[]>();
    new PhraseIndex(set).find(text, (phrase, start, end) -> places.add(new int[] {end, start}));
    places.sort(Arrays::compare);
    return places.stream().map(place -> text.substring(place[1], place[0])).toList();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          soc~2          | we have SOC 2, yes         | SOC 2
          soc~2          | SOC2 type II               | SOC2
          soc~2          | (soc-2)                    | soc-2
          soc~2          | SOC  –  2                  | SOC  –  2
          sso            | Do you do SSO?             | SSO
          saml           | SAML2.0 and Saml           | Saml
          single sign-on | Single Sign On             | Single Sign On
          single sign-on | single-sign-on             | single-sign-on
          straße         | in der STRASSE 5           | STRASSE
          ΟΔΟΣ           | η οδός μας και οδος        | οδος
          café           | un cafe\u0301 noir         | cafe\u0301
          file           | the \uFB01le               | \uFB01le
          cooperation    | co\u00ADoper\u200Bation    | co\u00ADoper\u200Bation
          １２           | room 12                    | 12
          istanbul       | İSTANBUL ofisi             | İSTANBUL
          yazılım        | YAZILIM                    | YAZILIM
          한국           | 한국 지사               | 한국
          data base      | data_base                  | data_base
          e~mail         | E-Mail                     | E-Mail
          """)
  void a_phrase_is_found_as_whole_words(String phrase, String text, String words) {
    assertEquals(List.of(words), found(text, phrase));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          sso            | crossover, ssos, assort
          soc~2          | socket 2, sock, soc 21, soc2x
          soc 2          | SOC2
          soc~2          | we did SOC. 2 people asked
          single sign-on | single! Sign on
          soc~2          | SOC?\\n2
          one two        | one\\n\\ntwo
          one two        | one\\r\\n\\r\\ntwo
          one two        | one。two
          one two        | one three two
          one two        | one" he said. "Two
          """)
  void and_not_within_others_nor_over_the_end_of_a_sentence(String phrase, String text) {
    String unescaped = text.replace("\\n", "\n").replace("\\r", "\r");
    assertEquals(List.of(), found(unescaped, phrase));
  }

  /** What ends a sentence, so that no phrase goes on over it, and what does not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "one. two|-",
        "one.two|one.two",
        "one.\u00a0two|-",
        "one.\u3000two|-",
        "one.→two|-",
        "one→two|one→two",
        "one.\u00bb two|-",
        "one.\" two|-",
        "one.(two)|one.(two",
        "one⏎.⏎two|-",
        "one⏎-⏎two|one⏎-⏎two",
        "one⏎) ⏎two|one⏎) ⏎two",
        "one⏎ ⏎two|-",
        "one.⏎two|-",
        "one.\u201d two|-",
        "one.\u2019 two|-",
        "one.) two|-",
        "one.] two|-",
        "one?) two|-",
        "one!' two|-",
        "one.- two|one.- two",
        "one⏎two|one⏎two",
        "one⏎ two|one⏎ two",
        "one⏎⏎two|-",
        "one\u2028two|one\u2028two",
        "one\u2028\u2028two|-",
        "one\u2029two|-",
        "one\u3002two|-",
      })
  void a_phrase_ends_with_its_sentence(String text, String found) {
    String said = found.replace('⏎', '\n').replace('→', '\t');
    assertEquals(
        said.equals("-") ? List.of() : List.of(said),
        found(text.replace('⏎', '\n').replace('→', '\t'), "one two"));
  }

  @Test
  void any_number_of_phrases_is_found_in_their_order() {
    List<String> words =
        IntStream.range(0, 700).mapToObj(i -> "w" + (i * 7919 % 700) + "x").toList();
    assertEquals(words, found(String.join(" ", words), words.toArray(String[]::new)));
  }

  @Test
  void a_phrase_is_found_at_the_end_of_a_text_of_any_length() {
    var phrases = new PhraseIndex(Set.of(Phrase.of("sso")));
    for (int length : IntStream.concat(
            IntStream.rangeClosed(3, 200), IntStream.of(4092, 4093, 4096, 5000, 32768, 40_000))
        .toArray()) {
      String text = " ".repeat(length - 3) + "SSO";
      var places = new ArrayList<Integer>();
      phrases.find(text, (phrase, start, end) -> places.addAll(List.of(start, end)));
      assertEquals(List.of(length - 3, length), places, "of " + length + " characters");
      String umlauts = "ü".repeat(length - 3) + " SSO";
      places.clear();
      phrases.find(umlauts, (phrase, start, end) -> places.addAll(List.of(start, end)));
      assertEquals(List.of(length - 2, length + 1), places, "of " + length + " umlauts");
    }
  }

  @Test
  void each_word_of_a_text_of_nothing_but_short_words_is_found() {
    for (int words : new int[] {1, 2, 32, 33, 2048, 2049, 5000, 20_000}) {
      String text = "a ".repeat(words).strip();
      assertEquals(words, found(text, "a").size());
    }
  }

  /** Words are compared by all of their letters, not only by those that their number is made of. */
  @Test
  void long_words_that_differ_in_the_middle_only_are_different() {
    assertEquals(
        List.of("abcdefghXXijklmnop"),
        found("abcdefghYYijklmnop abcdefghXXijklmnop", "abcdefghxxijklmnop"));
    assertEquals(List.of(), found("abcdefgh\u0416\u0416ijklmnop", "abcdefghxxijklmnop"));
    assertEquals(List.of(), found("abcdefghYYijklmnop two", "abcdefghxxijklmnop two"));
  }

  @Test
  void control_characters_separate_words() {
    for (char c : new char[] {1, 2, 3, 0x7F, 0x80, 0x85, 0xA0}) {
      assertEquals(
          List.of("one" + c + "two"),
          found("one" + c + "two é", "one two"),
          "character " + (int) c);
    }
  }

  @Test
  void a_line_end_or_a_point_within_a_word_does_not_end_a_sentence() {
    assertEquals(List.of("one\ntwo"), found("one\ntwo", "one two"));
    assertEquals(List.of("node.js"), found("we use node.js here", "node js"));
    assertEquals(List.of("1.5 million"), found("about 1.5 million", "1 5 million"));
  }

  @Test
  void phrases_that_overlap_are_all_found() {
    assertEquals(
        List.of("a", "a b", "b", "a b a", "b a", "a"),
        found("a b a", "a", "a b", "a b a", "b a", "b"));
  }

  @Test
  @Tag("slow")
  void folding_again_changes_nothing() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isDefined(c) && !(c >= 0xD800 && c <= 0xDFFF)) {
        String once = Folding.fold(Character.toString(c));
        assertEquals(once, Folding.fold(once), Integer.toHexString(c));
      }
    }
  }

  /** The index against the plainest thing that can work: for each phrase, each place of each text. */
  @Test
  @Tag("slow")
  void the_index_finds_what_a_naive_search_finds() {
    assertFoundAsNaively(20_000);
  }

  @Test
  void the_index_finds_what_a_naive_search_finds_in_a_few_texts() {
    assertFoundAsNaively(200);
  }

  private static void assertFoundAsNaively(int rounds) {
    long seed = 20261123;
    var random = new Random(seed);
    String[] atoms = {
      "sso",
      "SSO",
      "soc",
      "SOC",
      "2",
      "soc2",
      "Saml",
      "single",
      "sign",
      "on",
      "é",
      "e\u0301",
      "ß",
      "SS",
      "한",
      "İ",
      "co\u00ADop",
      "a",
      "b",
      "1"
    };
    String[] gaps = {
      " ",
      "  ",
      "-",
      ", ",
      ". ",
      "! ",
      "\n",
      "\n\n",
      "\r\n\r\n",
      "/",
      "",
      ".",
      "?)",
      " (",
      "_",
      "。",
      ".\" "
    };
    var phrases = new ArrayList<Phrase>();
    for (int i = 0; i < 60; i++) {
      var text = new StringBuilder(atoms[random.nextInt(atoms.length)]);
      for (int more = random.nextInt(3); more > 0; more--) {
        text.append(random.nextInt(3) == 0 ? "~" : " ").append(atoms[random.nextInt(atoms.length)]);
      }
      phrases.add(Phrase.of(text.toString()));
    }
    var index = new PhraseIndex(Set.copyOf(phrases));
    var patterns = new LinkedHashMap<String, Pattern>();
    phrases.forEach(phrase -> patterns.put(phrase.text(), pattern(phrase.text())));
    int hits = 0;
    for (int round = 0; round < rounds; round++) {
      var text = new StringBuilder();
      for (int words = random.nextInt(12); words > 0; words--) {
        text.append(atoms[random.nextInt(atoms.length)]).append(gaps[random.nextInt(gaps.length)]);
      }
      var indexed = new TreeSet<String>();
      index.find(
          text.toString(),
          (phrase, start, end) -> indexed.add(index.phrase(phrase).text()));
      var naive = new TreeSet<String>();
      String folded = fold(text.toString());
      patterns.forEach((phrase, pattern) -> {
        if (pattern.matcher(folded).find()) {
          naive.add(phrase);
        }
      });
      assertEquals(naive, indexed, "seed " + seed + ", round " + round + ": " + text);
      hits += indexed.size();
    }
    assertTrue(hits > rounds, "too few phrases were found to prove anything: " + hits);
  }

  /** Words of every length, in texts of every length, so that they lie on every border of what is examined together. */
  @Test
  @Tag("slow")
  void what_is_found_without_reading_each_character_is_what_reading_them_finds() {
    assertFoundAsReadThrough(600);
  }

  @Test
  void what_is_found_without_reading_each_character_is_what_reading_them_finds_in_a_few_texts() {
    assertFoundAsReadThrough(8);
  }

  private static void assertFoundAsReadThrough(int rounds) {
    long seed = 20261124;
    var random = new Random(seed);
    String letters = "abCD01zZ9\u00e9\u00dc\u0416\u5355";
    String gaps = " \n.,!?-_/@'\u2019\u00a0\u2026[`{:^";
    int hits = 0;
    int compared = 0;
    for (int round = 0; round < rounds; round++) {
      var words = new ArrayList<String>();
      while (words.size() < 12) {
        words.add(run(random, letters, 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 10)));
      }
      var phrases = new LinkedHashSet<Phrase>();
      for (int i = 0; i < 25; i++) {
        var text = new StringBuilder(words.get(random.nextInt(words.size())));
        for (int more = random.nextInt(4); more > 0; more--) {
          text.append(random.nextInt(5) == 0 ? '~' : ' ');
          text.append(words.get(random.nextInt(words.size())));
        }
        phrases.add(Phrase.of(
            text.toString(),
            new MatchOptions(
                random.nextInt(4) == 0 ? MatchOptions.Case.EXACT : MatchOptions.Case.ANY,
                random.nextInt(4) == 0 ? MatchOptions.Across.SENTENCE : MatchOptions.Across.NOTHING,
                MatchOptions.Boundary.WORD)));
      }
      var index = new PhraseIndex(phrases);
      var scan = PhraseScanner.of(List.copyOf(phrases));
      for (int texts = 0; texts < 20; texts++) {
        var text = new StringBuilder();
        for (int n = random.nextInt(60); n > 0; n--) {
          String word = words.get(random.nextInt(words.size()));
          text.append(random.nextInt(5) == 0 ? word.toUpperCase(Locale.ROOT) : word);
          text.append(run(random, gaps, random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(3)));
        }
        var quick = new TreeSet<String>();
        if (scan.find(
            text.toString(), (phrase, start, end) -> quick.add(phrase + " " + start + "-" + end))) {
          var slow = new TreeSet<String>();
          index.readThrough(
              text.toString(), (phrase, start, end) -> slow.add(phrase + " " + start + "-" + end));
          assertEquals(slow, quick, "seed " + seed + ", round " + round + ": " + text);
          hits += slow.size();
          compared++;
        }
      }
    }
    assertTrue(hits > 30 * rounds, "too few phrases were found to prove anything: " + hits);
    assertTrue(
        compared > 15 * rounds, "too few texts were compared to prove anything: " + compared);
  }

  private static String run(Random random, String letters, int length) {
    var run = new StringBuilder();
    for (int i = 0; i < length; i++) {
      run.append(letters.charAt(random.nextInt(letters.length())));
    }
    return run.toString();
  }

  private static final String WORD = "[\\p{L}\\p{M}\\p{Nd}]";
  private static final String OTHER = "[^\\p{L}\\p{M}\\p{Nd}]";

  /** One run of separators in which neither a sentence nor a paragraph ends. */
  private static final String SEPARATOR =
      "(?!" + OTHER + "*?(?:[.!?][\"')]*\\s|。|\\n\\r?\\n))" + OTHER + "+";

  /** For the whole folded text. */
  private static Pattern pattern(String phrase) {
    var pattern = new StringBuilder("(?<!" + WORD + ")");
    String[] parts = phrase.split("~", -1);
    for (int i = 0; i < parts.length; i++) {
      String words = String.join(SEPARATOR, fold(parts[i]).split(" ", -1));
      pattern.append(i == 0 ? "" : "(?:" + SEPARATOR + ")?").append(words);
    }
    pattern.append("(?!").append(WORD).append(")");
    return Pattern.compile(pattern.toString());
  }

  private static String fold(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("\\p{Cf}", "")
        .replace("ß", "ss")
        .replace("İ", "i");
    var lower = new StringBuilder();
    folded.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  @Test
  void an_index_of_no_phrases_takes_next_to_no_memory() {
    List<PhraseIndex> many =
        IntStream.range(0, 1000).mapToObj(any -> new PhraseIndex(List.of())).toList();
    assertEquals(0, many.stream().mapToInt(PhraseIndex::size).sum());
  }
}
