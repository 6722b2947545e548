// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where a damaged header goes on. In the rows $ is a line feed, ^ a carriage return, _ a blank and % a tab; the first column has the fields
 * that were read before, after {@code part} those of a part.
 */
class HeaderLinesTest {

  private static byte[] octets(String row) {
    return row.replace('$', '\n')
        .replace('^', '\r')
        .replace('_', ' ')
        .replace('%', '\t')
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static HeaderLines after(String header) {
    boolean isPart = header.startsWith("part");
    HeaderLines lines = isPart ? HeaderLines.ofPart() : HeaderLines.ofMessage();
    for (String name : header.replaceFirst("^part", "").strip().split(" ", -1)) {
      if (!name.isEmpty()) {
        byte[] octets = name.getBytes(StandardCharsets.US_ASCII);
        lines.field(FieldName.of(octets, 0, octets.length));
      }
    }
    return lines;
  }

  // ------------------------------------------------------------------------------------------
  // kinds of lines

  @ParameterizedTest
  @CsvSource({
    "from: x, 4",
    "from:, 4",
    "from_: x, 4",
    "from_%_: x, 4",
    "!: x, 1",
    "~: x, 1",
    ": x, -1",
    "_from: x, -1",
    "from, -1",
    "from_, -1",
    "'', -1",
    "fr om: x, -1",
    "fr\u00F6m: x, -1",
    "fr\u007Fm: x, -1",
    "fr\u0001m: x, -1",
  })
  void a_name_is_printable_ascii_before_a_colon(String line, int nameEnd) {
    for (String after : List.of("", ":", "_:")) {
      byte[] octets = octets("::" + line + after);
      int end = octets.length - after.length();
      assertEquals(nameEnd < 0 ? -1 : nameEnd + 2, HeaderLines.nameEnd(octets, 2, end), line);
    }
  }

  @Test
  void a_name_and_its_colon_have_at_most_512_octets() {
    for (int length : new int[] {510, 511, 512, 513}) {
      byte[] octets = ("a".repeat(length) + ": x").getBytes(StandardCharsets.US_ASCII);
      assertEquals(
          length < HeaderLines.MAX_NAME ? length : -1,
          HeaderLines.nameEnd(octets, 0, octets.length),
          "a name of " + length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY",
    "^, EMPTY",
    "^^, EMPTY",
    "^^^, TEXT",
    "^x, TEXT",
    "^x^, TEXT",
    "x, TEXT",
    "x^, TEXT",
    "_, BLANK",
    "%, BLANK",
    "_%_, BLANK",
    "_^, BLANK",
    "_^^, BLANK",
    "_^^^, TEXT",
    "_x, TEXT",
    "_x^, TEXT",
  })
  void a_line_is_empty_or_has_blanks_only_or_has_text(String line, String kind) {
    for (String after : List.of("", "^", "_", "x")) {
      byte[] octets = octets("_" + line + after);
      int end = octets.length - after.length();
      assertEquals(kind.equals("EMPTY"), HeaderLines.isEmpty(octets, 1, end), "empty");
      assertEquals(kind.equals("BLANK"), HeaderLines.isBlank(octets, 1, end), "blank");
    }
  }

  @Test
  void a_line_of_blanks_has_at_most_512_of_them() {
    for (int length : new int[] {511, 512, 513}) {
      byte[] octets = octets("_".repeat(length));
      assertEquals(length <= HeaderLines.MAX_NAME, HeaderLines.isBlank(octets, 0, length));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "From_a@b, true",
    "from_a@b, true",
    ">From_a@b, true",
    ">from_, true",
    "From_, true",
    "From___, true",
    "From_:_a@b, false",
    "From_%:_a@b, false",
    "From:_a@b, false",
    "From, false",
    ">From, false",
    ">From:, false",
    "x_From_, false",
  })
  void a_line_that_begins_with_from_and_a_blank_separates_mails(String line, boolean separates) {
    for (String after : List.of("", ":", "_:")) {
      byte[] octets = octets(line + after);
      assertEquals(
          separates, HeaderLines.isSeparator(octets, 0, octets.length - after.length()), line);
    }
  }

  // ------------------------------------------------------------------------------------------
  // lines without an indent

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Content-Type: a/b; | boundary=a:b | true",
        "Content-Type: a/b; | x:y=z | false",
        "Content-Type: a/b | boundary=a:b | false",
        "Received: a; | b=c:d | false",
        "X-Other: a; | b=c:d | false",
        "Received: a; | Mon, 2 Mar | true",
        "Received: a;_%^ | Mon, 2 Mar | true",
        "Received: a;$_^ | Mon, 2 Mar | true",
        "Received: a;\u00E4 | Mon, 2 Mar | false",
        "Received: a;b | Mon, 2 Mar | false",
        "Received: a; | --b | false",
        "Received: a; | -b | true",
        "Received: a; | - | true",
        "Subject: a; | more | false",
        "X-Other: a; | more | false",
        "Subject: =?a?= | =?b?= | true",
        "Subject: =?a? | =?b?= | false",
        "Subject: =?a?= | b | false",
        "To: a@b, | c@d | true",
        "To: a@b | c@d | false",
        "To: a | <c@d> | true",
        "To: <a@b> | <c@d> | false",
        "References: <a> | <b> | true",
        "References: <a> | b | false",
        "Subject: a | <b> | false",
        "Content-Type: a/b | ; c=d | true",
        "Content-Type: a/b | c=d | true",
        "Content-Type: a/b | azAZ09*-_=d | true",
        "Content-Type: a/b | c | false",
        "Content-Type: a/b | =d | false",
        "Content-Type: a/b | c d=e | false",
        "Content-Type: a/b | c`=d | false",
        "Content-Type: a/b | c{=d | false",
        "Content-Type: a/b | c@=d | false",
        "Content-Type: a/b | c[=d | false",
        "Content-Type: a/b | c/=d | false",
        "List-Id: a | c=d | false",
        "List-Id: a | ; c=d | false",
      })
  void a_line_without_its_indent_joins_an_incomplete_field(
      String field, String line, boolean joins) {
    byte[] octets = octets(field + "$");
    int colon = HeaderLines.nameEnd(octets, 0, octets.length);
    for (HeaderLines lines : List.of(HeaderLines.ofMessage(), HeaderLines.ofPart())) {
      byte[] next = line.getBytes(StandardCharsets.ISO_8859_1);
      int nameEnd = HeaderLines.nameEnd(next, 0, next.length);
      assertFalse(lines.joins(next, 0, next.length, nameEnd), "there is no field to be continued");
      lines.field(FieldName.of(octets, 0, colon));
      int from = 0;
      while (from < octets.length) {
        int lineEnd = ByteRange.lineFeed(octets, from, octets.length);
        lines.line(octets, from, lineEnd);
        from = lineEnd + 1;
      }
      assertEquals(joins, lines.joins(next, 0, next.length, nameEnd), field + " and " + line);
    }
  }

  @Test
  void the_name_of_a_parameter_is_at_most_as_long_as_that_of_a_field() {
    for (int length : new int[] {510, 511, 512, 513}) {
      byte[] line = ("a".repeat(length) + "=b").getBytes(StandardCharsets.US_ASCII);
      HeaderLines lines = after("Content-Type");
      assertEquals(length < HeaderLines.MAX_NAME, lines.joins(line, 0, line.length, -1));
    }
  }

  @Test
  void the_end_of_a_field_does_not_affect_the_next_one() {
    HeaderLines lines = after("Received");
    lines.line(octets("x;"), 0, 2);
    lines.field(FieldName.RECEIVED);
    assertFalse(lines.joins(octets("more"), 0, 4, -1));
  }

  // ------------------------------------------------------------------------------------------
  // lines that are not fields

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // a known field follows that the header lacks
        "From | junk$To: a$ | true",
        "From | junk$To: a | true",
        "From | junk$X-Other: a$ | true",
        "From | junk$From: a$ | false",
        "From | junk$Name: x$To: a$ | true",
        "From Received | junk$Received: a$ | true",
        "From | junk$ | false",
        "From | junk$Name: x$ | false",
        "part Content-ID | junk$Content-Type: a$ | true",
        "part Content-ID | junk$Content-Other: a$ | true",
        "part Content-ID | junk$To: a$ | false",
        // before the first field of a message two are needed, of a part one
        "`` | junk$To: a$ | false",
        "`` | junk$To: a$Cc: a$ | true",
        "part | junk$Content-Type: a$ | true",
        // a delimiter ends the header, unless it is itself the line in question
        "From | junk$--b$To: a$ | false",
        "From | junk$--$To: a$ | false",
        "From | junk$-b$To: a$ | true",
        "From | junk$-$To: a$ | true",
        "From | --b$To: a$ | true",
        // how many such lines there may be; continued ones are one
        "From | j$j$j$j$j$j$j$j$To: a$ | true",
        "From | j$j$j$j$j$j$j$j$j$To: a$ | false",
        "From | j$_j$j$j$j$%j$j$j$j$j$To: a$ | true",
        "`` | j$j$j$j$To: a$Cc: a$ | true",
        "`` | j$j$j$j$j$To: a$Cc: a$ | false",
        // the header ends: the lines are junk if they are few, are not prose, and a body follows
        "From To | junk$$body | true",
        "From To | junk$junk$$body | true",
        "From To | j$j$j$$body | false",
        "From | junk$$body | false",
        "part Content-Type | junk$$body | true",
        "From To | Hello,$$body | false",
        "From To | Hello.$$body | false",
        "From To | Hello!$$body | false",
        "From To | Hello?$$body | false",
        "From To | Hello,_^$$body | false",
        "From To | Hello\u00E4$$body | true",
        "From To | Hello.a$$body | true",
        "From To | junk$hello.$$body | false",
        "From To | junk$$ | false",
        "From To | junk$$$_$ | false",
        "From To | junk$$$_b | true",
        "From To | junk$$\u00E4 | true",
        "From To | junk$$--b | true",
        "part Content-Type | junk$$--b | false",
        "part Content-Type | junk$$-b | true",
        "part Content-Type | junk$$- | true",
        // the header ends after unknown fields
        "From To | junk$Name: x$$body | true",
        "From To | junk$junk$Name: x$$body | false",
        "part Content-Type | junk$Name: x$$body | false",
        // the header ends before its first field: another one follows, or the text is not mail
        "`` | junk$$From: a$To: b$$body | true",
        "`` | junk$$To: b$$body | false",
        "part | junk$$Content-Type: a$$body | false",
      })
  void a_header_continues_after_a_line_that_is_not_a_field(
      String header, String rest, boolean goesOn) {
    byte[] octets = octets("$$" + rest);
    HeaderLines lines = after(header);
    assertEquals(goesOn, lines.goesOnAfterStray(octets, 2, octets.length), header + ": " + rest);
    assertFalse(lines.isAtStart(), "a line was read");
    assertTrue(lines.examined() <= octets.length, "the examined position is within the octets");
  }

  // ------------------------------------------------------------------------------------------
  // empty lines

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // a header with its author continues with missing fields before another empty line
        "From | To: a$$x | true",
        "From | To: a$$ | false",
        "From | To: a$ | false",
        "From | To: a$_b$$x | true",
        "From | _To: a$$x | false",
        "From | To: a$prose$$x | false",
        "From | From: a$$x | false",
        "From | To: a$To: b$$x | false",
        "From | To: a$X-Priority: 1$$x | true",
        "From | Precedence: a$Precedence: b$$x | true",
        "From | X-Other: a$$x | false",
        "From | To: a$Name: x$$x | false",
        "From | Name: x$$x | false",
        "From | $To: a$$x | false",
        // a complete header continues only with fields that only programs write
        "From Subject Date To | Cc: a$$x | false",
        "From Subject Date | Cc: a$$x | true",
        "From Subject To | Cc: a$$x | true",
        "From Date To | Cc: a$$x | true",
        "From Subject Date To | Message-ID: a$$x | true",
        "From Subject Date To | Message-ID: a$$ | true",
        "From Subject Date To | Message-ID: a$ | false",
        "From Subject Date To | Message-ID: a$Received: b$ | true",
        "From Subject Date To | Message-ID: a$Received: b$Name: c$$x | false",
        // a header without its author continues with the author or with two fields
        "Subject | From: a$ | true",
        "Subject | To: a$ | false",
        "Subject | To: a$Cc: b$ | true",
        "Subject | From: a$Name: x$ | true",
        "Subject | From: a$Name: x$Phone: y$ | false",
        // without any field: two, one of them the author or a field of programs
        "`` | From: a$ | false",
        "`` | Message-ID: a$ | false",
        "`` | From: a$To: b$ | true",
        "`` | To: a$Cc: b$ | false",
        "`` | Message-ID: a$To: b$ | true",
        "`` | `` | false",
        // the header of a part continues with content fields, one of them known
        "part Content-Type | Content-ID: a$$x | true",
        "part Content-Type | Content-ID: a$$ | true",
        "part Content-Type | Content-ID: a$ | false",
        "part Content-Type | Content-Language: a$$x | false",
        "part Content-Type | Content-Language: a$Content-ID: b$$x | true",
        "part Content-Type | Content-ID: a$Subject: b$$x | false",
        "part Content-Type | Content-Type: a$$x | false",
      })
  void a_header_continues_after_an_empty_line(String header, String rest, boolean goesOn) {
    byte[] octets = octets("$$" + rest);
    assertEquals(
        goesOn, after(header).goesOnAfterEmpty(octets, 2, octets.length), header + ": " + rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "From Subject | `` | true",
        "From Subject | $x | true",
        "From Subject | ^$x | true",
        "From Subject | _x | true",
        "From Subject | prose | false",
        "From Subject | -x | false",
        "part Content-Type | -x | true",
        "From Subject | junk$To: a$ | true",
        "From Subject | To: a$ | true",
        "From Subject | X-Other: a$ | true",
        "From Subject | Subject: a$ | false",
        "From Subject | Name: x$ | false",
        "From Date | Name: x$ | false",
        "From | Name: x$ | true",
        "Subject Date | Name: x$ | true",
        "part Content-Type | Name: x$ | false",
        "part Content-Type | Content-ID: x$ | true",
        "part Content-Type | Content-Type: x$ | false",
        "part Content-ID | Name: x$ | true",
      })
  void a_header_continues_after_a_line_of_blanks(String header, String rest, boolean goesOn) {
    byte[] octets = octets("$$" + rest);
    assertEquals(
        goesOn, after(header).goesOnAfterBlanks(octets, 2, octets.length), header + ": " + rest);
  }

  // ------------------------------------------------------------------------------------------
  // how far a decision looks ahead

  @Test
  void a_decision_looks_four_kibibytes_ahead() {
    String field = "To: a\n";
    for (int excess : new int[] {-1, 0, 1}) {
      String junk = "j".repeat(HeaderLines.LOOK_AHEAD - field.length() - 1 + excess) + "\n";
      byte[] octets = ("\n\n" + junk + field + "Cc: b\n\nx").getBytes(StandardCharsets.US_ASCII);
      HeaderLines lines = after("From");
      assertEquals(
          excess <= 0,
          lines.goesOnAfterStray(octets, 2, octets.length),
          "a field that ends " + excess + " octets after the limit");
      assertEquals(2 + HeaderLines.LOOK_AHEAD + Math.min(excess, 0), lines.examined());
    }
  }

  @Test
  void a_decision_reports_how_far_it_examined_the_bytes() {
    String text = "..junk\nTo: a\nrest";
    HeaderLines lines = after("From");
    assertEquals(0, lines.examined());
    assertTrue(lines.goesOnAfterStray(octets(text), 2, text.length()));
    assertEquals(text.indexOf("rest"), lines.examined(), "to the end of the field that decides");
    lines.forget();
    assertEquals(0, lines.examined());
    lines = after("From Subject Date To");
    text = "..Message-ID: a\nReceived: b\n\nrest";
    assertTrue(lines.goesOnAfterEmpty(octets(text), 2, text.length()));
    assertEquals(text.indexOf("rest"), lines.examined(), "to the next empty line");
    lines = after("From To");
    text = "..junk\n\n\n rest";
    assertTrue(lines.goesOnAfterStray(octets(text), 2, text.length()));
    assertEquals(text.indexOf("est") + 1, lines.examined(), "two octets of the body");
  }

  @Test
  void a_header_knows_whether_it_is_of_a_part_and_whether_it_has_begun() {
    assertTrue(HeaderLines.ofPart().isOfPart());
    assertFalse(HeaderLines.ofMessage().isOfPart());
    HeaderLines lines = HeaderLines.ofMessage();
    assertTrue(lines.isAtStart());
    assertFalse(lines.hasFields());
    lines.field(null);
    assertFalse(lines.isAtStart());
    assertTrue(lines.hasFields());
  }
}
