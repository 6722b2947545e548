// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.mime.Mails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain text that is only a placeholder for the HTML beside it. */
class PlaceholderTextTest {

  private static final String NOTE = "This is an HTML message";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\u00A0\u200B",
        "---- ****",
        "[image: logo]",
        "[cid:logo@example.com]",
        "[image: a] [Bild: b]",
        "https://example.com/a?b=c",
        "www.example.com",
        "[image: logo] https://example.com/",
        NOTE,
        "  " + NOTE + "!\n",
        "THIS IS  AN\nHTML MESSAGE",
        "\u2013 " + NOTE,
        "Your email client doesn\u2019t support HTML.",
        NOTE + " https://example.com/view?id=1",
      })
  void blank_text_or_a_note_is_a_placeholder_for_the_html(String text) {
    assertTrue(PlaceholderText.mayStandIn(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Yes",
        "5",
        "\u2713",
        "\u2190",
        "\u2DFF",
        "\uD83D\uDC4D",
        "\u4EF7",
        "[offer]",
        "[image: a[b] c]",
        "We need 50 pumps",
        "xhtml only",
        "1html only",
        "https://example.com/ please call",
      })
  void an_answer_of_any_length_is_not_a_placeholder(String text) {
    assertFalse(PlaceholderText.mayStandIn(text), text);
  }

  @ParameterizedTest
  @CsvSource({"\u218F", "\u2E00"})
  void punctuation_is_not_an_answer(String text) {
    assertEquals(
        !Character.isLetterOrDigit(text.charAt(0)), PlaceholderText.mayStandIn(text), text);
  }

  @Test
  void a_note_says_at_most_160_characters_beside_its_phrase() {
    String rest = " abcd".repeat(32);
    assertEquals(160, rest.length());
    assertTrue(PlaceholderText.mayStandIn(NOTE + rest));
    assertFalse(PlaceholderText.mayStandIn(NOTE + rest + "e"));
    assertFalse(PlaceholderText.mayStandIn("e" + rest + NOTE), "before it");
  }

  @Test
  void the_address_of_a_page_does_not_count_for_the_length_of_a_note() {
    String url = " https://example.com/" + "x".repeat(500);
    assertTrue(PlaceholderText.mayStandIn(NOTE + url));
    assertTrue(PlaceholderText.mayStandIn(NOTE + " www." + "x".repeat(500)));
    assertTrue(PlaceholderText.mayStandIn(url + " " + NOTE + url));
    assertFalse(PlaceholderText.mayStandIn(NOTE + " abcd".repeat(33) + url));
    assertFalse(PlaceholderText.mayStandIn(NOTE + url + " abcd".repeat(33)));
    assertFalse(PlaceholderText.mayStandIn(NOTE + " abcd".repeat(100) + url));
    assertTrue(PlaceholderText.mayStandIn(NOTE + "\u200C".repeat(400) + " www.a"), "no width");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | <p>We need 50 pumps</p> | We need 50 pumps",
        "This is an HTML message | <p>We need 50 pumps</p> | We need 50 pumps",
        "This is an HTML message | <p>OK</p> | OK",
        "This is an HTML message | <p>&nbsp;</p> | This is an HTML message",
        "This is an HTML message | <p>html only</p> | This is an HTML message",
        "html only | <p>This is an HTML message</p> | This is an HTML message",
        "Yes | <p>We need 50 pumps</p> | Yes",
      })
  void the_html_is_shown_instead_of_a_placeholder(String plain, String html, String visible) {
    String mail = "From: a@example.com\nContent-Type: multipart/alternative; boundary=b\n\n"
        + "--b\n\n" + plain + "\n--b\nContent-Type: text/html\n\n" + html + "\n--b--\n";
    assertEquals(visible, Mails.read(mail).visibleText().strip());
    String around = mail.replace("multipart/alternative", "multipart/mixed")
            .replace("boundary=b", "boundary=o")
            .replace(
                "--b\n\n",
                "--o\n\nbefore\n--o\n"
                    + "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n")
        + "--o\n\nafter\n--o--\n";
    assertEquals(
        "before " + visible + " after",
        Mails.read(around).visibleText().strip().replaceAll("\\s+", " "),
        "at its place among other texts");
  }

  @Test
  void more_than_4000_characters_are_not_a_note_even_if_they_are_addresses() {
    String url = " https://example.com/";
    String most = NOTE + url + "x".repeat(4_000 - NOTE.length() - url.length());
    assertTrue(PlaceholderText.mayStandIn(most));
    assertFalse(PlaceholderText.mayStandIn(most + "x"));
  }

  private static String visible(String parts) {
    return Mails.read("From: a@example.com\n" + parts).visibleText();
  }

  private static String alternative(String boundary, String... parts) {
    String delimiter = "--" + boundary;
    return "Content-Type: multipart/alternative; boundary=" + boundary + "\n\n" + delimiter + "\n"
        + String.join("\n" + delimiter + "\n", parts) + "\n" + delimiter + "--\n";
  }

  @Test
  void a_long_text_stands_for_itself_beside_longer_html() {
    String text = "We need seats. ".repeat(267).strip();
    String html = "Content-Type: text/html\n\n<p>" + "HTML ".repeat(2_000);
    assertEquals(text, visible(alternative("b", "\n" + text, html)));
    assertTrue(visible(alternative("b", "\n" + "- ".repeat(3_000), html)).startsWith("HTML"));
  }

  @Test
  void html_that_says_as_little_as_the_note_beside_it_does_not_replace_it() {
    String html = "Content-Type: text/html\n\nView this email in your browseR";
    assertEquals(
        "View this email in your browser",
        visible(alternative("b", "\nView this email in your browser", html)));
  }

  @Test
  void html_is_not_a_placeholder_for_other_html() {
    String inner = alternative("i", "Content-Type: text/html\n\n---");
    assertEquals(
        "---", visible(alternative("o", inner, "Content-Type: text/html\n\n<p>seats</p>")));
  }
}
