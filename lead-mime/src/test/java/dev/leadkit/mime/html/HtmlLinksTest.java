// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Link;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The links of a document and the texts of its images. */
class HtmlLinksTest {

  private static String links(HtmlLinks links) {
    return String.join(
        " ", links.links().stream().map(l -> l.text() + "=" + l.target()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a href=x>y</a> | y=x",
        "<A HREF=' x '>y</A>z | y=x",
        "<a href='a~b~c'>y</a> | y=abc",
        "<a href='~a'>y</a> | y=a",
        "<a href='#top'>y</a> | ``",
        "<a href=''>y</a> | ``",
        "<a name=x>y</a> | ``",
        "<a href=x><b>y</b> z</a> | y z=x",
        "<a href=x>y &amp; z</a> | y & z=x",
        "<a href=x>y</a><a href=z>w</a> | y=x w=z",
        "<abbr href=x>y</abbr> | ``",
        "<a href=x | ``",
        "<a href=x></a> | =x",
        "<a href=x>y | y=x",
      })
  void links_are_found_without_reading_the_rest(String html, String links) {
    assertEquals(links, links(HtmlLinks.of(html.replace('~', '\n'))));
    assertEquals(links, links(HtmlLinks.of(html.replace('~', '\t'))));
  }

  @Test
  void links_their_targets_and_their_texts_are_kept_up_to_their_limits() {
    HtmlLinks most = HtmlLinks.of("<a href=x>y</a>".repeat(HtmlLinks.MAX_LINKS));
    assertEquals(HtmlLinks.MAX_LINKS, most.links().size());
    assertFalse(most.isCut());
    HtmlLinks more = HtmlLinks.of("<a href=x>y</a>".repeat(HtmlLinks.MAX_LINKS + 1));
    assertEquals(HtmlLinks.MAX_LINKS, more.links().size());
    assertTrue(more.isCut());
    String target = "x".repeat(HtmlLinks.MAX_TARGET);
    assertFalse(HtmlLinks.of("<a href=" + target + ">y</a>").isCut());
    HtmlLinks longer = HtmlLinks.of("<a href=" + target + "x>y</a>");
    assertEquals(List.of(new Link("y", target)), longer.links());
    assertTrue(longer.isCut());
    String text = "y".repeat(HtmlLinks.MAX_LINK_TEXT);
    assertEquals(text + "=x", links(HtmlLinks.of("<a href=x>" + text + "y</a>")));
  }

  /** The edges of the blocks of symbols, surrogates and variation selectors. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u2010",
        "\u2FFF",
        "\uD83D\uDE00",
        "\u263A\uFE00",
        "\u263A\uFE0F",
        "\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A"
      })
  void an_image_that_is_an_emoji_is_text(String emoji) {
    assertEquals("a" + emoji + "b", HtmlText.of("a<img alt='" + emoji + "'>b").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Logo",
        "\u1FFE",
        "\u3001",
        "\uE000",
        "\uFE10",
        "\uFDFF",
        "a\u263A",
        "\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A\u263A"
      })
  void the_text_of_an_image_is_listed_beside_the_text(String alt) {
    assertEquals("ab", HtmlText.of("a<img alt='" + alt + "'>b").text());
  }
}
