// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Header;
import dev.leadkit.mime.header.HeaderFields.Budget;
import dev.leadkit.mime.header.HeaderFields.Owner;
import dev.leadkit.mime.scan.BoundaryStack;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The fields of a header and where its body begins (RFC 5322 §2.2). In the rows $ is a line feed and ^ a carriage return. */
class HeaderFieldsTest {

  private Defects defects = new Defects();

  private HeaderFields read(String header, Owner owner, Supplier<Budget> limits) {
    byte[] octets =
        header.replace('$', '\n').replace('^', '\r').getBytes(StandardCharsets.ISO_8859_1);
    BoundaryStack boundaries = new BoundaryStack();
    boundaries.push(new byte[] {'b'});
    defects = new Defects();
    return HeaderFields.read(octets, 0, octets.length, boundaries, owner, limits.get(), defects);
  }

  private HeaderFields read(String header, Owner owner) {
    return read(header, owner, limits(2_000_000, 256_000, 2_000));
  }

  private static Supplier<Budget> limits(int headerBytes, int fieldBytes, int fields) {
    return () -> new Budget(headerBytes, fieldBytes, fields);
  }

  private static String values(HeaderFields fields) {
    return fields.list().stream().map(Header::value).collect(Collectors.joining("|"));
  }

  private String codes() {
    return defects.list().stream()
        .map(d -> d.code().name())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "MESSAGE, 'To: a$$x', 7",
    "MESSAGE, 'To: a^$^$x', 9",
    "MESSAGE, 'To: a', 5",
    "MESSAGE, 'To: a$', 6",
    "MESSAGE, '$x', 1",
    "MESSAGE, '', 0",
    "MESSAGE, 'To: a$--b$x', 6",
    "MESSAGE, 'To: a$--b--$x', 6",
    "PART, 'Content-Type: a$--b$x', 16",
    "PART, 'Content-Type: a$--b$Content-ID: c$$x', 16",
    "PART, 'Content-Type: a$--c$Content-ID: c$$x', 35",
    "MESSAGE, 'From: a$Subject: b$ $Name: x$$y', 21",
    "MESSAGE, 'From: a$ $Name: x$$y', 19",
    "EXCERPT, 'Content-Type: a$ $Name: x$$y', 28",
    "PART, '--b$x', 0",
    "PART, 'Content-ID: a$$x', 15",
    "PART, ' $Content-ID: a$$x', 2",
    "EXCERPT, 'Content-ID: a$$x', 16",
    "MESSAGE, 'From: a$Subject: b$ $x', 21",
    "MESSAGE, 'From: a$Subject: b$We need it.$$x', 19",
    "MESSAGE, 'From: a$To: b$junk$$x', 20",
  })
  void a_body_begins_after_the_empty_line_or_its_substitute(
      Owner owner, String text, int bodyStart) {
    assertEquals(bodyStart, read(text, owner).bodyStart());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Subject: a$ b$\tc$ | a b\tc",
        "Subject:a$ | a",
        "Subject : a$ | a",
        "Subject: a $ | a",
        "Subject: a^$ b^$ | a b",
        "Subject: a^b^$ | a^b",
        "Subject:$ a$ | a",
        "Subject: a$  $ b$ | a   b",
        "Subject: \u0001a\u0001$ | a",
        "Subject: \u00E4$ | \u00E4",
        "Subject:$ | ``",
        "Subject: a | a",
        "Subject: a^ | a",
        "Received: a;$b$ | a; b",
        "Received: a$junk1$ b$junk2$ c$junk3$ d$junk4$ e$junk5$ f$junk6$ g$To: h$ | a b c d e f g;h",
      })
  void a_value_is_unfolded_and_without_blanks_around_it(String text, String value) {
    for (Owner owner : List.of(Owner.MESSAGE, Owner.GLANCE)) {
      HeaderFields fields = read("X-First: x$" + text, owner);
      assertEquals("x;" + value, values(fields).replace('|', ';').replace('\r', '^'), owner.name());
    }
  }

  @Test
  void fields_are_found_by_name_and_keep_their_spelling_and_place() {
    HeaderFields fields = read("From: a$SUBJECT: b$from: c$X-Other: d$$", Owner.MESSAGE);
    assertEquals(
        List.of("From", "SUBJECT", "from", "X-Other"),
        fields.list().stream().map(Header::name).toList());
    assertEquals("a", fields.first(FieldName.FROM), "the first of two");
    assertEquals("", fields.first(FieldName.TO));
    assertTrue(fields.has(FieldName.FROM));
    assertTrue(fields.has(FieldName.SUBJECT));
    assertFalse(fields.has(FieldName.TO));
    assertEquals(0, fields.position(FieldName.FROM));
    assertEquals(8, fields.position(FieldName.SUBJECT));
    assertEquals(-1, fields.position(FieldName.TO));
    assertEquals(2, fields.indexOf(FieldName.FROM, 1));
    assertEquals(-1, fields.indexOf(FieldName.FROM, 3));
    assertEquals(19, fields.position(2));
    assertFalse(fields.isEmpty());
    assertTrue(read("$x", Owner.MESSAGE).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(
      value = Owner.class,
      names = {"PART", "EXCERPT"})
  void only_fields_that_describe_content_are_kept_of_a_part(Owner owner) {
    HeaderFields fields =
        read("Content-Type: a$ b$Subject: c$ d$X-Other: e$Content-ID: f$$", owner);
    assertEquals("a b|f", values(fields));
    assertEquals(
        60, read("Content-ID: a$".repeat(60), Owner.EXCERPT).list().size(), "however many");
  }

  @Test
  void a_field_is_cut_at_its_limit_and_the_defect_is_reported_once() {
    Supplier<Budget> limits = limits(2_000_000, 4, 2_000);
    HeaderFields fields =
        read("X-A: 123$X-B: 1234$X-C: 12345$ 6$X-D: $ 234$", Owner.MESSAGE, limits);
    assertEquals("123|123|123|2", values(fields), "the blank before a value counts");
    assertEquals(1, defects.list().size());
    assertEquals("HEADER_TOO_LARGE", codes());
  }

  @Test
  void the_first_and_the_last_of_too_many_ids_are_kept_complete() {
    Supplier<Budget> limits = limits(2_000_000, 20, 2_000);
    HeaderFields fields = read("References: <1@a> <2@a> <3@a> <4@a> <5@a>$", Owner.MESSAGE, limits);
    assertEquals("<1@a> <5@a>", values(fields));
    fields = read("References: <1@a>  <2@a>  <3@a>  <4@a>$", Owner.MESSAGE, limits);
    assertEquals("<1@a> <4@a>", values(fields));
    fields = read("References: <0123456789@abcdefghij>$", Owner.MESSAGE, limits);
    assertEquals("", values(fields), "an id that is longer than the limit is left out");
  }

  @Test
  void fields_beyond_the_limits_are_left_out() {
    assertEquals(
        "1|2", values(read("X-A: 1$X-B: 2$X-C: 3$", Owner.MESSAGE, limits(2_000_000, 256_000, 2))));
    assertEquals("HEADER_TOO_LARGE", codes());
    assertEquals(
        "1|2", values(read("X-A: 1$X-B: 2$", Owner.MESSAGE, limits(2_000_000, 256_000, 2))));
    assertEquals("", codes());
    Supplier<Budget> twelve = limits(12, 256_000, 2_000);
    assertEquals("1|2", values(read("X-A: 1$X-B: 2$", Owner.MESSAGE, twelve)));
    assertEquals("", codes());
    assertEquals("1|2", values(read("X-A: 1$X-B: 2$X-C: 3$", Owner.MESSAGE, twelve)));
    assertEquals("HEADER_TOO_LARGE", codes());
    Supplier<Budget> eighteen = limits(18, 256_000, 2_000);
    assertEquals("1|2|3", values(read("X-A: 1$X-B: 2$X-C: 3$", Owner.MESSAGE, eighteen)));
    assertEquals("", codes());
    assertEquals(
        "a, bcdef|2",
        values(read("To: a,$bcdef$X-B: 2$X-C: 3$", Owner.MESSAGE, eighteen)),
        "a line without its indent counts, too");
  }

  @Test
  void values_are_the_same_when_they_are_decoded_later() {
    String text = "From: a,$b$Subject: \u00E4$ c$References: <1>$ <2>$";
    assertEquals(values(read(text, Owner.MESSAGE)), values(read(text, Owner.GLANCE)));
    read("Subject: \u00E4$", Owner.GLANCE);
    assertEquals("", codes(), "a value that is not requested reports no defects");
    read("Subject: \u00E4$", Owner.MESSAGE);
    assertEquals("UNENCODED_FIELD", codes());
  }
}
