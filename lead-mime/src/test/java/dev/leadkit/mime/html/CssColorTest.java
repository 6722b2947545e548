// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CssColorTest {

  static String shown(int color) {
    return switch (color) {
      case CssColor.TRANSPARENT -> "transparent";
      case CssColor.UNKNOWN -> "unknown";
      case CssColor.INVALID -> "invalid";
      default -> String.format(Locale.ROOT, "%06x", color);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "#fff | ffffff",
        "#a1B | aa11bb",
        "#102030 | 102030",
        "#1020300 | unknown",
        "#1 | unknown",
        "#12 | unknown",
        "#12345 | unknown",
        "#a1b0 | transparent",
        "#a1bf | aa11bb",
        "#10203000 | transparent",
        "#10203001 | 102030",
        "#ggg | unknown",
        "#１２３ | unknown",
        "rgb(1, 2, 3) | 010203",
        "RGB(1 2 3) | 010203",
        "rgb(0,0,0) | 000000",
        "rgb(9,99,300) | 0963ff",
        "rgb(1.9, 2.1, 3) | 010203",
        "rgb(1,2) | unknown",
        "rgb(10%, 2, 3) | unknown",
        "rgba(1, 2, 3, 0) | transparent",
        "rgba(1, 2, 3, 0.0) | transparent",
        "rgba(1, 2, 3, .5) | 010203",
        "rgba(1, 2, 3, 1) | 010203",
        "rgb(1 2 3 / 0%) | transparent",
        "rgb(1 2 3 / 50%) | 010203",
        "rgb(123456789, 2, 3) | unknown",
        "rgb(12345678, 2, 3) | ff0203",
        "rgb | unknown",
        "rgb( | unknown",
        "white | ffffff",
        "White | ffffff",
        "navy | 000080",
        "transparent | transparent",
        "inherit | invalid",
        "unset | invalid",
        "`` | invalid",
        "reddish | unknown",
        "averyveryverylongcolorname | unknown",
      })
  void a_color_is_read_in_each_form(String css, String expected) {
    String text = "x" + css + "0";
    assertEquals(expected, shown(CssColor.of(text, 1, 1 + css.length())));
  }

  @ParameterizedTest
  @CsvSource({
    "ffffff, ffffff",
    "102030, 102030",
    "#102030, 102030",
    "red, ff0000",
    "fff, unknown",
    "indigo, unknown",
    "inherit, invalid"
  })
  void an_attribute_of_html_may_lack_the_sign(String value, String expected) {
    assertEquals(expected, shown(CssColor.ofAttribute(value, 0, value.length())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | transparent",
        "#fff | ffffff",
        "#fff url(x) | unknown",
        "#fff no-repeat | ffffff",
        "url(x) #fff | unknown",
        "rgb(1, 2, 3) | 010203",
        "rgb(1, 2, 3) url(x) | unknown",
        "rgb(1, 2, 3 | 010203",
        "linear-gradient(#fff, #000) | unknown",
        "inherit | invalid",
      })
  void a_background_is_a_color_only_if_its_value_is_one_color(String css, String expected) {
    String text = "x" + css + ")";
    assertEquals(expected, shown(CssColor.ofBackground(text, 1, 1 + css.length())));
  }

  @ParameterizedTest
  @CsvSource({
    "000000, 000000, true",
    "000000, 040404, true",
    "040404, 000000, true",
    "000000, 050000, false",
    "000000, 000500, false",
    "000000, 000005, false",
    "050000, 000000, false",
    "000500, 000000, false",
    "000005, 000000, false",
    "ff0000, 00ff00, false",
    "fffefd, ffffff, true"
  })
  void colors_that_differ_by_up_to_four_steps_look_the_same(
      String one, String other, boolean same) {
    assertEquals(same, CssColor.isSame(Integer.parseInt(one, 16), Integer.parseInt(other, 16)));
    assertEquals(false, CssColor.isSame(CssColor.TRANSPARENT, CssColor.TRANSPARENT));
    assertEquals(false, CssColor.isSame(0, CssColor.UNKNOWN), "an unknown color hides nothing");
    assertEquals(false, CssColor.isSame(CssColor.UNKNOWN, 0), "an unknown color hides nothing");
  }
}
