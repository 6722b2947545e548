// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signed and encrypted text (RFC 9580 §7): names in braces represent armour lines, a slash represents a line break. */
class PgpArmourTest {

  private static String lines(String text) {
    return text.replace("{signed}", "-----BEGIN PGP SIGNED MESSAGE-----")
        .replace("{signature}", "-----BEGIN PGP SIGNATURE-----")
        .replace("{end}", "-----END PGP SIGNATURE-----")
        .replace("{message}", "-----BEGIN PGP MESSAGE-----")
        .replace('/', '\n');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/ | text/",
        "{signed}/Hash: x//text/{signature}/x/{end}/ | text/",
        "a/{signed}/Hash: x/ /text/{signature}/x/{end}/b/ | a/text/b/",
        "a/{signed}//one- two/- -----three/-four/{signature}/x/{end}/b/ | a/one- two/-----three/-four/b/",
        "{signed}//one/{signature}/x/{end}/b/{signed}//two/{signature}/x/{end} | one/b/two/",
        "{signed}/text/{signature}/x/{end}/ | text/",
        "{signed}//{signature}/x/{end}/ | ``",
        "{signed}//text/{signature}/x/ | {signed}//text/{signature}/x/",
        "{signed}//text/ | {signed}//text/",
        "a{signed}//text/{signature}/x/{end}/ | a{signed}//text/{signature}/x/{end}/",
        "a{signed}//b/{signed}//text/{signature}/x/{end}/ | a{signed}//b/text/",
        "{signed}//text {signature}/more/{signature}/x/{end}/ | text {signature}/more/",
      })
  void signed_text_is_kept_without_its_armour(String text, String plain) {
    assertEquals(lines(plain), PgpArmour.removed(lines(text)));
  }

  @Test
  void a_text_is_encrypted_if_it_has_the_armour_line() {
    assertTrue(PgpArmour.isEncrypted(lines("{message}/x/")));
    assertTrue(PgpArmour.isEncrypted(lines("a/{message}/x/")));
    assertFalse(PgpArmour.isEncrypted(lines("a {message}/x/")));
    assertFalse(PgpArmour.isEncrypted(lines("{signed}//x/")));
    assertFalse(PgpArmour.isEncrypted(lines("text/")));
  }
}
