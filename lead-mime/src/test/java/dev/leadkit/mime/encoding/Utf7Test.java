// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UTF-7 (RFC 2152), with the examples of its §Examples. */
class Utf7Test {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | abc",
        "A+ImIDkQ. | A\u2262\u0391.",
        "Hi Mom -+Jjo--! | Hi Mom -\u263A-!",
        "+ZeVnLIqe- | \u65E5\u672C\u8A9E",
        "+ZeVnLIqe | \u65E5\u672C\u8A9E",
        "Item 3 is +AKM-1. | Item 3 is \u00A31.",
        "1 +- 1 | 1 + 1",
        "+- | +",
        "+ | +",
        "a+ b | a+ b",
        "+~ | +~",
        "+\u00E4 | +\u00E4",
        "+2D3cgA- | \uD83D\uDC80",
        "+2D0-a | ?a",
        "+AKM\u00E4 | \u00A3\u00E4",
        "+AKMA | \u00A3",
      })
  void text_is_decoded(String written, String text) {
    for (String after : List.of("", "-", "A")) {
      byte[] octets = (".." + written + after).getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(
          text, Utf7.decode(new ByteRange(octets, 2, octets.length - after.length())), written);
    }
  }
}
