// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.mime.scan.BoundaryStack;
import dev.leadkit.mime.structure.Multipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a mail in a file, headers, delimiter lines and the beginnings of bodies are kept in memory, and nothing else. */
class StructureScannerTest {

  private static final String HEADER = "From: a@example.com\nDate: 2 Mar 2026 10:00:00 +0000\n";

  /** Longer than anything that is read as a whole. */
  private static final int LONG = 9_000;

  private static final int BODY_START = 4;

  /** A file that gives a few octets at each call. */
  private static final class SlowFile extends ByteArrayInputStream {
    private final int most;

    SlowFile(byte[] octets, int most) {
      super(octets);
      this.most = most;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, most));
    }
  }

  private static Ranges ranges(String mail, MimeLimits limits, int most) {
    byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream file = new SlowFile(octets, most)) {
      return StructureScanner.of(file, limits, BODY_START, 1);
    } catch (IOException e) {
      throw new AssertionError("an array does not fail", e);
    }
  }

  /** What is kept, with a tilde for each piece that is left out. */
  private static String kept(String mail, int most) {
    Ranges ranges = ranges(mail, MimeLimits.standard(), most);
    assertEquals(mail.length(), ranges.end(), "everything was scanned");
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < ranges.size(); i++) {
      kept.append(i == 0 ? "" : "~").append(mail, (int) ranges.from(i), (int) ranges.to(i));
    }
    return kept.toString();
  }

  /** Whatever the file gives at once, and wherever the window ends. */
  private static void assertKept(String expected, String mail) {
    for (int most : new int[] {1, 300, 4_096, Integer.MAX_VALUE}) {
      assertEquals(expected, kept(mail, most), most + " octets at a time");
    }
  }

  private static String attachment(String lines) {
    return HEADER + "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + lines;
  }

  private static final String LONG_LINE = "y".repeat(LONG);

  @Test
  void of_a_long_line_of_a_body_the_beginning_is_kept_and_the_line_break_before_the_delimiter() {
    String start = attachment("Content-Type: a/b\n\nx\n");
    assertKept(start + "yy~y\n--b--\n", start + LONG_LINE + "\n--b--\n");
    assertKept(start + "yy~\r\n--b--\r\n", start + LONG_LINE + "\r\n--b--\r\n");
    assertKept(start + "yy~", start + LONG_LINE);
  }

  @Test
  void of_many_lines_whole_ones_are_kept_until_the_beginning_of_the_body_is_complete() {
    String start = attachment("Content-Type: a/b\n\nx\n");
    String kept = kept(start + "\n".repeat(LONG) + "--b--\n", Integer.MAX_VALUE);
    assertEquals(start + "\n\n~\n\n--b--\n", kept);
    String numbers = "1\n22\n333\n4444\n";
    assertKept(start + "1\n~3\n--b--\n", start + "1\n" + "22\n333\n".repeat(LONG) + "--b--\n");
    assertEquals(start + "1\n~4\n--b--\n", kept(start + numbers + "--b--\n", Integer.MAX_VALUE));
  }

  @Test
  void a_body_that_is_no_longer_than_its_beginning_is_kept_whole() {
    String mail = attachment("Content-Type: a/b\n\nx\nyy\n--b\nContent-Type: a/b\n\nz\n--b--\n");
    assertKept(mail, mail);
  }

  private static final String ATTACHED = "Content-Type: a/b\n\nx\n";

  /** What is kept of {@link #ATTACHED} with a long line behind it. */
  private static final String CUT = ATTACHED + "yy~y\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"--b", "--b--", "--b \t", "--b--  \r", "--b\r", "--in", "--in--", "---", "-----"})
  void a_delimiter_of_any_boundary_that_was_declared_is_kept(String line) {
    String start = attachment("Content-Type: multipart/mixed; boundary=\"in\"\n\n--in\n"
        + "Content-Type: multipart/mixed; boundary=\"-\"\n\n---\n");
    String lines = "\n" + line + "\n";
    assertKept(
        start + CUT + line + "\n" + CUT + "--b--\n",
        start + ATTACHED + LONG_LINE + lines + ATTACHED + LONG_LINE + "\n--b--\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--bx", "--b-", "--b-x", "-b", "x--b", " --b", "--", "-- ", "-", "--B", "b", "--b--x"
      })
  void a_line_that_only_resembles_a_delimiter_is_content(String line) {
    String start = attachment("");
    assertKept(
        start + CUT + "--b--\n",
        start + ATTACHED + LONG_LINE + "\n" + line + "\n" + LONG_LINE + "\n--b--\n");
    assertKept(start + CUT.replace("y\n", ""), start + ATTACHED + LONG_LINE + "\n" + line);
  }

  @Test
  void a_boundary_may_have_as_many_octets_as_the_reader_takes() {
    for (int length : new int[] {1, BoundaryStack.MAX_LENGTH, BoundaryStack.MAX_LENGTH + 1}) {
      String boundary = "q".repeat(length);
      String start = HEADER + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
          + "Content-Type: a/b; boundary=" + boundary + "\n\n--b\n";
      boolean isOne = length <= BoundaryStack.MAX_LENGTH;
      String end = "--" + boundary + "--\n";
      assertKept(
          start + CUT.replace("y\n", isOne ? "y\n" + end : ""),
          start + ATTACHED + LONG_LINE + "\n" + end);
    }
  }

  @Test
  void a_line_that_begins_like_a_delimiter_is_not_cut_so_that_it_does_not_become_one() {
    String mail = attachment("Content-Type: a/b\n\nx\n--b" + LONG_LINE + "\n--b--\n");
    assertKept(mail, mail);
  }

  @Test
  void the_header_of_a_mail_within_the_mail_is_kept_whole() {
    String longField = "Subject: " + LONG_LINE + "\n";
    for (String before : new String[] {"", "\n", "From c@example.com Mon\n", "\n \r\n\n"}) {
      String start = attachment(
          "Content-Type: message/rfc822\n\n" + before + "From: c@example.com\n" + longField);
      assertKept(start + CUT + "--b--\n", start + ATTACHED + LONG_LINE + "\n--b--\n");
    }
  }

  @Test
  void a_part_of_a_digest_is_a_mail_unless_it_declares_another_type() {
    String start = HEADER + "Content-Type: multipart/digest; boundary=d\n\n--d\n";
    String inner = start + "\nFrom: c@example.com\nSubject: " + LONG_LINE + "\n";
    assertKept(inner + CUT + "--d--\n", inner + ATTACHED + LONG_LINE + "\n--d--\n");
    String other = start + "Content-Type: a/b\n\nFrom: c@example.com\n";
    assertKept(other + "~y\n--d--\n", other + "Subject: " + LONG_LINE + "\n--d--\n");
  }

  @Test
  void where_no_boundary_is_declared_it_is_guessed_from_the_beginning_of_the_body() {
    for (String line : new String[] {"--g\n", "--g \t\r\n", "text\n--g\n"}) {
      String header = HEADER + "Content-Type: multipart/mixed\n\n";
      String body = line + ATTACHED;
      assertKept(
          header + body + "y".repeat(Multipart.LOOK_AHEAD - body.length()) + "~y\n--g--\n",
          header + body + LONG_LINE + "\n--g--\n");
    }
  }

  @Test
  void where_the_declared_boundary_does_not_occur_another_is_guessed() {
    String header = HEADER + "Content-Type: multipart/mixed; boundary=b\n\n";
    String body = "--g\n" + ATTACHED;
    assertKept(
        header + body + "y".repeat(Multipart.LOOK_AHEAD - body.length()) + "~y\n--g--\n",
        header + body + LONG_LINE + "\n--g--\n");
  }

  @Test
  void nothing_is_guessed_behind_the_declared_delimiter_or_far_from_the_beginning() {
    String start = attachment(ATTACHED);
    assertKept(
        start + "--g\n~y\n--b--\n",
        start + "--g\n" + LONG_LINE + "\n--g\n" + LONG_LINE + "\n--b--\n");
    String header = HEADER + "Content-Type: multipart/mixed\n\n";
    String body = "--g\n" + ATTACHED;
    assertKept(
        header + body + "y".repeat(Multipart.LOOK_AHEAD - body.length()) + "~y\n--g--\n",
        header + body + LONG_LINE + "\n--h\n" + LONG_LINE + "\n--h\n" + LONG_LINE + "\n--g--\n");
  }

  @Test
  void two_hyphens_alone_are_not_guessed_to_be_a_delimiter() {
    String header = HEADER + "Content-Type: multipart/mixed\n\n";
    String body = "-- \nJane\n";
    assertKept(
        header + body + "y".repeat(Multipart.LOOK_AHEAD - body.length()) + "~",
        header + body + LONG_LINE + "\n--\n" + LONG_LINE + "\n-- \n" + LONG_LINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/mixed; boundary=in\n\n",
        "\nContent-Type: multipart/mixed; boundary=in\n\n",
        "\n\r\n\ncontent-type: multipart/mixed; boundary=in\n\n",
      })
  void where_delimiters_are_lost_the_body_goes_on_with_the_header_of_the_only_part(String lines) {
    String mail = HEADER + "Content-Type: multipart/mixed; boundary=b\n\n" + lines + "x\n"
        + LONG_LINE + "\n--in--\n";
    assertTrue(kept(mail, 1).endsWith("~y\n--in--\n"), "the boundary of the inner part is known");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\nContent-Type: multipart/mixed; boundary=in\n\n",
        " Content-Type: multipart/mixed; boundary=in\n\n",
        "\nSubject: x\nContent-Type: multipart/mixed; boundary=in\n\n",
      })
  void what_does_not_begin_with_such_a_header_declares_nothing(String lines) {
    String mail = HEADER + "Content-Type: multipart/mixed; boundary=b\n\n" + lines + "x\n"
        + LONG_LINE + "\n--in--\n";
    assertTrue(kept(mail, 1).endsWith("y~"), "all behind the beginning of the body is content");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/mixed;\n boundary=b\n\n",
        "Content-Type: multipart/mixed;\nboundary=b\n\n",
        "Content-Type: multipart/mixed\n;boundary=b\n\n",
        " \nContent-Type: multipart/mixed; boundary=b\n\n",
        "Subject: x\n \nContent-Type: multipart/mixed; boundary=b\n\n",
        "\nContent-Type: multipart/mixed; boundary=b\n\n",
        "Subject: x\nbroken line\nContent-Type: multipart/mixed; boundary=b\n\n",
        "Content-Type: multipart/mixed; boundary=b\nSubject: x\n\n",
        "Subject: x\n folded\nStrange: y\nContent-Type: multipart/mixed; boundary=b\n\n",
        "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Type: multipart/mixed; boundary=b\n \t\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
        "Content-Type: multipart/mixed; boundary=b\n\r\r\n",
        "Content-Type: multipart/mixed; boundary=b\nSubject: xyz\n\tContent-Type: text/plain\n\n",
        "CONTENT-TYPE : multipart/mixed; boundary=b\n\n",
        "Content-Type: multipart/mixed; boundary=\" b \"\n\n",
      })
  void the_boundary_is_found_however_the_header_is_damaged(String fields) {
    String longHeader = "X-Filler: y\n".repeat(500);
    String folded = "X-Folded: y\n" + " yyyyyyyyy\n".repeat(500);
    for (String before : new String[] {"", longHeader, folded}) {
      String start = HEADER + before + fields + "--b\n";
      assertKept(start + CUT + "--b--\n", start + ATTACHED + LONG_LINE + "\n--b--\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "\u00EF\u00BB\u00BF",
        "From c@example.com Mon Mar  2\n",
        ">From c@example.com Mon Mar  2\n",
        "From c@ Mon\nFrom c@ Mon\n\nFrom c@ Mon\nFrom c@ Mon\n\nFrom c@ Mon\nFrom c@ Mon\n",
        "\u00EF\u00BB\u00BF \n \r\nFrom c@example.com Mon\n",
        "A banner of a script\n",
      })
  void the_boundary_is_found_whatever_precedes_the_header(String before) {
    String start = before + attachment("");
    assertKept(start + CUT + "--b--\n", start + ATTACHED + LONG_LINE + "\n--b--\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/mixed; boundary=in\n--in\n",
        "Content-Type: multipart/mixed; boundary=in\n\n--b\nContent-Type: c/d\n--in\n",
        "Content-Type: multipart/mixed; boundary=in\nhello\n--in\n",
        "It was\nContent-Type: multipart/mixed; boundary=in\n--in\n",
        "Content-Type: multipart/mixed;\n boundary=\"in\"\n \n--in\n",
      })
  void a_delimiter_ends_a_header_and_its_last_field(String lines) {
    String start = attachment(lines);
    assertKept(start + CUT + "--in--\n", start + ATTACHED + LONG_LINE + "\n--in--\n");
  }

  @Test
  void a_field_that_only_looks_like_a_media_type_declares_nothing() {
    for (String field : new String[] {
      "Subject: multipart/mixed; boundary=in",
      "X-Content-Type: multipart/mixed; boundary=in",
      "Content-Description: multipart/mixed; boundary=in",
      "Content-Type: a/b\nContent-ID: <1>; boundary=in"
    }) {
      String start = attachment(field + "\n");
      assertKept(
          start + CUT + "--b--\n",
          start + ATTACHED + LONG_LINE + "\n--in\n" + LONG_LINE + "\n--b--\n");
    }
  }

  @Test
  void a_header_that_ends_with_a_line_of_text_has_it_in_its_body() {
    String start = attachment("Content-Type: a/b\nIt was.\n\n");
    assertKept(start + "~y\n--b--\n", start + LONG_LINE + "\n--b--\n");
  }

  @Test
  void what_a_decision_about_the_header_examined_is_kept() {
    String start = attachment("Content-Type: a/b\n\n");
    String text = "z".repeat(1_000) + "\n";
    assertKept(start + text + "~z\n--b--\n", start + text.repeat(LONG / 1_000) + "--b--\n");
  }

  @Test
  void no_more_of_a_file_is_scanned_than_its_limit() {
    String mail = attachment(ATTACHED) + LONG_LINE + "\n--b--\n";
    for (int most : new int[] {1, 5_000, Integer.MAX_VALUE}) {
      for (int limit : new int[] {1, 60, 300, 9_000}) {
        MimeLimits limits = MimeLimits.standard().withStreamedBytes(limit);
        assertEquals(limit, ranges(mail, limits, most).end());
      }
    }
  }

  @Test
  void what_is_kept_ends_soon_behind_its_limit_and_content_does_not_count() {
    MimeLimits limits = MimeLimits.standard().withBytes(2_000);
    String content = attachment(ATTACHED) + LONG_LINE + "\n--b\n" + ATTACHED + "\n--b--\n";
    assertEquals(content.length(), ranges(content, limits, 500).end());
    for (String line : new String[] {"--b\n", "--b\n\n", "X: y\n"}) {
      String mail = attachment("") + line.repeat(100_000 / line.length());
      long kept = ranges(mail, limits, 500).length();
      assertTrue(kept > 2_000, line + kept);
      assertTrue(kept < 2_600, line + kept);
    }
  }

  @Test
  void of_a_repeated_media_type_each_boundary_counts() {
    String mail = HEADER + "Content-Type: multipart/mixed; boundary=b\nContent-Type: c/d\n\n--b\n"
        + ATTACHED + LONG_LINE + "\n--b--\n";
    assertTrue(kept(mail, 300).endsWith("~y\n--b--\n"));
  }

  @Test
  void a_parameter_that_lost_its_indent_belongs_to_its_field_even_with_a_colon() {
    String start = HEADER + "Content-Type: multipart/mixed;\nboundary=\"a:b\"\n\n--a:b\n";
    assertKept(start + CUT + "--a:b--\n", start + ATTACHED + LONG_LINE + "\n--a:b--\n");
  }

  @Test
  void a_part_without_its_body_leaves_nothing_to_the_next_one() {
    String start = attachment("Content-Type: message/rfc822\n--b\n");
    assertKept(start + CUT + "--b--\n", start + ATTACHED + LONG_LINE + "\n--b--\n");
  }

  @Test
  void a_line_of_blanks_ends_a_header_that_is_complete() {
    String in = "Content-Type: multipart/mixed; boundary=in\n\n";
    for (String start : new String[] {
      HEADER + " \nHello: you\n" + in,
      attachment(" \n" + in),
      attachment("Content-Type: a/b\n \n" + in)
    }) {
      String kept = kept(start + "x\n" + LONG_LINE + "\n--in--\n", 1);
      assertTrue(kept.endsWith("~"), "what looks like a field is text: " + kept);
    }
  }

  @Test
  void a_line_that_is_not_yet_whole_is_not_taken_for_a_delimiter() throws IOException {
    String start = attachment("Content-Type: a/b\n\n");
    String lines = "--bx\n".repeat(2_000);
    String end = "y\n--b--\n";
    byte[] mail = (start + lines + LONG_LINE + "\n--b--\n").getBytes(StandardCharsets.US_ASCII);
    for (int most = 1; most < 30; most++) {
      Ranges ranges =
          StructureScanner.of(new SlowFile(mail, most), MimeLimits.standard(), 8_000, 1);
      assertEquals(2, ranges.size());
      assertEquals(start.length() + 8_000, ranges.to(0));
      assertEquals(mail.length - end.length(), ranges.from(1));
    }
  }
}
