// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnderstandCommandTest {

  private static final String FORWARD = """
      From: Sam Sales <sam@example.org>
      Subject: Fwd: Pumps

      Can you take this?

      ---------- Forwarded message ---------
      From: Jane Doe <jane@example.com>
      Date: Mon, 2 Apr 2012 18:26:00 +0200
      Subject: Pumps
      To: Sales <sales@example.org>
      Cc: bob@example.com

      Please quote 40 pumps.
      """;

  @TempDir
  Path folder;

  private Path mail(String text) throws IOException {
    return Files.writeString(folder.resolve("mail.eml"), text);
  }

  @Test
  void segments_are_shown_with_kind_confidence_rule_and_lines() throws IOException {
    Path mail = mail("""
        From: Jane Doe <jane@example.com>
        Subject: Re: Pumps

        We need 40.

        --\s
        Jane Doe

        On Mon, Apr 2, 2012 at 6:26 PM, Bob <bob@example.com> wrote:
        > How many?
        """);
    Called called = Called.lead("understand", mail.toString());
    assertEquals(0, called.code(), called.err());
    assertTrue(
        called.out().matches("(?s)own text  \\d+ %  [a-z-]+\n  We need 40\\.\n.*"), called.out());
    assertTrue(
        called.out().matches("(?s).*\nsignature  \\d+ %  [a-z-]+\n  -- ?\n  Jane Doe\n.*"),
        called.out());
    assertTrue(
        called.out().matches("(?s).*\nquoted  \\d+ %  [a-z-]+\n  > How many\\?\n"), called.out());
    assertFalse(called.out().contains("\u001b"), "no colours except on a terminal");
    assertFalse(called.out().contains("forward 1"), called.out());
    Called coloured = Called.onTerminal("understand", mail.toString());
    assertTrue(coloured.out().startsWith("\u001b[32mown text"), coloured.out());
    assertEquals(called.out(), coloured.out().replaceAll("\u001b\\[[0-9]+m", ""));
  }

  @Test
  void a_forward_is_shown_with_its_fields() throws IOException {
    Called called = Called.lead("understand", mail(FORWARD).toString());
    List<String> lines = called.lines();
    int at = 0;
    while (at < lines.size() && !lines.get(at).equals("forward 1")) {
      at++;
    }
    assertEquals(
        List.of(
            "  from     Jane Doe <jane@example.com>",
            "  to       Sales <sales@example.org>",
            "  cc       bob@example.com",
            "  date     2012-04-02T16:26:00Z",
            "  subject  Pumps"),
        lines.subList(Math.min(at + 1, lines.size()), lines.size()),
        called.out());
  }

  @Test
  void the_spans_of_the_json_join_to_the_text() throws IOException {
    Called called = Called.lead("understand", mail(FORWARD).toString(), "--json");
    assertEquals(0, called.code(), called.err());
    JsonNode json = new ObjectMapper().readTree(called.out());
    String text = json.get("text").asText();
    var joined = new StringBuilder();
    for (JsonNode segment : json.get("segments")) {
      assertFalse(segment.get("kind").asText().isEmpty());
      assertFalse(segment.get("rule").asText().isEmpty());
      assertTrue(segment.get("confidence").isNumber());
      joined.append(text, segment.get("start").asInt(), segment.get("end").asInt());
    }
    assertEquals(text, joined.toString());
    assertTrue(text.contains("Can you take this?"), text);
    JsonNode forward = json.get("forwards").get(0);
    assertEquals("jane@example.com", forward.get("from").get("email").asText());
    assertEquals("Sales", forward.get("to").get(0).get("name").asText());
    assertEquals("bob@example.com", forward.get("cc").get(0).get("email").asText());
    assertEquals("2012-04-02T16:26:00Z", forward.get("date").asText());
    assertEquals("Pumps", forward.get("subject").asText());
  }

  @Test
  void the_text_of_html_is_read_where_there_is_no_plain_text() {
    Called called = Called.lead(
        "Content-Type: text/html\n\n<p>We need <b>40</b> pumps.</p>"
            .getBytes(StandardCharsets.UTF_8),
        "understand",
        "-");
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("\n  We need 40 pumps.\n"), called.out());
  }

  @Test
  void a_mail_cannot_control_the_terminal() throws IOException {
    Called called =
        Called.lead("understand", mail("Subject: x\n\nred \u001b[31m text\n").toString());
    assertTrue(called.out().contains("red \ufffd[31m text"), called.out());
  }

  @Test
  void direction_marks_are_replaced_and_tabs_are_blanks() {
    Called called = Called.lead(
        "Content-Type: text/plain; charset=utf-8\n\nsell\u200f or\u202e buy\tnow\n"
            .getBytes(StandardCharsets.UTF_8),
        "understand",
        "-");
    assertTrue(called.out().contains("sell\ufffd or\ufffd buy now"), called.out());
  }

  @Test
  void what_is_not_one_mail_exits_with_1_and_one_line() throws IOException {
    Path absent = folder.resolve("absent.eml");
    assertFailure(absent, absent + ": no such file");
    Path two = Files.writeString(
        folder.resolve("two.mbox"),
        "From a Mon Mar  2 12:00:00 2026\nSubject: a\n\na\n\n"
            + "From b Mon Mar  2 12:00:00 2026\nSubject: b\n\nb\n");
    assertFailure(two, two + ": has more than one mail; expected a file with one");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertFailure(empty, empty + ": has no mail");
    assertEquals(2, Called.lead("understand").code(), "MAIL is required");
  }

  private static void assertFailure(Path input, String problem) {
    Called called = Called.lead("understand", input.toString());
    assertEquals(1, called.code(), called.out());
    assertEquals(List.of("lead: " + problem), called.complaints());
  }
}
