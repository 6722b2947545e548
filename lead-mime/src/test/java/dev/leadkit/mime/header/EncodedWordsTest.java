// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.mime.scan.Defects;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedWordsTest {

  private static String decode(String text) {
    return EncodedWords.decode(text, new Defects(), -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain",
        "=?utf-8?q?a_b=3D?= | a b=",
        "=?UTF-8?B?R3LDvMOfZQ==?= | Grüße",
        "=?iso-8859-1?Q?Gr=FC=DFe?= | Grüße",
        "=?utf-8*de?q?Gr=C3=BC=C3=9Fe?= | Grüße",
        "=?utf-8?q?a?= =?utf-8?q?b?= | ab",
        "=?utf-8?q?a?= x =?utf-8?q?b?= | a x b",
        "V=?utf-8?q?=C3=BC?=x | Vüx",
        "=?utf-8?q?=E4=BE?= =?UTF8?b?oQ==?= | 価",
        "=?utf-8?q?a b?= | a b",
        "=?utf-8?q?what?s up?= | what?s up",
        "=?utf-8?b?R3LDvA | =?utf-8?b?R3LDvA",
        "=?? =?x =?utf-8?x?a?= | =?? =?x =?utf-8?x?a?=",
        "=?utf-8?q?=zz=4?= | =zz=4",
        "=?utf-8?q??= | ``",
        "=?gb2312?B?vNu48Q==?= | 价格",
        "=?iso-2022-jp?B?GyRCMkEbKEI=?= =?iso-2022-jp?B?GyRCM0obKEI=?= | 価格",
        "=?x-unheard-of?q?Gr=C3=BC?= | Grü",
      })
  void words_in_each_form(String text, String expected) {
    assertEquals(expected, decode(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=?utf-8?b?QUI=?= | AB |",
        "=?utf-8?b?QQ==?= | A |",
        "=?utf-8?b?QU I=?= | AB |",
        "=?utf-8?b?QQ==QUI=?= | AAB |",
        "=?utf-8?b?QQ=QUI=?= | AAB |",
        "=?iso-8859-1?q?=FF=ff=40=50?= | ÿÿ@P |",
        "=?utf-8?q?What??= | What? |",
        "=?utf-8?q?a??b?= | a??b |",
        "=?utf-8?b?QEFA?= | @A@ |",
        "=?utf-8?q?a=00b?= | a\u0000b |",
        "=?*de?q?=C3=BC?= | ü | UNDECLARED_CHARSET",
        "=?utf-8?q?=C3=BC?= =?iso-8859-1?q?=FC?= | üü |",
        "=?utf-8?q??= | `` |",
        "=?x-unheard-of?q??= | `` |",
        "=?x-unheard-of?q?a?= | a | UNKNOWN_CHARSET",
        "=?utf-8?q?a?= =?iso-8859-1?q?=FC?= | aü |",
        "=?utf-8?q?=C3?= =?UTF8*de?q?=BC?= | ü |",
        "x =?utf-8?q?a?= | x a |",
        "=?utf-8?q?a?= x | a x |",
      })
  void a_word_that_conforms_to_the_standard_is_not_a_defect(
      String text, String expected, Code code) {
    check(text, expected, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=??q?a?= | =??q?a?=",
        "=?utf-8 | =?utf-8",
        "=?utf-8? | =?utf-8?",
        "=?utf-8?q | =?utf-8?q",
        "=?utf-8?q? | =?utf-8?q?",
        "=?utf-8?q?a | =?utf-8?q?a",
        "=?utf-8?q?a? | =?utf-8?q?a?",
        "=?utf-8?qa?a?= | =?utf-8?qa?a?=",
        "=?utf-8?q?what? up?= | =?utf-8?q?what? up?=",
        "=?utf-8?q?a=?b?= | =?utf-8?q?a=?b?=",
        "=?utf-8?b?Q?Q=?= | =?utf-8?b?Q?Q=?=",
        "=?utf-8?q?a =?utf-8?q?b?= | =?utf-8?q?a b",
        "=?utf-8?b?QU!I=?= | AB",
        "=?utf-8?b?QUü=?= | A",
        "=?utf-8?b?QU\u0080I=?= | AB",
        "=?utf-8?q?=?= | =",
        "=?utf-8?q?=4?= | =4",
        "=?utf-8?q?=4g?= | =4g",
        "=?utf-8?q?=g4?= | =g4",
        "=?utf-8?q?=４=4４?= | =４=4４",
        "=?utf-8?q?=C3=BCü=C3=BC?= | üüü",
        "=?utf-8?q?a\u0080?= | a\u0080",
      })
  void damage_loses_only_the_damaged_part_and_is_a_defect(String text, String expected) {
    Defects defects = new Defects();
    assertEquals(expected, EncodedWords.decode(text, defects, 7));
    assertTrue(
        defects.has(Code.MALFORMED_WORD, 7), text + " must be reported where its field begins");
  }

  @Test
  void a_charset_has_a_name_of_up_to_60_characters() {
    check("=?" + "x".repeat(60) + "?q?a?=", "a", Code.UNKNOWN_CHARSET);
    String longer = "=?" + "x".repeat(61) + "?q?a?=";
    check(longer, longer, Code.MALFORMED_WORD);
  }

  @Test
  void words_of_any_length_are_decoded_together() {
    for (int length = 100; length < 140; length++) {
      check("=?utf-8?q?" + "a".repeat(length) + "?=", "a".repeat(length), null);
      String words = "=?utf-8?q?" + "a".repeat(length) + "=C3?= =?utf-8?q?=BC?=";
      check(words, "a".repeat(length) + "ü", null);
    }
  }

  private static void check(String text, String expected, @Nullable Code code) {
    Defects defects = new Defects();
    assertEquals(expected, EncodedWords.decode(text, defects, 7), text);
    assertEquals(
        code == null ? List.of() : List.of(code),
        defects.list().stream().map(Defect::code).toList(),
        "the defects of " + text);
  }

  @Test
  void many_closed_and_unclosed_words_are_read_in_linear_time() {
    int words = 20_000;
    assertEquals("a".repeat(words), decode("=?utf-8?q?a?= ".repeat(words)).strip());
    String open = "=?utf-8?b?QQ ".repeat(words);
    assertEquals(open, decode(open));
    String half = "=?".repeat(words);
    assertEquals(half, decode(half));
  }
}
