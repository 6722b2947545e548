// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.header.ParameterList;
import dev.leadkit.mime.scan.Defects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FlowedTextTest {

  private static final String FLOWED = "text/plain; charset=us-ascii; format=flowed";

  private static final int MAX_PARAMETERS = 200;

  private static String read(String type, String body) {
    ParameterList contentType = ParameterList.parse(type, MAX_PARAMETERS, new Defects(), -1);
    return FlowedText.isMeantBy(contentType) ? FlowedText.unfold(body, contentType) : body;
  }

  @Test
  void lines_that_end_with_a_space_continue_in_the_next_line() {
    assertEquals(
        "We need fifty seats by Monday.\nBest\n",
        read(FLOWED, "We need fifty \nseats by \nMonday.\nBest\n"));
  }

  @Test
  void a_text_that_is_not_declared_as_flowed_is_unchanged() {
    assertEquals("one \ntwo\n", read("text/plain", "one \ntwo\n"));
    assertEquals("one \ntwo\n", read("text/plain; format=fixed", "one \ntwo\n"));
  }

  @Test
  void with_delsp_the_space_at_the_end_of_a_line_is_removed() {
    assertEquals("fifty seats\n", read(FLOWED + "; DelSp=\"Yes\"", "fif \nty se \nats\n"));
  }

  @Test
  void a_stuffed_space_is_removed_once() {
    assertEquals(
        ">not quoted\nFrom here\n  indented\n",
        read(FLOWED, " >not quoted\n From here\n   indented\n"));
  }

  @Test
  void the_signature_line_never_flows() {
    assertEquals("See you\n-- \nJane\n", read(FLOWED, "See you\n-- \nJane\n"));
    assertEquals("See you \n-- \nJane\n", read(FLOWED, "See you \n-- \nJane\n"));
    assertEquals("> yes\n> -- \n> Jane\n", read(FLOWED, "> yes\n> -- \n> Jane\n"));
  }

  @Test
  void a_paragraph_ends_where_the_depth_of_quotation_changes() {
    assertEquals(
        ">> one two \n> three four \nfive six\n",
        read(FLOWED, ">> one \n>> two \n> three \n> four \nfive \nsix\n"));
  }

  @Test
  void an_empty_line_stays_between_paragraphs_that_claim_to_go_on() {
    assertEquals("one \n\ntwo\n", read(FLOWED, "one \n\ntwo\n"));
    assertEquals("> one \n>\n> two\n", read(FLOWED, "> one \n>\n> two\n"));
  }

  @Test
  void the_last_line_keeps_its_space() {
    assertEquals("one two ", read(FLOWED, "one \ntwo "));
    assertEquals("two \n", read(FLOWED + "; delsp=yes", "two \n"));
  }

  @Test
  void a_flowed_reply_is_visible_without_its_quotation() {
    Message message = Mails.read("From: a@example.com\nContent-Type: " + FLOWED + "\n\n"
        + "We take \nfifty.\n\nOn Mon, 2 Mar 2026, Bob wrote:\n> How \n> many?\n-- \nJane\n");
    assertEquals("We take fifty.", message.visibleText());
  }

  @Test
  @Tag("slow")
  void five_megabytes_of_flowed_lines_are_joined_in_one_pass() {
    String text = read(FLOWED, "a \n".repeat(1_700_000) + "b");
    assertEquals("a ".repeat(1_700_000) + "b", text);
    assertTrue(read(FLOWED, ">a \n> \n".repeat(700_000)).startsWith("> a \n>\n> a \n"));
  }

  @Test
  void the_origin_of_each_character_is_known() {
    ParameterList flowed =
        ParameterList.parse(FLOWED + "; delsp=yes", MAX_PARAMETERS, new Defects(), -1);
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append("> -\na".charAt(random.nextInt(5)));
      }
      String unfolded = FlowedText.unfold(text.toString(), flowed);
      int[] origins = FlowedText.origins(text.toString(), flowed);
      for (int i = 0; i < unfolded.length(); i++) {
        char origin = text.charAt(origins[i]);
        assertTrue(
            origin == unfolded.charAt(i) || unfolded.charAt(i) == ' ' && origin == '>',
            "seed " + seed);
        assertTrue(i == 0 || origins[i] >= origins[i - 1], "seed " + seed);
      }
    }
  }
}
