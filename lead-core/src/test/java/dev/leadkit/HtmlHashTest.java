// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What of an HTML body counts when messages are compared. */
class HtmlHashTest {

  private static final String BODY =
      "<html><head><title>Mail</title><style>p { color: red }</style></head>"
          + "<body><p>Hello,</p><p>we need <b>SSO</b> for 40 people.</p>"
          + "<a href=\"https://click.example/t/1?u=ada\">Our site</a></body></html>";

  private static Key key(String html) {
    return Key.of(Message.builder("evt_1", Instant.EPOCH).htmlBody(html).build())
        .get(1);
  }

  @Test
  void tracking_pixels_images_and_links_of_the_recipient_do_not_change_it() {
    assertEquals(
        key(BODY),
        key(BODY.replace("</body>", "<img src=\"https://t.example/p.gif?id=7\" width=1></body>")),
        "a tracking pixel");
    assertEquals(key(BODY), key(BODY.replace("u=ada", "u=grace")), "a link for each recipient");
    assertEquals(
        key(BODY.replace("<p>Hello", "<img src=\"cid:1@a\"><p>Hello")),
        key(BODY.replace("<p>Hello", "<img src=\"cid:2@b\"><p>Hello")),
        "the Content-ID of an image");
  }

  @Test
  void layout_comments_and_white_space_do_not_change_it() {
    assertEquals(key(BODY), key(BODY.replace("<p>", "\r\n  <p class=\"x\">")));
    assertEquals(key(BODY), key(BODY.replace("40 people", "40&nbsp;\n people")));
    assertEquals(key(BODY), key(BODY.replace("<body>", "<body><!-- campaign 12 -->")));
    assertEquals(key(BODY), key(BODY.replace("SSO", "S\u200bSO")), "a zero-width space");
    assertEquals(key(BODY), key(BODY.replace("color: red", "color: blue")));
  }

  @Test
  void a_changed_word_changes_it() {
    assertNotEquals(key(BODY), key(BODY.replace("40", "50")));
    assertNotEquals(key(BODY), key(BODY.replace("<b>SSO</b>", "<b>SAML</b>")));
    assertNotEquals(key(BODY), key(BODY.replace("we need", "weneed")), "words are not joined");
    assertNotEquals(key("<p>one</p><p>two</p>"), key("<p>onetwo</p>"), "a paragraph parts words");
  }

  @Test
  void html_that_shows_only_images_is_compared_as_it_is_written() {
    assertNotEquals(key("<img src=a.png>"), key("<img src=b.png>"));
  }

  @Test
  void references_and_lone_brackets_are_read_as_text() {
    assertEquals(
        "a & b < c \u20ac \ud83d\ude80 &x; &",
        HtmlText.of("a &amp; b < c &#8364; &#x1F680; &x; &"));
    assertEquals("&#xD800; &#99999999;", HtmlText.of("&#xD800; &#99999999;"), "no surrogate");
  }

  @Test
  void hostile_html_is_read_in_linear_time() {
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
      for (String part : new String[] {"<style>", "&", "<", "<!--", "</", "<head></hea", "&#x;"}) {
        HtmlText.of(part.repeat(400_000));
      }
    });
  }
}
