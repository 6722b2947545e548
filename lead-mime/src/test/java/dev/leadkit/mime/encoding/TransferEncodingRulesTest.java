// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of transfer encodings (RFC 2045 §6.1) and what is done with damaged content. */
class TransferEncodingRulesTest {

  private final Defects defects = new Defects();

  private String decoded(TransferEncoding encoding, String text) {
    byte[] around = ("##" + text + "##").getBytes(StandardCharsets.ISO_8859_1);
    ByteRange decoded = encoding.decode(new ByteRange(around, 2, around.length - 2), defects);
    return new String(Octets.of(decoded), StandardCharsets.ISO_8859_1);
  }

  private String found() {
    return String.join(
        "; ",
        defects.list().stream()
            .map(defect -> defect.code() + " " + defect.detail())
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BASE64 | base64",
        "BASE64 | ' \"BASE64\" '",
        "BASE64 | 'base64; x=y'",
        "BASE64 | 'base64(comment)'",
        "BASE64 | 'base64, 7bit'",
        "BASE64 | 'base64 7bit'",
        "QUOTED_PRINTABLE | Quoted-Printable",
        "QUOTED_PRINTABLE | '\t\"q\"'",
        "UUENCODE | x-uue",
        "YENC | x-yenc",
        "BINHEX | mac-binhex40",
        "IDENTITY | 7bit",
        "IDENTITY | ''",
        "IDENTITY | ' '",
        "IDENTITY | '\"\"'",
      })
  void a_field_names_its_encoding_whatever_is_around_it(TransferEncoding encoding, String field) {
    assertEquals(encoding, TransferEncoding.of(field, defects, 0));
    assertEquals("", found());
  }

  @Test
  void an_unknown_name_leaves_the_content_as_it_is_and_is_reported() {
    assertEquals(TransferEncoding.IDENTITY, TransferEncoding.of("base128", defects, 7));
    assertTrue(found().startsWith("UNKNOWN_ENCODING"), found());
    var range = new ByteRange(new byte[] {1, 2}, 0, 2);
    assertSame(range, TransferEncoding.IDENTITY.decode(range, defects));
  }

  @Test
  void foreign_characters_are_passed_over_and_counted() {
    assertEquals("abc", decoded(TransferEncoding.BASE64, "YW*J!j"));
    assertEquals("DAMAGED_ENCODING base64: 2 characters passed over", found());
  }

  @Test
  void equals_signs_that_encode_nothing_are_counted() {
    assertEquals("a=Xb=", decoded(TransferEncoding.QUOTED_PRINTABLE, "a=Xb=3D"));
    assertTrue(found().contains("quoted-printable: 1 equals signs"), found());
  }

  /** The text of the manual page: "cat" and one more line of 45 octets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'begin 644 a\n#8V%T\n`\nend\n' | cat",
        "'begin 644 a\r\n#8V%T\r\n \r\nend' | cat",
        "'a word before\nbegin 644 a\n#8V%T\nend\n#8V%T\n' | cat",
        "'BEGIN 644 a\n#8V%T\nEND' | cat",
        "'begin 644 a\n!8P``\n\"8V$`\n#8V%T\n`\nend' | ccacat",
        "'begin 644 a\n`\nend' | ''",
      })
  void uuencode_is_decoded_from_its_begin_to_its_end(String text, String content) {
    assertEquals(content, decoded(TransferEncoding.UUENCODE, text));
    assertEquals("", found());
  }

  @Test
  void uuencode_without_an_end_gives_what_there_is() {
    assertEquals("catca", decoded(TransferEncoding.UUENCODE, "begin 644 a\n#8V%T\n#8V$"));
    assertEquals("DAMAGED_ENCODING uuencode: there is no end line", found());
  }

  @Test
  void uuencode_without_content_is_empty() {
    assertEquals("", decoded(TransferEncoding.UUENCODE, "begin 644 a"));
    assertEquals("DAMAGED_ENCODING uuencode: there is no end line", found());
  }

  @Test
  void content_without_a_beginning_stays_as_it_is() {
    assertEquals("no file\n#8V%T", decoded(TransferEncoding.UUENCODE, "no file\n#8V%T"));
    assertEquals("DAMAGED_ENCODING uuencode: there is no begin line", found());
  }

  @Test
  void content_without_a_file_stays_as_it_is() {
    assertEquals("no file", decoded(TransferEncoding.YENC, "no file"));
    assertEquals("DAMAGED_ENCODING there is no file of this encoding", found());
  }

  @Test
  void the_head_of_a_content_is_at_most_as_long_as_wanted() {
    byte[] base64 = "YWJjZGVmZ2hpamts".getBytes(StandardCharsets.US_ASCII);
    ByteRange head = TransferEncoding.BASE64.head(new ByteRange(base64, 0, base64.length), 5);
    assertEquals("abcde", new String(Octets.of(head), StandardCharsets.US_ASCII));
    byte[] plain = "abcdefghijkl".getBytes(StandardCharsets.US_ASCII);
    for (TransferEncoding encoding :
        new TransferEncoding[] {TransferEncoding.IDENTITY, TransferEncoding.QUOTED_PRINTABLE}) {
      ByteRange start = encoding.head(new ByteRange(plain.clone(), 0, plain.length), 5);
      assertEquals("abcde", new String(Octets.of(start), StandardCharsets.US_ASCII));
    }
  }
}
