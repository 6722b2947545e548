// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.scan.ByteRange;
import java.nio.charset.StandardCharsets;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a< | a<",
        "a <1 | a <1",
        "<pre>a<1 | a<1",
        "a<?b | a",
        "a<?b>c<?d | ac",
        "<z>a</z><Z>b</Z> | ab",
        "a<b>~c</b> | a c",
        "a<pre> | a",
        "a<pre>~ | a",
        "a<hr>b | a~b",
        "a</br>b | a~b",
        "a<table><tr><td>b<th>c<td>d</td>e</table> | a~~b c d e",
        "a<!-->b-->c | ab-->c",
        "a<!--->b-->c | ab-->c",
        "a<!-- b --!>c | ac",
        "a<!-- b <i>c | ac",
        "<plaintext>a</plaintext>&lt; | a</plaintext>&lt;",
        "<textarea>a&lt;b | a<b",
        "a<script>b | a",
        "a<script/>b | ab",
        "a<script>b</script | a",
        "<html><body>a<body hidden>b | ab",
        "<html>a<html hidden>b | ab",
        "a\u00ADb\u200Bc | abc",
        "a\u00A0b | a b",
        "a \u00A0b | a b",
        "a \u200Cb | a b",
        "a \u00E4 b | a \u00E4 b",
        "<pre>a\u00ADb  \u00E4</pre>c | ab  \u00E4~c",
        "a ~b | a b",
        "a <b>b</b> &amp; c | a b & c",
        "<pre>a</pre > | a",
        "<div class=gmail_quote>a</div> | a",
        "<blockquote>a</blockquote> | > a",
        "<blockquote class=gmail_quote style='margin:0 0 0 40px;border:none'>a</blockquote> | > a",
        "<blockquote style='margin:0 0 0 40px; border: none; padding:0px'>a</blockquote> | a",
      })
  void each_form_of_markup_is_read_as_browsers_read_it(String html, String text) {
    each_construct_is_converted_to_the_text_that_a_person_sees(html, text);
  }

  @Test
  void a_link_ends_where_its_element_or_another_link_does() {
    assertEquals(
        List.of(new Link("one", "x"), new Link("two", "y"), new Link("four", "z")),
        HtmlText.of("<a href=x>one<a href=y>two</a> three <a href=z>four</a> five")
            .links());
  }

  @Test
  void only_words_and_symbols_make_a_document_one_that_hides_its_text() {
    for (String shown : new String[] {"a", "7", "\u2190", "\u65E5"}) {
      HtmlText document = HtmlText.of("<p hidden>" + shown + "</p>");
      assertTrue(document.isAllHidden(), shown);
      assertEquals(shown, document.text());
    }
    for (String mark : new String[] {"-", "\u2103", "\u2014"}) {
      HtmlText document = HtmlText.of("<p hidden>" + mark + "</p>");
      assertFalse(document.isAllHidden(), mark);
      assertEquals("", document.text());
      assertEquals(mark, document.hidden());
    }
    assertFalse(HtmlText.of("<p hidden>a</p><p>b").isAllHidden());
    assertTrue(HtmlText.of("<p hidden>a</p><p>--").isAllHidden());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<meta charset=koi8-r>\u00E4 | koi8-r",
        "\u00E4<meta charset=koi8-r | koi8-r",
        "\u00E4<META CHARSET=\"KOI8-R\"> | koi8-r",
        "\u00E4<meta charset= 'iso_8859-1:1987'> | iso_8859-1:1987",
        "\u00E4<meta content='text/html; charset=x-az09;y'> | x-az09",
        "\u00E4<meta charset=a/b> | a",
        "\u00E4<meta charset=a{b> | a",
        "\u00E4<meta charset=a`b> | a",
        "\u00E4charset=x<meta charset=y> | y",
        "\u00E4<meta charset= | ``",
        "\u00E4<meta charset=\" | ``",
        "\u00E4<meta>charset | ``",
        "\u00E4<p>charset=x | ``",
        "<meta charset=koi8-r> | ``",
      })
  void the_charset_that_a_document_names_matters_where_it_is_not_ascii(String html, String name) {
    byte[] octets = html.getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(name, MetaCharset.declared(new ByteRange(octets, 0, octets.length)));
  }

  @Test
  void the_charset_is_looked_for_at_the_beginning_only() {
    String meta = "<meta charset=koi8-r>";
    for (int before :
        new int[] {1_024 - meta.length(), 1_025 - "<meta charset=k".length(), 1_024}) {
      byte[] octets = ("x".repeat(before) + meta + "\u00E4").getBytes(StandardCharsets.ISO_8859_1);
      String seen = "koi8-r".substring(0, Math.max(0, Math.min(6, 1_010 - before)));
      assertEquals(seen, MetaCharset.declared(new ByteRange(octets, 0, octets.length)));
    }
  }

  @Test
  void the_first_root_of_a_document_may_hide_all_of_it() {
    for (String root : new String[] {"body", "html"}) {
      HtmlText document = HtmlText.of("<" + root + " hidden>a<" + root + ">b");
      assertTrue(document.isAllHidden(), root);
      assertEquals("ab", document.hidden());
    }
  }
}
