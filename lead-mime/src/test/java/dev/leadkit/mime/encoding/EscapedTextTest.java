// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Character sets of seven bits known by their escape sequences (ISO 2022). In the rows ^ is the escape character. */
class EscapedTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "^$B8+@Q^(B | ISO-2022-JP",
        "a ^$B8+@Q^(B b | ISO-2022-JP",
        "^$@8+@Q^(B | ISO-2022-JP",
        "^[1m ^$B8+@Q8+@Q8+@Q^(B | ISO-2022-JP",
        "^$B8+ | ISO-2022-JP",
        "^$(D0!0$^(B | ISO-2022-JP-2",
        "^$(Babc | none",
        "^$)D0! | none",
        "^$)G\u000EDC\u000F | x-ISO-2022-CN-GB",
        "^$B^(Babc | none",
        "^$)C\u000E0!\u000F | ISO-2022-KR",
        "^$)A\u000E0!\u000F | x-ISO-2022-CN-GB",
        "abc | none",
        "^[1m | none",
        "^B8+ | none",
        "$B8+ | none",
        "^$ 50 | none",
        "^$C8+ | none",
        "^$)B8+ | none",
        "^$(C8+ | none",
        "^$ | none",
        "^$B | none",
        "^$) | none",
        "^ | none",
        "^$Babc | none",
        "^$B8+~~^(B | none",
      })
  void a_text_is_of_the_charset_that_it_escapes_to(String written, @Nullable String charset) {
    for (String after : List.of("", "^$B8+", "C")) {
      byte[] octets =
          ("." + written + after).replace('^', '\u001B').getBytes(StandardCharsets.US_ASCII);
      Charset found = EscapedText.charset(octets, 1, octets.length - after.length());
      assertEquals(charset, found == null ? null : found.name(), written);
    }
  }
}
