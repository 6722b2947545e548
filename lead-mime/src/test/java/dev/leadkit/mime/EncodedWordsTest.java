// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

  @Test
  void many_words_and_many_that_never_end_cost_their_length() {
    int words = 20_000;
    assertEquals("a".repeat(words), decode("=?utf-8?q?a?= ".repeat(words)).strip());
    String open = "=?utf-8?b?QQ ".repeat(words);
    assertEquals(open, decode(open));
    String half = "=?".repeat(words);
    assertEquals(half, decode(half));
  }
}
