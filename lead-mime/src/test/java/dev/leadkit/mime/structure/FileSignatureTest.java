// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSignatureTest {

  private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

  /** PK represents the four octets before each entry of a ZIP file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "PKa.txt | application/zip",
        "PKMETA-INF/MANIFEST.MF | application/java-archive",
        "PK[Content_Types].xml PKword/document.xml | OFFICEwordprocessingml.document",
        "PK[Content_Types].xml PKxl/workbook.xml | OFFICEspreadsheetml.sheet",
        "PK[Content_Types].xml PKppt/slides.xml | OFFICEpresentationml.presentation",
        "PK[Content_Types].xml PKa.txt | application/zip",
        "PKword/document.xml | application/zip",
        "PKmimetypeapplication/vnd.oasis.opendocument.textPKcontent.xml | application/vnd.oasis.opendocument.text",
        "PKmimetypeapplication/epub+zipPKa | application/epub+zip",
        "PKmimetypeapplication/x-a09zPKa | application/x-a09z",
        "PKmimetypeapplication/x-a09z | application/x-a09z",
        "PKmimetypeapplication/aZb | application/a",
        "PKmimetypeapplication/a`b | application/a",
        "PKmimetypeapplication/a{b | application/a",
        "PKmimetypeapplication/a,b | application/a",
        "PKmimetypeapplication/a:bPKc | application/a",
        "RIFF0123WEBPVP8 | image/webp",
        "RIFF0123WAVEfmt | audio/x-wav",
        "0123ftypheic | image/heic",
        "0123ftypisom | video/mp4",
        "0123ftyq | ''",
        "%PDF | ''",
        "%PDF- | application/pdf",
      })
  void the_first_octets_show_the_type(String start, String type) {
    String octets = start.replace("PK", "PK\u0003\u0004");
    byte[] bytes = ("." + octets).getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        type.replace("OFFICE", OFFICE),
        FileSignature.detect(new ByteRange(bytes, 1, bytes.length)));
  }
}
