// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The grammar of CSV (RFC 4180 §2). */
class CsvRecordsTest {

  private static CsvRecords of(String csv) {
    return new CsvRecords(csv.getBytes(StandardCharsets.UTF_8), 0);
  }

  private static List<List<String>> records(String csv) {
    var records = of(csv);
    var all = new ArrayList<List<String>>();
    for (List<String> next = records.next(); next != null; next = records.next()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void rule1_a_record_is_a_line_which_ends_with_crlf_or_lf() {
    assertEquals(
        List.of(List.of("a", "b"), List.of("c", "d"), List.of("é", "f")),
        records("a,b\r\nc,d\né,f\r\n"));
  }

  @Test
  void rule2_the_last_record_may_have_no_line_break() {
    assertEquals(List.of(List.of("a", "b")), records("a,b"));
    assertEquals(List.of(List.of("a", "b")), records("a,b\n"));
    assertEquals(List.of(List.of("a", "b")), records("a,b\r"));
    assertEquals(List.of(List.of("a", "b")), records("a,\"b\""));
    assertEquals(List.of(), records(""));
  }

  @Test
  void rule4_spaces_are_part_of_a_field_and_so_is_a_carriage_return_inside() {
    assertEquals(List.of(List.of(" a ", " b\rc", "\r", "d")), records(" a , b\rc,\r,d\r\n"));
  }

  @Test
  void rule4_a_field_may_be_empty() {
    assertEquals(List.of(List.of("", "", "")), records(",,\n"));
    assertEquals(List.of(List.of("", "")), records("\"\",\"\""));
    assertEquals(List.of(List.of(""), List.of("")), records("\r\n\n"));
    assertEquals(List.of(List.of("a", "")), records("a,"));
  }

  @Test
  void rule5_only_a_field_that_begins_with_a_quotation_mark_is_quoted() {
    assertEquals(List.of(List.of("a\"b\"", " \"c\"")), records("a\"b\", \"c\""));
    assertEquals(List.of(List.of("ab", "c")), records("\"a\"b,c"), "Text after it is kept");
  }

  @Test
  void rule6_a_quoted_field_may_have_commas_and_line_breaks() {
    assertEquals(
        List.of(List.of("a,b", "c\r\nd\ne"), List.of("f")), records("\"a,b\",\"c\r\nd\ne\"\r\nf"));
  }

  @Test
  void rule7_a_doubled_quotation_mark_is_one() {
    assertEquals(
        List.of(List.of("\"", "a\"b", "\"\"c")), records("\"\"\"\",\"a\"\"b\",\"\"\"\"\"c\"\n"));
  }

  @Test
  void a_record_knows_where_it_begins_and_in_which_line() {
    var records = of("a,b\n\"two\nlines\",\"\n\"\nc\n\nd");
    assertPlace(0, 1, records);
    records.next();
    assertPlace(4, 2, records);
    records.next();
    assertPlace(20, 5, records);
    records.next();
    assertPlace(22, 6, records);
    records.next();
    assertPlace(23, 7, records);
    assertEquals(List.of("d"), records.next());
    assertFalse(records.isUnterminated());
  }

  private static void assertPlace(int position, int number, CsvRecords records) {
    assertEquals(position, records.position());
    assertEquals(number, records.number());
  }

  @Test
  void a_record_can_be_read_from_where_it_begins() {
    byte[] csv = "a,b\nc,\"d\"\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(List.of("c", "d"), new CsvRecords(csv, 4).next());
  }

  /** The line is the one of the mark, not the last one of the file. */
  @Test
  void a_mark_that_is_not_closed_is_reported_with_its_line() {
    var records = of("a\nb,\"c\nd\ne");
    records.next();
    assertFalse(records.isUnterminated());
    assertEquals(List.of("b", "c\nd\ne"), records.next());
    assertTrue(records.isUnterminated());
    assertEquals(2, records.number());
    var ends = of("\"a\"\"");
    assertEquals(List.of("a\""), ends.next());
    assertTrue(ends.isUnterminated(), "A doubled mark closes nothing");
  }
}
