// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A declared file name is made safe to show and to store (Unicode TR 36 §2.10). */
class FilenameTest {

  @ParameterizedTest
  @CsvSource({
    "offer.pdf, offer.pdf",
    "a/b\\c.pdf, c.pdf",
    "a\\b/c.pdf, c.pdf",
    "/c.pdf, c.pdf",
    "c/, ''",
    "a<b>c:d\"e|f?g*h, a_b_c_d_e_f_g_h",
    "' a b ', a b",
    "a. ., a",
    "..., ''",
    ".a, .a",
    "'', ''",
  })
  void a_path_and_reserved_characters_are_removed(String declared, String safe) {
    assertEquals(safe, Filename.safe(declared));
  }

  /** Both ends of each range of controls, separators and characters without width or direction. */
  @ParameterizedTest
  @ValueSource(
      chars = {
        '\u0000', '\u001F', '\u007F', '\u009F', '\u061C', '\u200B', '\u200F', '\u2028', '\u202E',
        '\u2060', '\u206F', '\uFEFF'
      })
  void characters_that_hide_or_reorder_text_are_removed(char hidden) {
    assertEquals("ab", Filename.safe("a" + hidden + "b"), Integer.toHexString(hidden));
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\u0020', '\u007E', '\u00A0', '\u061B', '\u061D', '\u200A', '\u2010', '\u2027', '\u202F',
        '\u205F', '\u2070', '\uFEFE'
      })
  void neighbours_of_invisible_characters_are_kept(char shown) {
    assertEquals("a" + shown + "b", Filename.safe("a" + shown + "b"), Integer.toHexString(shown));
  }

  @Test
  void a_name_of_more_than_200_characters_is_cut_before_its_extension() {
    String x = "x".repeat(300);
    assertEquals(x.substring(0, 200), Filename.safe(x.substring(0, 200)));
    assertEquals(x.substring(0, 200), Filename.safe(x.substring(0, 201)));
    assertEquals(x.substring(0, 196) + ".pdf", Filename.safe(x.substring(0, 196) + ".pdf"));
    assertEquals(x.substring(0, 196) + ".pdf", Filename.safe(x.substring(0, 197) + ".pdf"));
    String longest = "." + "e".repeat(15);
    assertEquals(x.substring(0, 184) + longest, Filename.safe(x + longest));
    assertEquals(x.substring(0, 200), Filename.safe(x + longest + "e"), "this is not an extension");
    assertEquals(
        "." + x.substring(0, 199),
        Filename.safe("." + x),
        "a dot at the start begins no extension");
  }

  @Test
  void a_cut_never_leaves_half_a_character() {
    String x = "x".repeat(195);
    assertEquals(x + ".pdf", Filename.safe(x + "\uD83D\uDCCE\uD83D\uDCCE.pdf"));
    assertEquals(
        x.substring(1) + "\uD83D\uDCCE.pdf",
        Filename.safe(x.substring(1) + "\uD83D\uDCCE\uD83D\uDCCE.pdf"));
  }
}
