// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect.Code;
import dev.leadkit.Threading;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadHeaderTest {

  private static Threading thread(String header) {
    return Mails.read(header + "\n\n").thread();
  }

  @Test
  void folded_commented_and_repeated_ids_are_normal() {
    Threading thread = thread("""
            Message-ID:
             <m@example.com> (added by a relay <not@this.example>)
            In-Reply-To: <b@example.com> <a@example.com>
            References: <a@example.com>
            \t<b@example.com>\t<a@example.com> (x)
            References: <c@exam
             ple.com>""");
    assertEquals("<m@example.com>", thread.messageId());
    assertEquals("<b@example.com>", thread.inReplyTo());
    assertEquals(
        List.of("<a@example.com>", "<b@example.com>", "<c@example.com>"), thread.references());
  }

  @Test
  void ids_without_brackets_get_them() {
    assertEquals("<m@example.com>", thread("Message-ID: m@example.com").messageId());
    assertEquals("<m@example.com>", thread("Message-ID: <m@example.com").messageId());
    assertEquals(
        List.of("<a@example.com>", "<b@example.com>"),
        thread("References: a@example.com, b@example.com").references());
    assertTrue(
        Mails.codes(Mails.read("Message-ID: m@example.com\n\n")).contains(Code.MALFORMED_ID));
  }

  @Test
  void prose_is_not_an_id_but_an_id_within_it_is() {
    assertEquals(
        "", thread("In-Reply-To: Your message of Monday to jane@example.com").inReplyTo());
    assertEquals(
        "<x@example.com>",
        thread("In-Reply-To: Message from Jane <x@example.com> of Monday").inReplyTo());
  }

  @Test
  void an_empty_id_is_ignored_and_the_next_field_counts() {
    assertEquals("", thread("Message-ID: <>").messageId());
    assertEquals(
        "<m@example.com>", thread("Message-ID:\nMessage-ID: <m@example.com>").messageId());
  }

  @Test
  void the_root_and_the_newest_of_too_many_references_are_kept() {
    String ids = IntStream.range(0, 3_000)
        .mapToObj(i -> "<" + i + "@example.com>")
        .collect(Collectors.joining("\n "));
    dev.leadkit.Message message = Mails.read("References: " + ids + "\n\n");
    List<String> references = message.thread().references();
    assertEquals(1_000, references.size());
    assertEquals("<0@example.com>", references.get(0));
    assertEquals("<2001@example.com>", references.get(1));
    assertEquals("<2999@example.com>", references.get(999));
    Mails.assertDefect(message, Code.TOO_MANY_REFERENCES);
  }

  @Test
  void the_root_and_the_newest_ids_of_a_very_long_field_are_kept() {
    for (String fold : List.of("\n ", " ", "", "\n\t(x) ")) {
      String ids = IntStream.range(0, 40_000)
          .mapToObj(i -> "<" + i + "@example.com>")
          .collect(Collectors.joining(fold));
      dev.leadkit.Message message = Mails.read("References: " + ids + "\nSubject: x\n\nhi\n");
      List<String> references = message.thread().references();
      assertEquals(1_000, references.size());
      assertEquals("<0@example.com>", references.get(0));
      assertEquals("<39001@example.com>", references.get(1));
      assertEquals("<39999@example.com>", references.get(999));
      assertTrue(Mails.codes(message)
          .containsAll(List.of(Code.TOO_MANY_REFERENCES, Code.HEADER_TOO_LARGE)));
      assertTrue(message.header("References").length() <= MimeLimits.standard().fieldBytes());
      assertEquals("x", message.subject());
    }
  }

  @Test
  void ids_in_comments_and_quoted_strings_are_read_as_intended() {
    Threading thread = thread("""
            Message-ID: (generated (by hand) <no@example.com>) <m@example.com>
            In-Reply-To: "Jane Doe's message" <"a b"@example.com> (of "Monday")
            References: (<x@example.com>) <a@[192.0.2.1]> <a@[192.0.2.1]>,<b@example.com>;<c@example.com""");
    assertEquals("<m@example.com>", thread.messageId());
    assertEquals("<\"ab\"@example.com>", thread.inReplyTo());
    assertEquals(
        List.of("<a@[192.0.2.1]>", "<b@example.com>", "<c@example.com>"), thread.references());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a@x.de> | <a@x.de> | false",
        "<a@x.de><b@x.de> | <a@x.de> <b@x.de> | false",
        "<a@x.de>,<b@x.de>; <a@x.de> | <a@x.de> <b@x.de> | false",
        "<a @ x . de> | <a@x.de> | false",
        "<a@x.de> (c) <b@x.de> | <a@x.de> <b@x.de> | false",
        "(<c@x.de>) <a@x.de> | <a@x.de> | false",
        "(a (<c@x.de>) b) <a@x.de> | <a@x.de> | false",
        "(a \\) <c@x.de>) <a@x.de> | <a@x.de> | false",
        "(a <a@x.de> | <a@x.de> | false",
        "((a) <a@x.de> | <a@x.de> | false",
        "(a | `` | false",
        "<a@x.de | <a@x.de> | true",
        "<a@x.de <b@x.de> | <a@x.de> <b@x.de> | false",
        "<> <a@x.de> | <a@x.de> | false",
        "< | `` | false",
        "a@x.de | <a@x.de> | true",
        "a@x.de> | <a@x.de> | true",
        "a@x.de,b@x.de; c@x.de | <a@x.de> <b@x.de> <c@x.de> | true",
        "20240312.7 | <20240312.7> | true",
        "a@x.de and | `` | false",
        "@x.de a@x.de | `` | false",
        "\"Ann\"@x.de | `` | false",
        "a@x.de, | <a@x.de> | true",
        "a@x.de(c)@y | `` | false",
      })
  void each_id_is_found_once_and_a_repair_is_a_defect(String field, String ids, boolean repaired) {
    dev.leadkit.Message message = Mails.read("X: y\nReferences: " + field + "\n\n");
    assertEquals(ids, String.join(" ", message.thread().references()), field);
    assertEquals(repaired, Mails.codes(message).contains(Code.MALFORMED_ID), "repaired: " + field);
    message.defects().stream()
        .filter(defect -> defect.code() == Code.MALFORMED_ID)
        .forEach(defect -> assertEquals(6, defect.position(), "where the field begins"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | <a@x.de> <b@x.de> <c@x.de> | <c@x.de>",
        "2 | <a@x.de> <b@x.de> <c@x.de> <d@x.de> | <a@x.de> <d@x.de>",
        "3 | <a@x.de> <b@x.de> <c@x.de> <d@x.de> | <a@x.de> <c@x.de> <d@x.de>",
        "3 | <a@x.de> <b@x.de> <c@x.de> <a@x.de> | <a@x.de> <b@x.de> <c@x.de>",
      })
  void beyond_any_limit_the_root_and_the_newest_ids_are_kept(int limit, String field, String ids) {
    MimeReader reader = new MimeReader(MimeLimits.standard().withReferences(limit));
    dev.leadkit.Message message = reader.read(
        dev.leadkit.RawMessage.of(Mails.octets("X: y\nReferences: " + field + "\n\n")),
        Mails.RECEIVED,
        dev.leadkit.spi.MessageReader.Sink.discarding());
    assertEquals(ids, String.join(" ", message.thread().references()));
    assertEquals(
        field.split(" ").length > limit && !field.endsWith("<a@x.de>")
            ? List.of("kept " + limit)
            : List.of(),
        message.defects().stream()
            .filter(defect -> defect.code() == Code.TOO_MANY_REFERENCES)
            .map(dev.leadkit.Defect::detail)
            .toList(),
        "said once");
  }
}
