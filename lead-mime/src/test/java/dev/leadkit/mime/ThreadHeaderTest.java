// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect.Code;
import dev.leadkit.Threading;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
  void prose_is_no_id_but_the_id_within_it_is() {
    assertEquals(
        "", thread("In-Reply-To: Your message of Monday to jane@example.com").inReplyTo());
    assertEquals(
        "<x@example.com>",
        thread("In-Reply-To: Message from Jane <x@example.com> of Monday").inReplyTo());
  }

  @Test
  void an_empty_id_is_none_and_the_next_field_counts() {
    assertEquals("", thread("Message-ID: <>").messageId());
    assertEquals(
        "<m@example.com>", thread("Message-ID:\nMessage-ID: <m@example.com>").messageId());
  }

  @Test
  void of_too_many_references_the_root_and_the_newest_stay() {
    String ids = IntStream.range(0, 3_000)
        .mapToObj(i -> "<" + i + "@example.com>")
        .collect(Collectors.joining("\n "));
    dev.leadkit.Message message = Mails.read("References: " + ids + "\n\n");
    List<String> references = message.thread().references();
    assertEquals(1_000, references.size());
    assertEquals("<0@example.com>", references.get(0));
    assertEquals("<2001@example.com>", references.get(1));
    assertEquals("<2999@example.com>", references.get(999));
    assertTrue(Mails.codes(message).contains(Code.TOO_MANY_REFERENCES));
  }

  @Test
  void of_a_field_of_many_hundred_kilobytes_the_root_and_the_newest_stay() {
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
  void ids_in_comments_and_quoted_strings_are_read_as_they_are_meant() {
    Threading thread = thread("""
            Message-ID: (generated (by hand) <no@example.com>) <m@example.com>
            In-Reply-To: "Jane Doe's message" <"a b"@example.com> (of "Monday")
            References: (<x@example.com>) <a@[192.0.2.1]> <a@[192.0.2.1]>,<b@example.com>;<c@example.com""");
    assertEquals("<m@example.com>", thread.messageId());
    assertEquals("<\"ab\"@example.com>", thread.inReplyTo());
    assertEquals(
        List.of("<a@[192.0.2.1]>", "<b@example.com>", "<c@example.com>"), thread.references());
  }
}
