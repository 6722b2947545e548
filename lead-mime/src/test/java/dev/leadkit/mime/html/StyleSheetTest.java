// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules of a style sheet apply to an element, and which of them wins (Selectors 3, CSS 2.2 §6.4). */
class StyleSheetTest {

  private static final String HIDE = "{display:none}";

  private static StyleSheet sheet(String css) {
    return StyleSheet.of("<style>" + css + "</style>");
  }

  private static int key(String name) {
    return HtmlElement.key(name, 0, name.length());
  }

  private static String visible(String css, String html) {
    return HtmlText.of("<style>" + css + "</style>" + html + "<p>end").text();
  }

  private static void assertHidden(String css, String html) {
    assertEquals("end", visible(css, html), css);
  }

  private static void assertVisible(String css, String html) {
    assertEquals("SAML\n\nend", visible(css, html), css);
  }

  @Test
  void a_sheet_knows_for_which_elements_it_has_rules() {
    StyleSheet sheet = sheet("a" + HIDE + "wbr" + HIDE + "p.x" + HIDE + "other-one" + HIDE);
    for (String name : new String[] {"a", "wbr", "other-one"}) {
      assertTrue(sheet.hasRulesFor(key(name)), name);
    }
    for (String name : new String[] {"p", "abbr", "b", "other-two"}) {
      assertFalse(sheet.hasRulesFor(key(name)), name);
    }
    StyleSheet all = sheet("*" + HIDE);
    assertTrue(all.hasRulesFor(key("p")));
    assertTrue(all.hasRulesFor(key("other-two")));
    assertFalse(sheet("").hasRulesFor(key("p")));
    assertTrue(sheet("").isEmpty());
    assertFalse(all.isEmpty());
  }

  @Test
  void colours_are_unknown_where_a_selector_that_is_not_understood_sets_some() {
    assertTrue(sheet(".a .b{color:red}").hasUnknownColors());
    assertTrue(sheet(".a .b{background:red}").hasUnknownColors());
    assertTrue(sheet(".a .b{color:red}.c .d" + HIDE).hasUnknownColors());
    assertFalse(sheet(".a .b" + HIDE).hasUnknownColors());
    assertFalse(sheet(".b{color:red;background:red}").hasUnknownColors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*{display:none} p{display:block}",
        "a{display:none}",
        "wbr,i,a{display:none}",
        "@import url(x.css);a{display:none}",
        " @import url(x.css); @namespace url(y); a{display:none}",
        "b{color:red} @import url(x.css); a{display:none}",
        "{color:red} a{display:none}",
        "@media print{.x{color:red} .y{color:red}} a{display:none}",
        "@media screen{.x{color:red} .y{color:red} a{display:none}}",
        "@media screen{a{display:none}} p{color:red}",
        "a{display:none",
        "@media screen{a{display:none",
        "/* a{} */ a{display:none} /* b",
        "/*/ a{display:block} */ a{display:none}",
        "/* x */a/* y */{display:none}/* a{display:block} */",
        "<!-- a{display:none} -->",
      })
  void rules_are_found_between_other_text(String css) {
    assertHidden(css, "<a>SAML</a>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@media print{a{display:none} b{color:red}}",
        "@media print{a{display:none}",
        "@media print{b{color:red} a{display:none}",
        "/* a{display:none} */",
        "/*/ a{display:none} */",
        "/* a{display:none}",
        "/* x *//* a{display:none} */",
        "b{display:none} a{color:red}",
        "b a{display:none}",
        "a,{display:none}",
        "a, ,b{display:none}",
        ",a{display:none}",
        "{display:none}",
        "b{color:red}; a{display:none}",
        "b; a{display:none}",
        "b{color:red}} a{display:none}",
        "a:hover{display:none}",
        "a.x{display:none}",
        "a#x{display:none}",
        "a.y.z{display:none}",
        ".y.z{display:none}",
        "a[href]{display:none}",
        "a.{display:none}",
        "#i#k{display:none}",
      })
  void rules_that_do_not_apply_hide_nothing(String css) {
    assertVisible(css, "<b></b><a class=y id=i>SAML</a>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".y{display:none} a{display:block}",
        "#i{display:none} .y{display:block}",
        "#i{display:none} .y{display:block} a{display:block} *{display:block}",
        "a{display:none} *{display:block}",
        "a.y{display:none} .y{display:block}",
        ".y.z{display:none} a.y{display:block}",
        "a#i{display:none} #i{display:block}",
        "a{display:block} a{display:none}",
        ".y{display:block} .z{display:none}",
        ".z{display:block} .y{display:none}",
        "#k{color:red} .y{display:none}",
        "#k{color:red} a{display:none}",
      })
  void the_more_specific_rule_wins_and_of_two_alike_the_later_one(String css) {
    assertHidden(css, "<a class=\"y z\" id=i>SAML</a>");
  }

  @Test
  void what_one_element_is_told_the_next_one_is_not() {
    String css = ".x" + HIDE + ".y{color:red}#k" + HIDE + "#l{color:red}";
    assertVisible(css, "<p class=x></p><p class=y id=l>SAML</p>");
    assertVisible(css, "<p id=k></p><p class=y id=l>SAML</p>");
    assertHidden(css, "<p class=y></p><p class=x>SAML</p>");
  }

  @Test
  void classes_are_known_up_to_a_limit() {
    StringBuilder names = new StringBuilder();
    StringBuilder selector = new StringBuilder();
    for (int i = 1; i <= 17; i++) {
      names.append("  c").append(i);
      selector.append(".c").append(i);
      if (i == 16) {
        assertHidden(selector + HIDE, "<p class=\"" + names + "\">SAML</p>");
      }
    }
    String element = "<p class=\"" + names + "\">SAML</p>";
    assertHidden(".c16" + HIDE, element);
    assertVisible(".c17" + HIDE, element);
    assertVisible(selector + HIDE, element);
  }

  @Test
  void media_queries_are_followed_to_a_depth() {
    String css = ".y" + HIDE;
    for (int depth = 1; depth <= 9; depth++) {
      css = "@media screen{" + css + "}";
      if (depth == 8) {
        assertHidden(css, "<a class=y>SAML</a>");
      }
    }
    assertVisible(css, "<a class=y>SAML</a>");
  }

  @Test
  void every_style_element_of_the_document_counts() {
    String late = "<p>end<style>.x{color:red}</style><style>.y" + HIDE + "</style>";
    assertEquals("end", HtmlText.of("<p class=y>SAML</p>" + late).text());
    assertEquals(
        "SAML\n\nend", HtmlText.of("<p class=y>SAML</p><p>end<style>.x" + HIDE).text());
  }

  @Test
  void a_sheet_that_takes_too_long_to_compare_is_given_up() {
    String rules = ("p.x.y" + HIDE).repeat(1_000);
    String element = "<p class=x></p>";
    int most = StyleSheet.MAX_COMPARISONS / 1_000;
    assertFalse(
        HtmlText.of("<style>" + rules + "</style>" + element.repeat(most + 1)).isCut());
    assertTrue(
        HtmlText.of("<style>" + rules + "</style>" + element.repeat(most + 2)).isCut());
    assertEquals(
        "SAML",
        HtmlText.of("<style>.z" + HIDE + rules + "</style>" + element.repeat(most + 2)
                + "<p class=z>SAML</p>")
            .text());
  }
}
