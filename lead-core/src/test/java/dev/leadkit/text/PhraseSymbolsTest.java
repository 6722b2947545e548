// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.text.MatchOptions.Across;
import dev.leadkit.text.MatchOptions.Boundary;
import dev.leadkit.text.MatchOptions.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseSymbolsTest {

  private static List<String> found(Phrase phrase, String text) {
    var index = new PhraseIndex(Set.of(phrase));
    var quick = new ArrayList<String>();
    index.find(text, (number, start, end) -> quick.add(text.substring(start, end)));
    var slow = new ArrayList<String>();
    index.readThrough(text, (number, start, end) -> slow.add(text.substring(start, end)));
    assertEquals(slow, quick, "both ways to read a text find the same");
    return quick;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
          c++        | We use C++.                      | C++
          c++        | (C++/Java)                       | C++
          c++        | C++-Entwickler                   | C++
          c++        | Ｃ＋＋ compiler                   | Ｃ＋＋
          c++        | **C++**                          | C++
          c#         | C#, F#                           | C#
          .net       | on .NET 8                        | .NET
          .net       | .NET                             | .NET
          .net core  | the .NET Core runtime            | .NET Core
          use .net   | we use .NET here                 | use .NET
          AT&T       | from AT&T and others             | AT&T
          AT&T       | from AT & T and others           | AT & T
          R&D        | our R&D team                     | R&D
          #leads     | see #leads                       | #leads
          @acme      | ask @acme                        | @acme
          $100       | for $100 a month                 | $100
          100%       | 100% sure                        | 100%
          100 %      | 100 % sure                       | 100 %
          100 %      | 100% sure                        | 100%
          €50        | €50 each                         | €50
          +49        | call +49 30 1                    | +49
          c++~builder | C++Builder                      | C++Builder
          c++~builder | C++ Builder                     | C++ Builder
          St. Gallen | nach St. Gallen                  | St. Gallen
          St. Gallen | nach St Gallen                   | St Gallen
          Dr. med. Kim | Frau Dr. med. Kim              | Dr. med. Kim
          node.js    | in Node.js                       | Node.js
          node.js    | in node js                       | node js
          24/7       | 24/7 support                     | 24/7
          24/7       | 24-7 support                     | 24-7
          O'Brien    | Mr O’Brien                       | O’Brien
          e-mail     | by E-Mail                        | E-Mail
          naïve      | a nai\u0308ve idea               | nai\u0308ve
          ＳＳＯ      | with SSO                         | SSO
          how much?  | how much is it                   | how much
          "sso"      | sso                              | sso
          Acme Inc.  | Acme Inc has                     | Acme Inc
          100 %      | 100   % sure                     | 100   %
          “sso” login | sso login                       | sso login
          one – two  | one two                          | one two
          # leads    | #leads and more                  | #leads
          # leads    | see #  leads                     | #  leads
          C ++       | C++                              | C++
          a→b        | from A → B                       | A → B
          ×2         | it is ×2 now                     | ×2
          ★★★ hotel  | a ★★★ Hotel                      | ★★★ Hotel
          Acme®      | with Acme®, Inc                  | Acme®
          ％５       | just %5                          | %5
          a*b        | a*b                              | a*b
          a\\b       | in a\\b                           | a\\b
          x=1        | (x=1)                            | x=1
          c++~c#     | c++ c#                           | c++ c#
          x#~#y      | x##y                             | x##y
          """)
  void a_phrase_with_symbols_is_found_as_it_is_written(String phrase, String text, String words) {
    assertEquals(List.of(words), found(Phrase.of(phrase), text));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
          c++        | vitamin C, C+, c + +, C+++, C++11, C
          c#         | C, C ##, C#7, C##
          .net       | net, example.net, ASP.NET, ...net, . net
          .net core  | net core, asp.net core
          AT&T       | look at t-shirts, at/t, AT+T, AT&&T
          R&D        | R D, r-d, R. D, R+D
          #leads     | leads, x#leads, ##leads
          @acme      | kim@acme, acme
          $100       | 100, US$100, $1000
          100%       | 100, 100 %, 100%x
          100 %      | 100, 100 $
          +49        | 49, 1+49
          c++~builder | c builder, cbuilder, c+builder
          St. Gallen office | in St. Gallen. Office hours
          node.js    | node. JS is
          e-mail     | email
          naïve      | naive
          O'Brien    | OBrien
          # leads    | leads, ## leads, x# leads
          a→b        | a b, a ← b, a-b
          ×2         | 2, ××2, 3×2
          ★★★ hotel  | hotel, ★★ hotel, ★★★★ hotel
          Acme®      | Acme, Acme©, Acme®®, Acme®x
          a*b        | a b, ab, a**b
          x#~#y      | x#y, xy, x # y
          """)
  void and_not_where_the_symbols_are_others(String phrase, String text) {
    assertEquals(List.of(), found(Phrase.of(phrase), text));
  }

  @Test
  void a_plain_phrase_is_found_beside_any_symbol() {
    assertEquals(List.of("C"), found(Phrase.of("c"), "C++"));
    assertEquals(List.of("at&t"), found(Phrase.of("at t"), "at&t"));
  }

  @Test
  void capitals_and_boundaries_are_told_beside_symbols() {
    Phrase exact = Phrase.of("R&D", new MatchOptions(Case.EXACT, Across.NOTHING, Boundary.WORD));
    assertEquals(List.of("R&D"), found(exact, "r&d or R&D"));
    Phrase anywhere = Phrase.of("登录+", new MatchOptions(Case.ANY, Across.NOTHING, Boundary.NONE));
    assertEquals(List.of("登录+"), found(anywhere, "单点登录+身份"));
    assertEquals(List.of(), found(anywhere, "单点登录身份"));
    Phrase two = Phrase.of("登录 系统", new MatchOptions(Case.ANY, Across.NOTHING, Boundary.NONE));
    assertEquals(List.of("登录 系统"), found(two, "单点登录 系统身份"));
    assertEquals(List.of(), found(two, "单点登录。系统身份"), "a sentence ends within");
  }

  /** The place of a phrase is made of whole characters of the text, also where one of them folds to several. */
  @Test
  void a_phrase_that_begins_or_ends_within_a_character_has_all_of_it() {
    MatchOptions anywhere = new MatchOptions(Case.ANY, Across.NOTHING, Boundary.NONE);
    assertEquals(List.of("\uFB01le+"), found(Phrase.of("ile+", anywhere), "profile \uFB01le+"));
    assertEquals(List.of(), found(Phrase.of("ile+", anywhere), "\uFB01le-"));
    assertEquals(List.of("+pro\uFB01"), found(Phrase.of("+prof", anywhere), "a +pro\uFB01le"));
    assertEquals(List.of(), found(Phrase.of("+prof", anywhere), "a -pro\uFB01le"));
    assertEquals(
        List.of("\uFB01le+x"), found(Phrase.of("ile+x", anywhere), "\uFB01le+xy \uFB01le-x"));
  }

  @Test
  void a_sentence_ends_within_a_phrase_only_where_it_may() {
    MatchOptions over = new MatchOptions(Case.ANY, Across.SENTENCE, Boundary.WORD);
    assertEquals(List.of("c#. Java"), found(Phrase.of("c# java", over), "in c#. Java is"));
    assertEquals(List.of(), found(Phrase.of("c# java"), "in c#. Java is"));
    assertEquals(List.of("c# Java"), found(Phrase.of("c# java"), "in c# Java is"));
    assertEquals(List.of(), found(Phrase.of("St. Gallen office"), "St. Gallen. Office"));
    assertEquals(
        List.of("St. Gallen. Office"),
        found(Phrase.of("St. Gallen office", over), "St. Gallen. Office"));
  }

  @Test
  void one_phrase_implies_another_only_where_that_is_found_too() {
    assertEquals(true, Phrase.of("c++").implies(Phrase.of("c")));
    assertEquals(false, Phrase.of("c").implies(Phrase.of("c++")));
    assertEquals(false, Phrase.of("c++ developer").implies(Phrase.of("c#")));
    assertEquals(false, Phrase.of("St. Gallen").implies(Phrase.of("st gallen")));
    assertEquals(true, Phrase.of("st gallen").implies(Phrase.of("gallen")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          ++
          .
          c++~+
          ~sso
          a~b~c~d~e~f~g~h
          """)
  void what_has_no_word_is_not_a_phrase(String text) {
    assertEquals(List.of(), Phrase.of(text).variants());
  }
}
