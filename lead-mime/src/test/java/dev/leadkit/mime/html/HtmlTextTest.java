// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain  text | plain text",
        "a<br>b<br/>c | a~b~c",
        "<p>a</p><p>b</p> | a~~b",
        "<div>a</div><div>b</div> | a~b",
        "<ul><li>a</li><li>b</li></ul> | - a~- b",
        "<tr><td>a</td><td>b</td></tr> | a b",
        "a<script>x<b>y</script>b<style>z</style>c | abc",
        "a<!-- x <p> -->b<!doctype html><?xml ?>c | abc",
        "&lt;&amp;&gt;&#65;&#x42;&euro;&uuml;&nbsp;x | <&>AB€ü x",
        "&bogus; & &# &#x; &#0; &#xD800; &#99999999999; | &bogus; & &# &#x; \uFFFD \uFFFD \uFFFD",
        "&#146; | ’",
        "1 < 2 and 3 > 2 | 1 < 2 and 3 > 2",
        "<a title=\"x > y\">z</a> | z",
        "<a title=\"x>y | y",
        "a <unclosed | a <unclosed",
        "a<blockquote>b<br>c</blockquote>d | a~~> b~> c~~d",
        "<title>no</title><body>yes</body> | yes",
        "<pre>a~  b~~~c</pre>d | a~  b~~~c~d",
        "<pre>~a</pre> | a",
        "<pre>a&#10;b&Tab;c</pre> | a~b\tc",
        "<PRE>a~b</PRE> | a~b",
        "<listing>a~b</listing> | a~b",
        "<xmp>a~<b></xmp>c | a~<b>~c",
        "a<textarea>~b~c &lt;<b></textarea>d | ab~c <<b>d",
        "<div style='white-space: pre-wrap'>a~ b</div> | a~ b",
        "<div style='white-space:pre'>a~ b</div> | a~ b",
        "<div style='white-space:break-spaces'>a~ b</div> | a~ b",
        "<div style='white-space:pre-line'>a~  b   c~~d</div> | a~b c~~d",
        "<div style='white-space:nowrap'>a~b</div> | a b",
        "<pre style='white-space:normal'>a~b</pre> | a b",
        "<pre><span style='white-space:normal'>a~b</span>~c</pre> | a b~c",
        "<style>.m{white-space:pre-wrap}</style><p class=m>a~b</p> | a~b",
        "<pre>a</pre>b~c | a~b c",
        "<pre><blockquote>a~b</blockquote></pre> | > a~> b",
        "<pre>a<br>b~c</pre> | a~b~c",
        "x<noscript>y</noscript>z | xyz",
        "<object><p>a</p></object> | a",
        "<a style='display:block'>a</a><a style='display:block'>b</a> | a~b",
        "<p>a<p>b | a~~b",
        "a<img alt='\u263A'>b | a\u263Ab",
        "a<img alt='Logo'>b | ab",
        "<div>a</div ><div~>b</div> | a~b",
        "<a href=x/>y</a> | y",
        "<p style=color:red>a</p> | a",
        "a<b | a<b",
        "a</b | a</b",
        "a<br | a<br",
        "a<! | a",
        "<p title='x>y | y",
        "<A HREF = \"x\" >y</A> | y",
      })
  void each_construct_is_converted_to_the_text_that_a_person_sees(String html, String text) {
    assertEquals(
        text.replace('~', '\n'),
        HtmlText.of(html.replace('~', '\n')).text().replaceAll("(?m)^> \n", "\n"));
  }

  @Test
  void links_and_image_texts_are_listed_beside_the_text() {
    HtmlText document = HtmlText.of(
        "<a href=\"https://x.example/?a=1&amp;b=2\">Read <b>more</b></a> <a href='mailto:jane@acme.example'>Jane</a>"
            + "<a href=\"#top\">up</a><a name=x>no</a><a href=' https://y.example/\n1 '><img alt='Our  logo' src=x></a>"
            + "<img alt=''><img alt='Our logo'><a href=tel:+1555>call");
    assertEquals(
        List.of(
            new Link("Read more", "https://x.example/?a=1&b=2"),
            new Link("Jane", "mailto:jane@acme.example"),
            new Link("Our logo", "https://y.example/1"),
            new Link("call", "tel:+1555")),
        document.links());
    assertEquals(List.of("Our logo"), document.imageTexts());
    assertEquals("Read more Janeupnocall", document.text());
  }

  @Test
  void beside_plain_text_the_links_of_the_html_are_listed_too() {
    Message message = Mails.read(
        "From: a@example.com\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nRead more\n--b\n"
            + "Content-Type: text/html\n\n<!-- <a href=no>no</a> --><A class=x HREF='https://x.example/?a&amp;b'>Read <b>more</b> &amp;</A>"
            + "<abbr href=no>x</abbr>\n--b--\n");
    assertEquals(List.of(new Link("Read more &", "https://x.example/?a&b")), message.links());
    assertEquals("Read more", message.visibleText());
  }

  @Test
  void more_of_anything_than_the_limit_is_a_defect() {
    String link = "<a href=x>y</a>";
    assertFalse(HtmlText.of(link.repeat(HtmlLinks.MAX_LINKS)).isCut());
    HtmlText many = HtmlText.of(link.repeat(HtmlLinks.MAX_LINKS + 1));
    assertTrue(many.isCut());
    assertEquals(HtmlLinks.MAX_LINKS, many.links().size());
    assertTrue(HtmlText.of("<a href=" + "x".repeat(HtmlLinks.MAX_TARGET + 1) + ">y</a>")
        .isCut());
    assertFalse(HtmlText.of("<div>".repeat(ElementStack.MAX_DEPTH)).isCut());
    assertTrue(HtmlText.of("<div>".repeat(ElementStack.MAX_DEPTH + 1)).isCut());
    String rule = ".a{display:none}";
    assertFalse(
        HtmlText.of("<style>" + rule.repeat(StyleSheet.MAX_RULES) + "</style>").isCut());
    assertTrue(HtmlText.of("<style>" + rule.repeat(StyleSheet.MAX_RULES + 1) + "</style>")
        .isCut());
  }

  @Test
  void beyond_the_deepest_element_hidden_text_stays_hidden() {
    String deep = "<div>".repeat(ElementStack.MAX_DEPTH + 5);
    HtmlText document = HtmlText.of(deep + "a<i hidden>b<b>c</b></i>d");
    assertEquals("ad", document.text());
    assertEquals("bc", document.hidden());
  }
}
