// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.mime.Mails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The end of an element whose end tag is omitted or misplaced (HTML Standard §13.1.2.4, §13.2.6.4.7): H hides an element, and the visible text
 * is outside it.
 */
class ElementStackTest {

  private static String visible(String html) {
    return Mails.read("From: a@example.com\nContent-Type: text/html\n\n"
            + html.replace(" H", " style='display:none'") + "\n")
        .visibleText()
        .replaceAll("[\\s-]+", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // an item of a list ends where the next one of this list begins
        "<ul><li H>a<li>b</ul>c | bc",
        "<ul><li H>a<ul><li>b</ul><li>c</ul>d | cd",
        "<ul><li H><div>a<li>b</ul>c | bc",
        "<ul><li H><p>a<li>b</ul>c | bc",
        "<ul><li H><address>a<li>b</ul>c | bc",
        "<ul><li H><b>a<li>b</ul>c | bc",
        "<ul><li H><blockquote>a<li>b</ul>c | c",
        "<dl><dt H>a<dd>b</dl>c | bc",
        "<dl><dd H>a<dt>b</dl>c | bc",
        "<dl><dd H>a<dd>b</dl>c | bc",
        "<dl><dd H>a<ul><li>b</ul><dt>c</dl>d | cd",
        // cells, rows and groups of rows end where the next one of this table begins
        "<table><tr><td H>a<td>b</table>c | bc",
        "<table><tr><td H>a<th>b</table>c | bc",
        "<table><tr><th H>a<td>b</table>c | bc",
        "<table><tr H><td>a<tr><td>b</table>c | bc",
        "<table><caption H>a<tr><td>b</table>c | bc",
        "<table><tbody H><tr><td>a<tbody><tr><td>b</table>c | bc",
        "<table><thead H><tr><td>a<tbody><tr><td>b</table>c | bc",
        "<table><tfoot H><tr><td>a<tbody><tr><td>b</table>c | bc",
        "<table><tbody H><tr><td>a<tfoot><tr><td>b</table>c | bc",
        "<table><tbody H><tr><td>a<thead><tr><td>b</table>c | bc",
        "<table><caption H>a<tbody><tr><td>b</table>c | bc",
        "<table><tr><td H><table><tr><td>a<td>b</table>c<td>d</table>e | de",
        "<table><tr H><td><table><tr><td>a<tr><td>b</table>c<tr><td>d</table>e | de",
        // a paragraph ends where a block begins, in quirks mode but for a table
        "<p H>a<p>b | b",
        "<p H>a<div>b</div> | b",
        "<p H>a<ul><li>b</ul> | b",
        "x<p H>a<span>b</span> | x",
        "<p H><b>a<p>b | b",
        "<!DOCTYPE html><p H>a<table><tr><td>b</table> | b",
        "x<p H>a<table><tr><td>b</table> | x",
        // a link within a link ends it
        "<a H>a<a>b</a>c | bc",
        "<a H>a<b>b<a>c</a>d | cd",
        // an end tag closes all that is open inside
        "<div H><span>a</div>b | b",
        "<div H><p><b>a</div>b | b",
        "<b H>a<i>b</b>c | c",
        "<x-y H>a</x-y>b | b",
        "<table H><tr><td><div>a</table>b | b",
        "<table><tr H><td>a</tr><tr><td>b</table>c | bc",
        "<table><tbody H><tr><td>a</tbody><tr><td>b</table>c | bc",
        // but nothing outside the cell, the table or the block that contains it
        "<div H>a</p>b</div>c | c",
        "<div H>a</span>b</div>c | c",
        "<div H><table><tr><td>a</div>b</table>c</div>d | d",
        "<div H><table><tr><td>a</td></div>b</table>c</div>d | d",
        "<td H>a<table><tr><td>b</table>c</td>d | d",
        "<b H>a<div>b</b>c</div>d | cd",
        "x<span H>a<div>b</span>c</div>d | x",
        "<span H>a<b>b</span>c | c",
        "<x-y H>a<div>b</x-y>c</div>d</x-y>e | e",
      })
  void an_element_ends_where_browsers_end_it(String html, String visible) {
    assertEquals(visible, visible(html), html);
  }

  @Test
  void elements_that_are_nested_deeper_than_browsers_go_still_hide_their_text() {
    String deep = "<i>".repeat(ElementStack.MAX_DEPTH);
    assertEquals("b", visible(deep + "<i H>a</i>b"));
    assertEquals("c", visible(deep + "<i H>a<i>b</i>b</i>c"));
    assertEquals("ac", visible(deep + "<i>a<i H>b</i>c"));
    assertEquals("bd", visible(deep + "<i H>a</i>b<i H>c</i>d"));
    assertTrue(HtmlText.of(deep + "<i>a").isCut());
    assertFalse(HtmlText.of("<i>".repeat(ElementStack.MAX_DEPTH - 2) + "a").isCut());
  }
}
