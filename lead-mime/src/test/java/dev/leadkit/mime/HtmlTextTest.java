// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        "&bogus; & &#0; &#xD800; &#99999999999; | &bogus; & &#0; &#xD800; &#99999999999;",
        "&#146; | ’",
        "1 < 2 and 3 > 2 | 1 < 2 and 3 > 2",
        "<a title=\"x > y\">z</a> | z",
        "<a title=\"x>y | y",
        "a <unclosed | a <unclosed",
        "a<blockquote>b<br>c</blockquote>d | a~~> b~> c~~d",
        "<title>no</title><body>yes</body> | yes",
      })
  void each_construct_is_text_as_a_person_sees_it(String html, String text) {
    assertEquals(text.replace('~', '\n'), HtmlText.of(html).replaceAll("(?m)^> \n", "\n"));
  }
}
