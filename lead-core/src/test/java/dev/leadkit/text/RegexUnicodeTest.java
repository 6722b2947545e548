// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.text.MatchOptions.Case;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes and word boundaries are those of Unicode, on every Java. */
class RegexUnicodeTest {

  private static String found(String regex, String text) throws RegexSyntaxException {
    int[] place = Regex.of(regex, Case.ANY).find(text);
    return place == null ? "" : text.substring(place[0], place[1]);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
          \\bähnlich\\b   | sehr Ähnlich.       | Ähnlich
          \\bcaf\\b       | café                | ^^
          \\bcafé\\b      | café.               | café
          \\bcafe\\b      | cafe\u0301          | ^^
          \\büber\\b      | darüber             | ^^
          \\bдом\\b       | мой Дом             | Дом
          \\bдом\\b       | домой               | ^^
          \\b登录\\b      | 登录 ok             | 登录
          \\b登录\\b      | 单点登录            | ^^
          \\B登录         | 单点登录            | 登录
          \\w+           | «Müller-Lüdenscheid» | Müller
          \\W            | Müller              | ^^
          \\w            | 𝐀           | 𝐀
          \\bx\\b         | 𝐀x          | ^^
          \\d{3}         | ٣٤٥                 | ٣٤٥
          \\D            | ٣                   | ^^
          a\\sb          | a\u00A0b            | a\u00A0b
          a\\sb          | a\u3000b            | a\u3000b
          a\\Sb          | a\u2028b            | ^^
          [\\w]+         | Ünal                | Ünal
          [^\\s]+        | \u00A0x\u2003       | x
          straße         | STRAßE              | STRAßE
          ÄRGER          | ärger               | ärger
          [à-ö]+         | ÀÖ                  | ÀÖ
          (?i)Größe      | grÖSSE grÖße        | grÖße
          foo_bar\\b     | foo_bar             | foo_bar
          \\bfoo\\b       | foo‿bar             | ^^
          """)
  void a_class_or_boundary_is_that_of_unicode(String regex, String text, String words)
      throws RegexSyntaxException {
    assertEquals(words, found(regex.replace("\\\\", "\\"), text));
  }

  @Test
  void any_case_can_be_written_and_contradicts_exact() throws RegexSyntaxException {
    assertNotNull(Regex.of("(?i)sso", Case.ANY).find("SSO"));
    assertNull(Regex.of("sso", Case.EXACT).find("SSO"));
    assertThrows(RegexSyntaxException.class, () -> Regex.of("(?i)sso", Case.EXACT));
    assertThrows(RegexSyntaxException.class, () -> Regex.of("a(?i)sso", Case.ANY));
  }

  @Test
  @Tag("slow")
  void a_class_has_the_characters_that_java_gives_it_with_unicode_classes() {
    assertClasses(1);
  }

  @Test
  void a_class_has_the_characters_that_java_gives_it_with_unicode_classes_in_a_sample() {
    assertClasses(131);
  }

  /** Each of the first 2048 characters, and a sample of the others. */
  private static void assertClasses(int step) {
    Pattern word = Pattern.compile("\\w", Pattern.UNICODE_CHARACTER_CLASS);
    Pattern digit = Pattern.compile("\\d", Pattern.UNICODE_CHARACTER_CLASS);
    CharClass notWord = CharClass.WORD.negated();
    Pattern space = Pattern.compile("\\s", Pattern.UNICODE_CHARACTER_CLASS);
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 2048 ? 1 : step) {
      if (c >= 0xD800 && c <= 0xDFFF) {
        continue;
      }
      String text = Character.toString(c);
      assertEquals(word.matcher(text).matches(), CharClass.WORD.contains(c), "\\w " + c);
      assertEquals(word.matcher(text).matches(), CharClass.isWord(c), "\\b beside " + c);
      assertEquals(!word.matcher(text).matches(), notWord.contains(c), "\\W " + c);
      assertEquals(digit.matcher(text).matches(), CharClass.DIGIT.contains(c), "\\d " + c);
      assertEquals(space.matcher(text).matches(), CharClass.SPACE.contains(c), "\\s " + c);
    }
  }
}
