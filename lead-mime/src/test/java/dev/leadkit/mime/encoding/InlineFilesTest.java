// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.Mails;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineFilesTest {

  private static final String HEADER =
      "From: a@example.com\nDate: Tue, 12 Mar 2024 09:00:00 +0000\n";
  private static final String FULL_LINE =
      "M9FEF='D@<V5A=',L('!L96%S93H@9F]R='DM9FEV92!B>71E<R!I;B!H97)E\n";
  private static final String FULL = "fifty seats, please: forty-five bytes in here";
  private static final String BINHEX = """
      (This file must be converted with BinHex 4.0)
      :#R"bD@0PFbjdH(3!9%9B9(4dH(3!N!9"!*!%DlCQD@CdH5"cC@&dFb`JF'aPBA0
      P)C!SN!!JC'pZC6c6!!!:
      """;
  private static final String BINHEX_CONTENT =
      "fifty seats, please" + "!".repeat(40) + "\u0090 done";

  private final Mails.Contents contents = new Mails.Contents();

  private Message read(String mail) {
    return Mails.READER.read(RawMessage.of(Mails.octets(mail)), Mails.RECEIVED, contents);
  }

  private Message readText(String body) {
    return read(HEADER + "\n" + body);
  }

  private String content(int index) {
    return new String(contents.kept.get(index), StandardCharsets.ISO_8859_1);
  }

  private static List<String> names(Message message) {
    return message.attachments().stream().map(Attachment::filename).toList();
  }

  @Test
  void a_uuencoded_file_is_taken_out_of_the_text_and_attached() {
    Message message =
        readText("Our list:\n\nbegin 644 seats.txt\n" + FULL_LINE + "$<F5S= \n`\nend\n\nSee you\n");
    assertEquals("Our list:\n\n\nSee you", message.visibleText());
    assertEquals(List.of("seats.txt"), names(message));
    assertEquals(FULL + "rest", content(0));
    assertEquals("application/octet-stream", message.attachments().get(0).mime());
    assertEquals(Attachment.Disposition.ATTACHMENT, message.attachments().get(0).disposition());
    assertEquals(List.of(), message.defects());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n"})
  void a_file_is_found_with_any_line_breaks(String lineEnd) {
    String file = "begin 644 seats.txt\n" + FULL_LINE + "`\nend\n";
    Message message = readText("Our list:\n" + file.replace("\n", lineEnd) + "See you\n");
    assertEquals("Our list:\nSee you", message.visibleText());
    assertEquals(FULL, content(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "utf-16le", "utf-32be", "iso-2022-jp"})
  void a_file_is_found_in_a_text_of_any_charset(String charset) {
    String text = "Our list:\nbegin 644 seats.txt\n" + FULL_LINE + "`\nend\nSee you\n";
    String base64 = Base64.getMimeEncoder().encodeToString(text.getBytes(Charset.forName(charset)));
    Message message = read(HEADER + "Content-Type: text/plain; charset=" + charset
        + "\nContent-Transfer-Encoding: base64\n\n" + base64 + "\n");
    assertEquals("Our list:\nSee you", message.visibleText());
    assertEquals(FULL, content(0));
  }

  @Test
  void the_kind_of_a_file_is_detected_and_its_name_is_made_safe() {
    Message message = readText("begin 666 ..\\a.pdf\n()5!$1BTQ+C0\n`\nend\n");
    assertEquals("application/pdf", message.attachments().get(0).detectedMime());
    assertEquals("a.pdf", message.attachments().get(0).filename());
    assertEquals("..\\a.pdf", message.attachments().get(0).declaredName());
    Mails.assertDefect(message, Code.UNSAFE_FILENAME);
  }

  @Test
  void without_an_end_the_file_ends_with_the_last_line_that_belongs_to_it() {
    Message message = readText("begin 644 seats.txt\n" + FULL_LINE.repeat(2) + "\nSee you\nJane\n");
    assertEquals("See you\nJane", message.visibleText());
    assertEquals(FULL + FULL, content(0));
    assertEquals("uuencode: there is no end line", message.defects().get(0).detail());
    assertEquals(Code.DAMAGED_ENCODING, message.defects().get(0).code());
  }

  @Test
  void a_damaged_line_between_valid_ones_loses_only_itself() {
    Message message = readText("begin 644 seats.txt\n" + FULL_LINE + FULL_LINE.substring(0, 20)
        + "\n" + "Mlower case\n" + FULL_LINE + "`\nend\n");
    assertEquals("", message.visibleText());
    assertEquals(4 * FULL.length(), content(0).length());
    assertTrue(content(0).startsWith(FULL) && content(0).endsWith(FULL));
    Mails.assertDefect(message, Code.DAMAGED_ENCODING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin 644 seats and tables for all of us\nWe would like to begin on Monday.\n",
        "begin 644 seats.txt\n\nand end\n",
        "begin 644 seats.txt\nend of the story\n",
        "begin 644 seats.txt\n$<F5S=\nSee you\n",
        "begin 99 seats.txt\n`\nend\n",
        "begin 644\n`\nend\n",
        "begin reading\n`\nend\n",
        "and begin 644 seats.txt\n`\nend\n",
        "=ybegin line=128 size=12345 name=seats.txt\nis how such a file begins.\n",
        "=ybegin line=128 name=seats.txt\n=yend size=0\n",
        "(This file must be converted with BinHex 4.0)\nsaid the mail\n",
        "(This file must be converted with BinHex 4.0)\n:#R\"bD@0PFbjdH(3!:\n"
      })
  void text_that_only_looks_like_a_file_stays_text(String text) {
    Message message = readText(text);
    assertEquals(text.strip(), message.visibleText());
    assertEquals(List.of(), message.attachments());
    assertEquals(List.of(), message.defects());
  }

  @Test
  void several_files_and_the_text_between_them_are_separated() {
    Message message =
        readText("one\nbegin 644 a.txt\n$<F5S= \n`\nend\ntwo\nbegin 644 b.txt\n`\nend\n" + BINHEX
            + "three\n");
    assertEquals("one\ntwo\nthree", message.visibleText());
    assertEquals(List.of("a.txt", "b.txt", "prices.txt"), names(message));
    assertEquals(List.of("rest", "", BINHEX_CONTENT), List.of(content(0), content(1), content(2)));
  }

  @Test
  void the_text_of_a_part_is_searched_after_its_transfer_encoding() {
    Message message = read(HEADER + "Content-Type: text/plain; charset=utf-8\n"
        + "Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe\n"
        + "begin 644 =C3=BC.txt\n$<F5S=3D=20\n`\nend\n");
    assertEquals("Grüße", message.visibleText());
    assertEquals(List.of("ü.txt"), names(message));
    assertEquals("rest", content(0));
  }

  @Test
  void html_is_not_searched() {
    String html = "<pre>\nbegin 644 a.txt\n$<F5S= \n`\nend\n</pre>";
    assertEquals(html, read(HEADER + "Content-Type: text/html\n\n" + html).htmlBody());
  }

  /** The octets in yEnc, as one octet a character. */
  private static String yEnc(byte[] octets, String begin, String end) {
    StringBuilder text = new StringBuilder(begin);
    int column = 0;
    for (byte octet : octets) {
      int c = octet + 42 & 0xFF;
      if (c == 0 || c == '\n' || c == '\r' || c == '=') {
        text.append('=');
        c = c + 64 & 0xFF;
      }
      text.append((char) c);
      if (++column == 128) {
        text.append('\n');
        column = 0;
      }
    }
    return text.append(column == 0 ? "" : "\n").append(end).toString();
  }

  private static String sum(byte[] octets) {
    CRC32 sum = new CRC32();
    sum.update(octets);
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  @Test
  void a_file_in_yenc_is_decoded_to_its_original() {
    for (int seed = 0; seed < 50; seed++) {
      byte[] octets = new byte[new Random(seed).nextInt(3_000)];
      new Random(seed).nextBytes(octets);
      contents.kept.clear();
      Message message = read(HEADER + "Content-Type: text/plain; charset=iso-8859-1\n\nbefore\n"
          + yEnc(
              octets,
              "=ybegin line=128 size=" + octets.length + " name=my seats.bin\n",
              "=yend size=" + octets.length + " crc32=" + sum(octets) + "\n")
          + "after\n");
      assertArrayEquals(octets, contents.kept.get(0), "seed " + seed);
      assertEquals("before\nafter", message.visibleText());
      assertEquals(List.of("my seats.bin"), names(message));
      assertEquals(List.of(), message.defects(), "seed " + seed);
    }
  }

  @Test
  void another_size_or_checksum_than_declared_is_a_defect() {
    byte[] octets = new byte[300];
    Message size = readText(yEnc(octets, "=ybegin line=128 size=301 name=a\n", "=yend size=301\n"));
    assertEquals("yEnc: 300 octets, expected 301", size.defects().get(0).detail());
    Message sum = readText(
        yEnc(octets, "=ybegin line=128 size=300 name=a\n", "=yend size=300 crc32=12345678\n"));
    assertEquals("yEnc: another check sum", sum.defects().get(0).detail());
    Message end = readText(yEnc(octets, "=ybegin line=128 size=300 name=a\n", "and so on\n"));
    assertEquals("yEnc: there is no end line", end.defects().get(0).detail());
    assertEquals(300, contents.kept.get(0).length);
  }

  @Test
  void one_part_of_a_file_is_a_fragment() {
    byte[] octets = {1, 2, 3};
    Message message = readText(yEnc(
        octets,
        "=ybegin part=2 total=2 line=128 size=10 name=a.bin\n=ypart begin=8 end=10\n",
        "=yend size=3 part=2 pcrc32=" + sum(octets) + "\n"));
    assertArrayEquals(octets, contents.kept.get(0));
    assertEquals(List.of(Code.FRAGMENT), List.copyOf(Mails.codes(message)));
  }

  @Test
  void a_damaged_data_fork_of_binhex_is_decoded_as_far_as_possible() {
    Message message = readText(BINHEX.replace("P)C!SN!!JC'pZC6c6!!!:", ""));
    assertTrue(BINHEX_CONTENT.startsWith(content(0)) && content(0).length() > 10);
    assertEquals("BinHex: the data fork is not whole", message.defects().get(0).detail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-binhex", "mac-binhex40"})
  void binhex_may_be_the_transfer_encoding_of_a_part(String encoding) {
    read(HEADER + "Content-Type: application/msword\nContent-Transfer-Encoding: " + encoding
        + "\n\n" + BINHEX);
    assertEquals(BINHEX_CONTENT, content(0));
  }

  @Test
  void yenc_may_be_the_transfer_encoding_of_a_part() {
    byte[] octets = "fifty seats".getBytes(StandardCharsets.US_ASCII);
    String type = HEADER + "Content-Type: application/zip\nContent-Transfer-Encoding: x-yenc\n\n";
    read(type + yEnc(octets, "=ybegin line=128 size=11 name=a\n", "=yend size=11\n"));
    assertArrayEquals(octets, contents.kept.get(0));
    Message nothing = read(type + "nothing\n");
    assertEquals("nothing\r\n", content(1));
    assertEquals(List.of(Code.DAMAGED_ENCODING), List.copyOf(Mails.codes(nothing)));
  }

  @Test
  @Tag("slow")
  void blocks_that_begin_and_never_end_are_read_in_one_pass() {
    for (String begin : List.of(
        "begin 644 a\n",
        "begin 644 a\n$<F5S= \n",
        "=ybegin line=128 size=999999 name=a\n",
        "=ybegin line=1 size=999999 name=a\n",
        "(This file must be converted with BinHex 4.0)\n:",
        "(This file must be converted with BinHex 4.0)\n\n")) {
      Message message = readText(begin.repeat(2_000_000 / begin.length()));
      assertTrue(message.defects().size() <= 20, begin);
    }
  }
}
