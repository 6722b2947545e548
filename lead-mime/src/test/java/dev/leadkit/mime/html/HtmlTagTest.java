// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes of start tags as browsers read them (HTML Standard §13.2.5.32 to §13.2.5.40). */
class HtmlTagTest {

  private static final List<String> NAMES = List.of(
      "style",
      "class",
      "id",
      "href",
      "alt",
      "color",
      "bgcolor",
      "background",
      "hidden",
      "size",
      "text",
      "media");

  /** The text after the name of the tag, followed by the rest of the document. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "> | ``",
        "/> | self-closing",
        " / > | ``",
        " id=a> | id=a",
        " id=a/> | id=a/ self-closing",
        " id='a b'> | id=a b",
        " id=\"a>b\"> | id=a>b",
        " id = a > | id=a",
        " ID=a> | id=a",
        " id> | id=",
        " id=> | id=",
        " id= > | id=",
        " id='' > | id=",
        "id=a> | id=a",
        " id=a id=b> | id=a",
        " x=1 id=a y> | id=a",
        " id=a class=b style=c href=d alt=e> | style=c class=b id=a href=d alt=e",
        " color=a bgcolor=b background=c hidden size=d text=e media=f> | color=a bgcolor=b background=c hidden= size=d text=e media=f",
        " stile=a clas=b colour=c hrefs=d sizes=e it=f alter=g bgcolour=h text2=i medium=j hides=k> | ``",
        " id/class=a> | class=a id=",
        " id=a\"b'c> | id=a\"b'c",
        " id='a>b | id='a",
        " id=\"a>b | id=\"a",
        " id='a class='b'>c | id=a class=",
        " id=\"a>\" alt=b> | id=a> alt=b",
        " id='a alt=\"b c\"> | id='a alt=b c",
        " id=\"a alt='b c'> | id=\"a alt=b c",
        " id='a alt=\"b>c\" | id='a alt=\"b",
        " id=\"a alt='b>c' | id=\"a alt='b",
        " id=a&amp;b> | id=a&b",
        " id=&lt;a&gt;> | id=<a>",
        " id=a&b> | id=a&b",
        " id=&a&amp;> | id=&a&",
      })
  void attributes_in_each_form(String rest, String expected) {
    HtmlTag tag = new HtmlTag("<p" + rest);
    int end = tag.read(2);
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < NAMES.size(); i++) {
      if (tag.has(i)) {
        found.append(NAMES.get(i)).append('=').append(tag.value(i)).append(' ');
      }
    }
    assertEquals(
        expected,
        found.append(tag.isSelfClosing() ? "self-closing" : "").toString().strip());
    assertEquals('>', ("<p" + rest).charAt(end));
    assertFalse(tag.hasNoEnd());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``",
        "id",
        "id=",
        "id= ",
        "id=a",
        "id='a",
        "id=\"a",
        "id='a\" b",
        "id=\"a' b",
        "id='a'"
      })
  void a_tag_that_never_ends_is_known_to_have_no_end(String rest) {
    HtmlTag tag = new HtmlTag("<p " + rest);
    assertEquals(-1, tag.read(3));
    assertTrue(tag.hasNoEnd());
    assertEquals(-1, tag.read(3), "nor does it end when it is read again");
  }

  @Test
  void any_of_several_attributes_is_distinguished_from_others() {
    HtmlTag tag = new HtmlTag("<p style=a><p class=a><p alt=a>");
    tag.read(2);
    assertTrue(tag.hasAny(HtmlTag.LOOKS));
    assertFalse(tag.hasAny(HtmlTag.NAMES));
    tag.read(13);
    assertFalse(tag.hasAny(HtmlTag.LOOKS));
    assertTrue(tag.hasAny(HtmlTag.NAMES));
    assertFalse(tag.has(HtmlTag.STYLE), "an attribute of another tag");
    tag.read(24);
    assertFalse(tag.hasAny(HtmlTag.LOOKS | HtmlTag.NAMES));
    assertTrue(tag.has(HtmlTag.ALT));
  }

  @ParameterizedTest
  @CsvSource({"&amp;, &", "&amp;b, &b", "&b, &b", "a&lt;, a<", "&, &"})
  void a_value_may_begin_and_end_with_a_character_reference(String written, String value) {
    assertEquals(value, HtmlTag.decoded(written, 0, written.length()));
  }

  @Test
  void an_element_without_inner_tags_ends_with_its_own_end_tag() {
    assertEquals(5, HtmlTag.endOf("style", "p{}</</style>", 0));
    assertEquals(0, HtmlTag.endOf("style", "</STYLE>", 0));
    assertEquals(8, HtmlTag.endOf("style", "</style></style>", 1));
    assertEquals(-1, HtmlTag.endOf("style", "</styl", 0));
  }
}
