// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.field.Value;
import dev.leadkit.text.IntList;
import dev.leadkit.text.Phrase;
import dev.leadkit.text.PhraseIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhraseMatchesTest {

  private static final List<String> WORDS =
      IntStream.range(0, 200).mapToObj(i -> "word" + i).toList();

  private static final PhraseIndex INDEX =
      new PhraseIndex(WORDS.stream().map(Phrase::of).toList());

  private static PhraseMatches read(String... texts) {
    var hits = new PhraseMatches(INDEX);
    hits.read(passages(texts));
    return hits;
  }

  private static List<Value.Passage> passages(String... texts) {
    return Arrays.stream(texts)
        .map(text -> new Value.Passage("text", "evt", text))
        .toList();
  }

  private static int[] numbers(int... words) {
    var known = INDEX.numbers();
    return Arrays.stream(words)
        .map(word -> known.getOrDefault(Phrase.of("word" + word), -1))
        .sorted()
        .toArray();
  }

  private static String places(PhraseMatches hits, int... words) {
    var phrases = new LinkedHashSet<Phrase>();
    Arrays.stream(words).forEach(word -> phrases.add(Phrase.of("word" + word)));
    var places = new ArrayList<String>();
    hits.of(phrases)
        .forEach(hit ->
            places.add(hit.passage().text().substring(0, 1) + ":" + hit.start() + "-" + hit.end()));
    return String.join(" ", places);
  }

  @Test
  void every_phrase_is_found_however_many_there_are() {
    for (int n : new int[] {0, 1, 7, 8, 9, 16, 17, 100, 200}) {
      PhraseMatches hits = read(String.join(" ", WORDS.subList(0, n)));
      for (int word = 0; word < 200; word++) {
        assertEquals(
            word < n, hits.contains(numbers(word)[0]), "word" + word + " of the first " + n);
      }
      var all = new IntList();
      int[][] byPhrase = IntStream.range(0, 200).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
      hits.addTo(all, byPhrase);
      assertEquals(n, all.count(), "each of " + n + " phrases stands for one number");
    }
  }

  @Test
  void the_first_place_of_the_first_passage_counts_and_there_the_shortest() {
    assertEquals("a:2-7", places(read("a word1 word1", "b word1"), 1));
    assertEquals("b:8-13", places(read("a word2", "b       word1"), 1));
    var hits = new PhraseMatches(INDEX);
    hits.read(passages("a", "b")); // what follows is found in the second
    int number = numbers(1)[0];
    String[][] foundThen = {
      {"7-12", "b:7-12"},
      {"3-12", "b:3-12"},
      {"3-8", "b:3-8"},
      {"3-9", "b:3-8"},
      {"4-5", "b:3-8"},
      {"2-20", "b:2-20"},
    };
    for (String[] row : foundThen) {
      String[] place = row[0].split("-");
      hits.hit(number, Integer.parseInt(place[0]), Integer.parseInt(place[1]));
      assertEquals(row[1], places(hits, 1), "after " + row[0]);
    }
  }

  @Test
  void places_are_told_in_the_order_of_the_text() {
    PhraseMatches hits = read("a word9 word3 word120", "b word77 word5", "c word77");
    assertEquals("a:2-7 a:8-13 a:14-21 b:2-8 b:9-14", places(hits, 77, 5, 3, 120, 9, 8));
    assertEquals("a:8-13 b:9-14", places(hits, 5, 3));
    PhraseMatches later =
        read("a", "b word199 word120 word44", "c word7 word1 word30", "d word2 word3");
    assertEquals(
        "b:2-9 b:10-17 b:18-24 c:2-7 c:8-13 c:14-20 d:2-7 d:8-13",
        places(later, 1, 2, 3, 7, 30, 44, 120, 199));
    assertEquals("", places(hits, 8));
  }

  /** The earliest of some phrases: by passage, then by where it begins, then by where it ends. */
  @Test
  void the_first_of_several_phrases_is_the_one_that_begins_first() {
    String[] texts = {"x word9 word3 word120 word44", "y word77 word5 word6"};
    PhraseMatches hits = read(texts);
    int[] inOrder = {9, 3, 120, 44, 77, 5, 6};
    int[][] places = {
      {0, 2, 7}, {0, 8, 13}, {0, 14, 21}, {0, 22, 28}, {1, 2, 8}, {1, 9, 14}, {1, 15, 20}
    };
    for (int some = 1; some < 1 << inOrder.length; some++) {
      int chosen = some;
      int[] words = IntStream.range(0, inOrder.length)
          .filter(i -> (chosen >> i & 1) != 0)
          .map(i -> inOrder[i])
          .toArray();
      var numbers = new IntList();
      assertTrue(hits.addFirst(numbers(words), 41, 42, numbers));
      int[] first = places[Integer.numberOfTrailingZeros(some)];
      assertEquals(
          List.of(41, 42, first[0], first[1], first[2]),
          Arrays.stream(numbers.toArray()).boxed().toList(),
          "of " + Arrays.toString(words));
    }
    var none = new IntList();
    assertFalse(hits.addFirst(numbers(8, 10), 41, 42, none));
    assertFalse(read().addFirst(numbers(9), 41, 42, none));
    assertEquals(0, none.count(), "nothing is added where none is found");
  }

  @Test
  void of_any_two_phrases_the_one_that_begins_first_is_found() {
    for (int word = 0; word + 1 < 40; word++) {
      for (int[] order : new int[][] {{word, word + 1}, {word + 1, word}}) {
        String first = "word" + order[0];
        PhraseMatches hits = read(first + " word" + order[1]);
        var numbers = new IntList();
        assertTrue(hits.addFirst(numbers(order), 41, 42, numbers), first);
        assertEquals(
            List.of(41, 42, 0, 0, first.length()),
            Arrays.stream(numbers.toArray()).boxed().toList(),
            first);
      }
    }
  }

  @Test
  void phrases_are_counted_until_there_are_enough() {
    PhraseMatches two = read("word1 word2");
    PhraseMatches many = read(String.join(" ", WORDS.subList(0, 50)));
    int[] few = numbers(1, 2, 3);
    int[] all = IntStream.range(0, 200).toArray();
    for (int enough = 1; enough < 5; enough++) {
      String say = "enough is " + enough;
      assertEquals(Math.min(2, enough), two.count(few, enough), say);
      assertEquals(Math.min(2, enough), two.count(all, enough), say);
      assertEquals(Math.min(3, enough), many.count(few, enough), say);
      assertEquals(enough, many.count(all, enough), say);
    }
    assertEquals(50, many.count(all, 200));
    assertEquals(0, two.count(numbers(3, 4, 5, 6, 7, 8, 9), 1));
    assertEquals(0, PhraseMatches.NONE.count(all, 1));
  }

  @Test
  void what_is_cleared_knows_nothing_of_the_text_before() {
    for (int n : new int[] {0, 1, 30, 200}) {
      PhraseMatches hits = read("b " + String.join(" ", WORDS.subList(0, n)));
      assertTrue(hits.isRead());
      hits.clear();
      assertFalse(hits.isRead());
      assertEquals("", places(hits, 0, 29, 199), n + " were found before");
      assertEquals(0, hits.count(IntStream.range(0, 200).toArray(), 200));
      hits.read(passages("c word199 word0"));
      assertEquals("c:2-9 c:10-15", places(hits, 0, 1, 199), n + " were found before");
    }
    assertEquals(List.of(), PhraseMatches.NONE.of(Set.of(Phrase.of("word1"))));
    assertFalse(PhraseMatches.NONE.isRead());
  }
}
