// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferEncodingTest {

  private static Message read(String encoding, String body) {
    return Mails.read(
        "From: a@example.com\nDate: 2 Mar 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
            + encoding + "\n\n" + body);
  }

  private static String text(String encoding, String body) {
    return read(encoding, body).textBody();
  }

  @Test
  void quoted_printable_in_each_form() {
    assertEquals("Größe = 3", text("quoted-printable", "Gr=C3=B6=C3=9Fe =3D 3"));
    assertEquals("Größe", text("Quoted-Printable ", "Gr=c3=b6=c3=9fe"));
    assertEquals("one line", text("quoted-printable", "one =\nline"));
    assertEquals("one line", text("quoted-printable", "one = \t\nline="));
    assertEquals("blanks\ngone", text("quoted-printable", "blanks  \t\ngone"));
    assertEquals("kept \n", text("quoted-printable", "kept=20\n"));
  }

  @Test
  void damaged_quoted_printable_is_unchanged() {
    Message message = read("quoted-printable", "a=ZZb = c=4");
    assertEquals("a=ZZb = c=4", message.textBody());
    Mails.assertDefect(message, Code.DAMAGED_ENCODING);
  }

  @Test
  void base64_in_each_form() {
    assertEquals("hello", text("base64", "aGVsbG8="));
    assertEquals("hello", text("BASE64;", "aGVs\nbG8=\n"));
    assertEquals("hello", text("\"base64\"", "aG Vs\n\nbG8"));
    assertEquals(new String(new char[] {68, 65, 66, 67}), text("base64", "RA==QUJD"));
  }

  @Test
  void characters_outside_base64_are_skipped_and_counted() {
    Message message = read("base64", "aGV*s!bG8=");
    assertEquals("hello", message.textBody());
    assertTrue(message.defects().stream()
        .anyMatch(defect -> defect.detail().equals("base64: 2 characters passed over")));
  }

  @Test
  void damage_in_the_middle_of_a_long_base64_loses_only_the_damaged_part() {
    byte[] content = new byte[60_000];
    new Random(3).nextBytes(content);
    byte[] encoded = Base64.getMimeEncoder().encode(content);
    String text = new String(encoded, StandardCharsets.US_ASCII);
    int middle = text.length() / 2;
    for (String damage : new String[] {"*", "\u00FF", " ", "\r\n\r\n", "."}) {
      byte[] damaged = (text.substring(0, middle) + damage + text.substring(middle))
          .getBytes(StandardCharsets.ISO_8859_1);
      ByteRange decoded =
          TransferEncoding.BASE64.decode(new ByteRange(damaged, 0, damaged.length), new Defects());
      assertArrayEquals(content, Octets.of(decoded));
    }
  }

  @Test
  @Tag("slow")
  void the_stream_and_the_whole_decode_alike() throws java.io.IOException {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      byte[] encoded = new byte[random.nextInt(40_000)];
      boolean clean = round % 3 > 0;
      for (int i = 0; i < encoded.length; i++) {
        encoded[i] =
            (byte) (clean ? i % 77 == 76 ? '\n' : 'A' + random.nextInt(26) : random.nextInt(256));
      }
      ByteRange octets = new ByteRange(encoded, 0, encoded.length);
      byte[] whole = Octets.of(TransferEncoding.BASE64.decode(octets, new Defects()));
      Base64Stream stream = new Base64Stream(octets);
      byte[] streamed =
          round % 2 == 0 ? stream.readAllBytes() : stream.readNBytes(Integer.MAX_VALUE);
      assertArrayEquals(whole, streamed, "round " + round);
      assertEquals(-1, stream.read());
    }
  }

  @Test
  void uuencode_is_decoded_to_its_end_line() {
    assertEquals(
        "hello world\n",
        text("x-uuencode", "preamble\nbegin 644 a.txt\n,:&5L;&\\@=V]R;&0*\n`\nend\n"));
    assertTrue(Mails.codes(read("x-uuencode", "no begin")).contains(Code.DAMAGED_ENCODING));
  }

  /** In the rows $ is a line feed and ^ a carriage return; octets after the range do not count. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "begin 644 a$#86)C$`$end$ | abc | 0",
        "begin 644 a$#86)C$ $end$ | abc | 0",
        "begin 644 a$#86)C$end$ | abc | 0",
        "begin 644 a^$#86)C^$`^$end^$ | abc | 0",
        "x$begin 644 a$#86)C$#9&5F$end | abcdef | 0",
        "begin 644 a$#86)CX$end | abc | 0",
        "begin 644 a$\"86($end | ab | 0",
        "begin 644 a $#86)C$end | abc | 0",
        "begin 644 a$#86)C$ | abc | 1",
        "begin 644 a$#86)C | abc | 1",
        "begin 644 a$#8 | '' | 1",
        "begin 644 a$ | '' | 1",
        "begin 644 a | '' | 1",
        "begin | begin | 1",
        "a$ begin 644 a$ | a$ begin 644 a$ | 1",
      })
  void uuencode_is_decoded_between_its_begin_and_end_lines(String row, String text, int defects) {
    String written = row.replace('$', '\n').replace('^', '\r');
    for (String behind : new String[] {"", "86)C\n"}) {
      byte[] octets = (".." + written + behind).getBytes(StandardCharsets.US_ASCII);
      Defects found = new Defects();
      ByteRange decoded = TransferEncoding.UUENCODE.decode(
          new ByteRange(octets, 2, octets.length - behind.length()), found);
      assertEquals(
          text.replace('$', '\n'), ByteRange.ascii(decoded.bytes, decoded.from, decoded.to), row);
      assertEquals(defects, found.list().size(), row);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, 0123456789, 0123",
    "BASE64, QUJDREVGRw==, ABCD",
    "QUOTED_PRINTABLE, =41=42CDEF, ABCD"
  })
  void the_head_is_how_the_decoded_content_begins(
      TransferEncoding encoding, String encoded, String head) {
    byte[] octets = encoded.getBytes(StandardCharsets.US_ASCII);
    ByteRange decoded = encoding.head(new ByteRange(octets, 0, octets.length), 4);
    assertEquals(head, ByteRange.ascii(decoded.bytes, decoded.from, decoded.to));
  }

  @ParameterizedTest
  @CsvSource({
    "base64, BASE64",
    "' \"base64\"', BASE64",
    "base64(x), BASE64",
    "'base64,8bit', BASE64",
    "b, BASE64",
    "BASE-64, BASE64",
    "q, QUOTED_PRINTABLE",
    "quoted-printable;x, QUOTED_PRINTABLE",
    "x-uue, UUENCODE",
    "yenc, YENC",
    "mac-binhex40, BINHEX",
    "'', IDENTITY",
    "' ', IDENTITY",
    "'\"', IDENTITY",
    "7bit, IDENTITY",
  })
  void an_encoding_is_known_by_many_names(String field, TransferEncoding encoding) {
    Defects defects = new Defects();
    assertEquals(encoding, TransferEncoding.of(field, defects, 0));
    assertEquals(0, defects.list().size());
  }

  @ParameterizedTest
  @CsvSource({"7bit", "8BIT", "binary", "7-bit", "'8bit\"'", "''"})
  void no_encoding_by_any_name_is_not_a_defect(String encoding) {
    Message message = read(encoding, "a=3D");
    assertEquals("a=3D", message.textBody());
    assertTrue(message.defects().isEmpty(), message.defects().toString());
  }

  @Test
  void an_unknown_encoding_is_treated_as_no_encoding() {
    Message message = read("x-nonsense", "a=3D");
    assertEquals("a=3D", message.textBody());
    Mails.assertDefect(message, Code.UNKNOWN_ENCODING);
  }
}
