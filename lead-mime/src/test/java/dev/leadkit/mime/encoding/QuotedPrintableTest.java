// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quoted-printable by the letter of RFC 2045 §6.7 and damaged. In the rows R is a CR, N a line feed, _ a blank and T a tab. */
class QuotedPrintableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | `` | 0",
        "abc | abc | 0",
        "=41=42 | AB | 0",
        "=e4=E4=00=ff | ää\u0000ÿ | 0",
        "a=RNb | ab | 0",
        "a=Nb | ab | 0",
        "a=_TRNb | ab | 0",
        "a=_TNb | ab | 0",
        "a=__ | a | 0",
        "a=R | a | 0",
        "a= | a | 0",
        "a_TRNb | aRNb | 0",
        "a_TNb | aNb | 0",
        "a_T | a_T | 0",
        "a_R | aR | 0",
        "a_Rb | a_Rb | 0",
        "=20_RN | =20RN | 0",
        "=20RN | =20RN | 0",
        "a=3D_N | a=3DN | 0",
        "_RNb | RNb | 0",
        "a_N_Nb | aNNb | 0",
        "a=RNb_RNc | abRNc | 0",
        "a=zz | a=3Dzz | 1",
        "=4 | =3D4 | 1",
        "=4z=z4 | =3D4z=3Dz4 | 2",
        "=:4=4: | =3D:4=3D4: | 2",
        "a=_b | a=3D_b | 1",
        "a=Rb | a=3DRb | 1",
        "=== | =3D=3D | 2",
      })
  void octets_are_decoded_at_any_position_of_a_text(String written, String expected, int strays) {
    for (int before = 0; before < 18; before++) {
      for (int after : new int[] {0, 1, 9}) {
        String text = marks(written);
        if (after > 0
            && (text.endsWith("=")
                || text.endsWith("\r")
                || text.endsWith(" ")
                || text.endsWith("\t"))) {
          continue; // is at the end of the text
        }
        String plain = "a".repeat(before);
        String tail = after == 0 ? "" : "\n" + "b".repeat(after);
        if (after > 0 && !text.isEmpty() && text.endsWith("=4")) {
          continue;
        }
        String what = marks(expected.replace("=20", "\u0001").replace("=3D", "\u0002"))
            .replace('\u0001', ' ')
            .replace('\u0002', '=');
        for (String behind : List.of("", "2=", "\n")) {
          byte[] bytes =
              ("=4" + plain + text + tail + behind).getBytes(StandardCharsets.ISO_8859_1);
          QuotedPrintable decoder = new QuotedPrintable();
          ByteRange decoded =
              decoder.decode(new ByteRange(bytes, 2, bytes.length - behind.length()));
          assertEquals(
              plain + what + tail, ByteRange.ascii(decoded.bytes, decoded.from, decoded.to));
          assertEquals(strays, decoder.strays(), "equals signs that encode nothing in " + written);
        }
      }
    }
  }

  /** More blanks are not a soft break, so that the time for many equals signs before many blanks stays linear. */
  @Test
  void at_most_eighty_blanks_are_between_an_equals_sign_and_the_end_of_its_line() {
    for (int blanks : new int[] {79, 80, 81}) {
      byte[] line = ("a=" + " ".repeat(blanks) + "\nb").getBytes(StandardCharsets.US_ASCII);
      ByteRange decoded = new QuotedPrintable().decode(new ByteRange(line, 0, line.length));
      assertEquals(
          blanks <= 80 ? "ab" : "a=\nb",
          ByteRange.ascii(decoded.bytes, 0, decoded.to),
          blanks + " blanks");
    }
  }

  private static String marks(String text) {
    return text.replace('R', '\r').replace('N', '\n').replace('_', ' ').replace('T', '\t');
  }
}
