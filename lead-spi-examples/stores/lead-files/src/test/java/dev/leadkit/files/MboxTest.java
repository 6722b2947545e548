// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a message of an mbox begins and ends (RFC 4155), and which quoting is removed (mboxrd). */
class MboxTest {

  private static final String FROM = "From ada@example.org Mon Nov 23 10:15:00 2026\n";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> messages(String mbox) throws IOException {
    return messages(mbox, 1 << 20);
  }

  /** Each message, or "too large". */
  private static List<String> messages(String mbox, int largest) throws IOException {
    var box = new Mbox(new ByteArrayInputStream(bytes(mbox)), largest);
    var all = new ArrayList<String>();
    while (box.next()) {
      all.add(
          box.isTooLarge() ? "too large" : new String(box.message(), StandardCharsets.ISO_8859_1));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From ada@example.org Mon Nov 23 10:15:00 2026",
        "From ada@example.org Mon Nov 23 10:15:00 2026\nSubject: x",
        "From - Mon Nov 23 9:05:00 1990\r\n",
        "From MAILER-DAEMON Fri Jul  8 12:08:34 2011 +0000",
        "From ada@example.org Mon Nov 23 10:15 2026 remote from mars",
        "From 12345@example.org Mon Nov 23 00:59:09 2009",
      })
  void an_address_and_a_date_with_a_time_and_a_year_are_a_from_line(String line) {
    assertTrue(Mbox.isFromLine(bytes(line)), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "From",
        "From ",
        "From x",
        "from ada@example.org Mon Nov 23 10:15:00 2026",
        "From:ada@example.org Mon Nov 23 10:15:00 2026",
        "From here: in 2026 all will be well",
        "From : 2026",
        "From 2026 on",
        "From 2026 on at 10:15",
        "From Monday 10:15 on",
        "From 123:15 of 2026",
        "From Monday 10:15 with 20261 people",
        "From Monday 10:15 with 202 people",
        "From Monday\n10:15 2026",
        "From Monday 10:15\n2026",
      })
  void a_sentence_that_begins_with_from_is_text(String line) {
    assertFalse(Mbox.isFromLine(bytes(line)), line);
  }

  @Test
  void one_mark_of_quoting_is_removed_from_a_quoted_from_and_from_nothing_else()
      throws IOException {
    assertEquals(
        List.of("From x\n>From x\n>from x\n> From x\n>Fro\n>\nFrom \nFrom "),
        messages(FROM + ">From x\n>>From x\n>from x\n> From x\n>Fro\n>\nFrom \n>From "));
    assertEquals(List.of("a\n>From"), messages(FROM + "a\n>From"));
  }

  @Test
  void a_from_line_begins_a_message_only_after_an_empty_line() throws IOException {
    assertEquals(List.of("a\n" + FROM + "b\n"), messages(FROM + "a\n" + FROM + "b\n"));
    assertEquals(List.of("a\n", "b\n"), messages(FROM + "a\n\n" + FROM + "b\n"));
    assertEquals(List.of("a\r\n", "b\r\n"), messages(FROM + "a\r\n\r\n" + FROM + "b\r\n"));
    assertEquals(List.of("a\n\r" + FROM + "b\n"), messages(FROM + "a\n\r" + FROM + "b\n"));
  }

  @Test
  void empty_lines_before_the_first_message_are_skipped() throws IOException {
    assertEquals(List.of("a\n"), messages("\n\r\n\n" + FROM + "a\n"));
    assertEquals(List.of(), messages("\n\r\n\n"));
    assertEquals(List.of(), messages(""));
  }

  @Test
  void text_before_the_first_from_line_is_a_message() throws IOException {
    assertEquals(List.of("Subject: x\n", "b\n"), messages("Subject: x\n\n" + FROM + "b\n"));
  }

  @Test
  void a_message_may_have_neither_fields_nor_text() throws IOException {
    assertEquals(List.of(""), messages(FROM));
    assertEquals(
        List.of("\n", "b"),
        messages(FROM + "\n" + FROM + "b"),
        "The empty line ends a header without fields");
    assertEquals(List.of("\r\n", "b"), messages(FROM + "\r\n" + FROM + "b"));
  }

  @Test
  void one_empty_line_at_the_end_belongs_to_the_file_and_more_to_the_message() throws IOException {
    assertEquals(List.of("a\n"), messages(FROM + "a\n\n"));
    assertEquals(List.of("a\n\n"), messages(FROM + "a\n\n\n"));
    assertEquals(List.of("a\r\n"), messages(FROM + "a\r\n\r\n"));
    assertEquals(List.of("a\n"), messages(FROM + "a\n"));
    assertEquals(List.of("a"), messages(FROM + "a"));
    assertEquals(List.of("\r"), messages(FROM + "\r"));
  }

  /** Lines are read in pieces of 8 KiB from a buffer of 64 KiB. */
  @ParameterizedTest
  @ValueSource(ints = {8190, 8191, 8192, 8193, 16_384, 65_535, 65_536, 65_537, 200_000})
  void a_long_line_is_one_line(int length) throws IOException {
    String line = "x".repeat(length);
    assertEquals(
        List.of(line + FROM + "\n" + line + "\n", line),
        messages(FROM + line + FROM + "\n" + line + "\n\n" + FROM + line));
  }

  /** The rest of a line is not a line: neither an empty one nor a From-line. */
  @Test
  void the_end_of_a_long_line_is_neither_an_empty_line_nor_a_from_line() throws IOException {
    String full = "x".repeat(8192);
    assertEquals(List.of(full + "\n" + FROM + "b"), messages(FROM + full + "\n" + FROM + "b"));
    assertEquals(List.of("\n" + full + FROM + "b"), messages(FROM + "\n" + full + FROM + "b"));
  }

  @Test
  void a_message_of_the_largest_size_is_read_and_one_of_a_byte_more_is_not() throws IOException {
    int largest = FROM.length() + 100;
    String text = "x".repeat(99) + "\n";
    assertEquals(List.of(text), messages(FROM + text, largest));
    assertEquals(List.of("too large"), messages(FROM + text + "x", largest));
    assertEquals(
        List.of("too large", "b"), messages(FROM + text + "xxx\nyyy\n\n" + FROM + "b", largest));
  }

  @Test
  void several_messages_are_told_from_one() throws IOException {
    assertTrue(Mbox.isSeveral(new ByteArrayInputStream(bytes(FROM + "a\n\n" + FROM + "b"))));
    assertFalse(Mbox.isSeveral(new ByteArrayInputStream(bytes(FROM + "a\n" + FROM + "b"))));
    assertFalse(Mbox.isSeveral(new ByteArrayInputStream(bytes(""))));
  }
}
