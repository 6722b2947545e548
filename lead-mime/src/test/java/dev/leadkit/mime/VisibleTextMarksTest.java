// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines mark a quotation, a signature or a forwarded message, and which only look like it. */
class VisibleTextMarksTest {

  private static final String RULE = "_".repeat(20);

  private static String visible(String text) {
    return VisibleText.of("Re: offer", text).text();
  }

  private static void assertKept(String text) {
    assertEquals(text, visible(text), "nothing is left out");
  }

  private static void assertCut(String above, String mark) {
    assertEquals(above, visible(above + "\n\n" + mark), mark);
  }

  private static String lines(int count) {
    return "line\n".repeat(count).strip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On 2 Mar 2026 Bob wrote:\noffer?",
        "On 2 Mar 2026 Bob\nLongname <bob@example.com>\nwrote:\noffer?",
        "Bob wrote:\n> offer?",
        "2026-03-02 10:00 Bob <bob@example.com>:\n> offer?",
        "-----Original Message-----\noffer?",
        "--Original Message from Bob\noffer?",
        "From: Bob\nSent: Monday\nTo: Jane\n\noffer?",
        "From: Bob\nSubject: offer\nTo: Jane\n\noffer?",
        "____________________\nFrom: Bob\nSubject: offer\nTo: Jane\n\noffer?",
        "____________________\nSales list\nsales@example.com",
        "--\nJane",
        "-- \nJane",
        "Disclaimer: nothing here counts.",
        "Sent from my phone",
        " > offer?",
        "\t>offer?",
        "Best regards\nJane",
      })
  void a_mark_counts_wherever_in_the_text_it_is(String mark) {
    assertCut("Yes, please.", mark);
    assertCut("Yes, please.\n" + "We met.\n".repeat(100).strip(), mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: Bob\nSubject: offer\n\nThat is all.",
        "From\nSubject\nTo: us",
        "From: Bob\nSubject\nTo\nDate\n\nThat is all.",
        "Original Message from Bob",
        "-Original Message from Bob",
        "--Original Messages",
        "-- Original Message, he said",
        "->Original Message from Bob",
        "-->Original Message from Bob",
        "-- >Original Message from Bob",
        "@Bob <page 2>:\n> no\nOk.",
        "On Monday\nwe met 3 people,\nthen four,\nwrote:\nall.",
        "On Monday.",
        "On Monday\n\nwe wrote 2 letters:",
        "On Monday we wrote:\na letter.",
        "On 3 March we need:\n50 seats.",
        "On Monday\nwe met 3 people,\nthen four,\nthen five,\nwrote:\nall.",
        "Bob answered:\n> no\nOk.",
        "See <page 2>:\n> no\nOk.",
        "Bob <bob@example.com>:\n> no\nOk.",
        "bob@example.com, 2 seats:\n> no\nOk.",
        "---\nJane",
        "--Jane",
        "-- Jane",
        "-\nJane",
        "___________________\nnineteen do not make a rule",
        "__________x_________\nanother sign in it",
        "____________________",
        ":) hello\nagain",
      })
  void what_only_looks_like_a_mark_stays(String text) {
    String whole = "Yes, please.\n\n" + text;
    assertEquals(whole.replace("\n> no", ""), visible(whole));
  }

  @Test
  void a_long_line_is_text_and_not_a_mark() {
    String dashes = "-".repeat(300 - " Original Message ".length());
    assertCut("Yes.", dashes + " Original Message ");
    assertKept("Yes.\n\n" + dashes + "-- Original Message");
    String mark = "--Original Message ";
    assertCut("Yes.", mark + "x".repeat(82 - mark.length()));
    assertKept("Yes.\n\n" + mark + "x".repeat(83 - mark.length()));
    String attribution = "On 2 March " + "x".repeat(300 - 18);
    assertCut("Yes.", attribution + " wrote:");
    assertKept("Yes.\n\n" + attribution + "x wrote:");
    assertCut("Yes.", "On 2 March\n" + "x".repeat(293) + " wrote:");
    assertKept("Yes.\n\nOn 2 March\n" + "x".repeat(294) + " wrote:");
    assertCut("Yes.", "Sent from my " + "x".repeat(59 - 13));
    assertKept("Yes.\n\nSent from my " + "x".repeat(60 - 13));
  }

  @Test
  void the_fields_of_a_quoted_message_are_near_its_sender() {
    assertCut("Yes.", "From: Bob\nTo: us\n" + lines(7) + "\nSubject: offer\nx");
    assertKept("Yes.\n\nFrom: Bob\nTo: us\n" + lines(8) + "\nSubject: offer\nx");
  }

  @Test
  void below_a_rule_a_few_lines_are_a_footer_and_many_are_text() {
    assertCut("Yes.", RULE + "\n" + lines(8));
    assertCut("Yes.", RULE + "\n" + lines(8) + "\n");
    assertKept("Yes.\n\n" + RULE + "\n" + lines(9));
    assertCut("Yes.", RULE + "\nFrom: Bob\nTo: us\nDate: now\n" + lines(9));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "5, true", "6, false"})
  void the_quotation_begins_a_few_blank_lines_below_its_attribution(int blank, boolean isOne) {
    String text = "Yes.\n\nBob wrote:\n" + "\n".repeat(blank) + "> offer?\n\nThat is all.";
    String expected = isOne ? "Yes.\nThat is all." : "Yes.\nBob wrote:\nThat is all.";
    assertEquals(expected, visible(text).replaceAll("\n+", "\n"));
  }

  @Test
  void answers_between_the_quoted_lines_are_text() {
    assertEquals(
        "Yes.\n\n\nAnd tables.",
        visible("Yes.\n\nOn 2 Mar 2026 Bob wrote:\n> offer?\n\nAnd tables."));
    assertEquals("Yes, please.", visible("\n> offer?\nYes, please."));
    assertEquals(
        "Yes, please.",
        visible("\n----- Original Message -----\nFrom: Bob\nTo: Jane\nSubject: offer\n\n"
            + "> offer?\nYes, please."));
    assertEquals(":)", visible(":)\n\nFrom: Bob\nTo: Jane\nDate: now\n\noffer?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"On day 0 Bob wrote:", "On day 9 Bob wrote:", "Am 5. schrieb Bob:"})
  void an_attribution_names_a_day(String line) {
    assertCut("Yes.", line + "\noffer?");
  }

  @Test
  void a_closing_has_a_few_short_lines_below_it() {
    assertCut("Yes.", "Best regards,\n" + lines(12));
    assertCut("Yes.", "Best regards!\n\n" + "line\n\n".repeat(12));
    assertKept("Yes.\n\nBest regards,\n" + lines(13));
    assertCut("Yes.", "Regards.\n" + "x".repeat(70));
    assertKept("Yes.\n\nRegards.\n" + "x".repeat(71));
    assertKept("Regards\nJane");
  }

  private static final String FIELDS = "From: Jane Doe <jane@acme.example>\nSubject: Pricing\n";

  private static final Forwarded ORIGINAL =
      new Forwarded(new Address("jane@acme.example", "Jane Doe"), "Pricing", "50 seats?");

  @ParameterizedTest
  @ValueSource(
      strings = {
        FIELDS + "\n50 seats?",
        FIELDS + "X-Mailer: of some kind\n\n50 seats?",
        "Date: now\n" + FIELDS + "\n50 seats?",
        "\n\n" + FIELDS + "\n50 seats?",
      })
  void the_original_may_be_all_there_is_and_have_other_fields(String original) {
    VisibleText visible =
        VisibleText.of("Fwd: x", "---------- Forwarded message ---------\n" + original);
    assertEquals(ORIGINAL, visible.forwarded());
    assertEquals("", visible.text());
  }

  @Test
  void where_text_comes_before_the_sender_nothing_is_forwarded() {
    String mark = "---------- Forwarded message ---------\n";
    assertNull(VisibleText.of("Fwd: x", mark + "It said:\n" + FIELDS + "\nx").forwarded());
    assertNull(VisibleText.of("Fwd: x", mark).forwarded());
    assertNull(VisibleText.of("Fwd: x", mark + "\n\n").forwarded());
    assertNull(VisibleText.of("Fwd: x", mark + "Date: now").forwarded());
  }

  @Test
  void of_an_original_that_is_quoted_one_quotation_mark_of_each_line_is_taken_off() {
    Forwarded forwarded = VisibleText.of(
            "Fwd: x",
            "Begin forwarded message:\n\n> From: jane@acme.example\n> Subject: Pricing\n>\n"
                + ">50 seats?\n>  and\n> > offer\ntables")
        .forwarded();
    assertNotNull(forwarded);
    assertEquals("50 seats?\n and\ntables", forwarded.text());
  }

  @Test
  void its_text_is_not_written_to_logs() {
    assertEquals("VisibleText[4 characters]", VisibleText.of("", "Yes.").toString());
  }
}
