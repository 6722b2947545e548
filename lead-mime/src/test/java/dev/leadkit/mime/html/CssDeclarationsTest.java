// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Declarations of CSS that decide whether text is visible and how its lines are laid out. */
class CssDeclarationsTest {

  private static final List<String> PROPERTIES = List.of(
      "display",
      "visibility",
      "opacity",
      "font-size",
      "color",
      "background",
      "white-space",
      "overflow",
      "height",
      "max-height",
      "width",
      "max-width",
      "clip",
      "clip-path",
      "text-indent",
      "position",
      "left",
      "top",
      "margin-left",
      "transform",
      "mso-hide");
  private static final List<String> VALUES =
      List.of("none", "other", "inherited", "block", "pre", "pre-line", "out", "far");

  private static CssDeclarations parsed(String list) {
    CssDeclarations declarations = new CssDeclarations();
    declarations.parse("{" + list + "}", 1, 1 + list.length());
    return declarations;
  }

  /** The properties that are set, each with the name of its value or, for a colour, its number. */
  private static String shown(CssDeclarations declarations) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < PROPERTIES.size(); i++) {
      if (declarations.has(i)) {
        boolean color = i == CssDeclarations.COLOR || i == CssDeclarations.BACKGROUND;
        int value = declarations.value(i);
        shown.append(PROPERTIES.get(i)).append(": ");
        shown.append(!color ? VALUES.get(value) : CssColorTest.shown(value)).append("; ");
      }
    }
    return shown.toString().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "display: none | none",
        "display: NONE | none",
        "display: block | block",
        "display: table | block",
        "display: list-item | block",
        "display: flex | block",
        "display: grid | block",
        "display: inline | other",
        "visibility: hidden | none",
        "visibility: collapse | none",
        "visibility: visible | other",
        "visibility: inherit | inherited",
        "opacity: 0 | none",
        "opacity: 0.01 | none",
        "opacity: .01 | none",
        "opacity: 0.011 | other",
        "opacity: 1% | none",
        "opacity: 2% | other",
        "opacity: 1 | other",
        "opacity: low | ``",
        "font-size: 0 | none",
        "font-size: 1px | none",
        "font-size: 1pt | none",
        "font-size: 1.1px | other",
        "font-size: 12px | other",
        "font-size: +12px | other",
        "font-size: -1px | ``",
        "font-size: 5% | none",
        "font-size: 6% | inherited",
        "font-size: 0.05em | none",
        "font-size: 0.06em | inherited",
        "font-size: 0.05ex | none",
        "font-size: 2ch | inherited",
        "font-size: 0.05rem | none",
        "font-size: 0.06rem | other",
        "font-size: 0.05vw | none",
        "font-size: 1vh | other",
        "font-size: larger | inherited",
        "font-size: smaller | inherited",
        "font-size: inherit | inherited",
        "font-size: unset | inherited",
        "font-size: small | other",
        "font-size: calc(0 * 1px) | other",
        "font-size: . | other",
        "font-size: 0 0 | other",
        "white-space: pre | pre",
        "white-space: pre-wrap | pre",
        "white-space: break-spaces | pre",
        "white-space: -moz-pre-wrap | pre",
        "white-space: pre-line | pre-line",
        "white-space: inherit | inherited",
        "white-space: unset | inherited",
        "white-space: normal | other",
        "overflow: hidden | none",
        "overflow: hidden visible | none",
        "overflow: clip | none",
        "overflow: visible | other",
        "height: 0 | none",
        "height: 0em | none",
        "height: 1px | none",
        "height: 1pt | none",
        "height: 1 | none",
        "height: 1em | other",
        "height: 2px | other",
        "height: auto | other",
        "max-height: 0px | none",
        "width: 0 | none",
        "max-width: 0 | none",
        "clip: rect(0, 0, 0, 0) | none",
        "clip: rect(0 0 0 0) | none",
        "clip: RECT(0px,1px,1PX,0.0px) | none",
        "clip: rect(0, 10px, 10px, 0) | other",
        "clip: rect(0, 2px, 0, 0) | other",
        "clip: rect(0,0,0,12) | other",
        "clip: rect(0,0,0,0 | none",
        "clip: rect | other",
        "clip: auto | other",
        "clip-path: inset(50%) | none",
        "clip-path: inset(100%) | none",
        "clip-path: circle(0) | none",
        "clip-path: inset(5%) | other",
        "position: absolute | out",
        "position: fixed | out",
        "position: relative | other",
        "position: static | inherited",
        "left: -900px | far",
        "left: -899px | other",
        "left: -9999px | far",
        "left: 9999px | other",
        "left: -56.25em | far",
        "left: -57em | far",
        "left: -57rem | far",
        "left: -56em | other",
        "left: -90% | far",
        "left: -89% | other",
        "left: -100vw | far",
        "left: auto | other",
        "top: -1000px | far",
        "text-indent: -9999px | far",
        "margin-left: -9999px | far",
        "transform: scale(0) | none",
        "transform: scale(0, 1) | none",
        "transform: scale3d(0,0,0) | none",
        "transform: scale(1) | other",
        "mso-hide: all | none",
        "mso-hide: none | other",
        "color: inherit | ``",
        "color: #ff0000 | ff0000",
        "background: none | transparent",
        "background: #fff | ffffff",
        // names that are almost, or longer than, those of properties
        "displai: none | ``",
        "opasity: 0 | ``",
        "widht: 0 | ``",
        "colour: red | ``",
        "clap: auto | ``",
        "font: x | font-size: other;",
        "overflaw: hidden | ``",
        "mso-hidd: all | ``",
        "hidden-x-y-z-and-more: none | ``",
        "font-siza: 0 | ``",
        "position-x: absolute | ``",
        "tap: 0 | ``",
        "heigth: 0 | ``",
      })
  void a_value_decides_whether_the_text_is_visible(String declaration, String value) {
    String name = declaration.substring(0, declaration.indexOf(':'));
    boolean whole = value.isEmpty() || value.endsWith(";");
    assertEquals(
        whole ? value : name + ": " + value + ";", shown(parsed(declaration)), declaration);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | ``",
        "; ; | ``",
        "left:auto;top:auto | left: other; top: other;",
        " left : auto ;; top:auto; | left: other; top: other;",
        "left; top: auto | top: other;",
        "left: auto; nonsense | left: other;",
        "nonsense; left: auto | left: other;",
        "left: auto: 1; top: auto | left: other; top: other;",
        "left: -999px; left: auto | left: other;",
        "left: auto; left: -999px | left: far;",
        "left: -999px !important; left: auto | left: far;",
        "left: -999px ! IMPORTANT ; left: auto | left: far;",
        "left: -999px !importan; left: auto | left: other;",
        "left: -999px !important; left: auto !important | left: other;",
        "left: auto; left: -999px !important; | left: far;",
        "overflow-x: hidden | overflow: none;",
        "overflow-y: hidden | overflow: none;",
        "overflow-x: visible | ``",
        "overflow: hidden; overflow-x: visible | overflow: none;",
        "background-color: #000 | background: 000000;",
        "background: url(x;y) ; left: auto | background: unknown; left: other;",
        "background: url(x;left: auto | background: unknown; left: other;",
        "font-family: \"a;b\"; left: auto | left: other;",
        "font-family: 'a;b'; left: auto | left: other;",
        "font-family: 'a;left: auto | left: other;",
        "font-family: 'a; font-family: \"b;top: auto | top: other;",
        "dis\\play: none | display: none;",
        "dis\\70lay: none | display: none;",
        "dis\\70 lay: none | display: none;",
        "dis\\000070lay: none | display: none;",
        "display/**/:/* block */none | display: none;",
        "display: none /* ; | display: none;",
        "display: no\\;ne | display: other;",
        "left: a\\ | left: other;",
        "font-family: \"/*\"; left: auto | left: other;",
        "font-family: '/*'; left: auto | left: other;",
        "font-family: \"x\"; left/**/: auto | left: other;",
        "display: none/*/; left: auto | display: none;",
        "\\000062ackground: #000 | background: 000000;",
        "clip\\-path: inset(50%) | clip-path: none;",
        "background: url(x;left:-999px); top: auto | background: unknown; top: other;",
        "font-family: \"a;left:-999px\"; top: auto | top: other;",
        "font-family: 'a;left:-999px'; top: auto | top: other;",
        "font: italic 0/0 a | font-size: none;",
        "font: 0 a | font-size: none;",
        "font: bold 700 12px/1 a | font-size: other;",
        "font: 700 0/1 a | font-size: none;",
        "font: 100 .5px a | font-size: none;",
        "font: inherit | font-size: inherited;",
        "font: caption | font-size: other;",
        "font: 2em a | font-size: inherited;",
        "font: 100% a | font-size: inherited;",
        "font: 9px a | font-size: other;",
      })
  void a_list_is_read_as_css_reads_it(String list, String expected) {
    assertEquals(expected, shown(parsed(list)));
  }

  @Test
  void only_a_value_that_hides_is_extreme_and_a_later_one_takes_it_back() {
    assertFalse(
        parsed("color: #000; background: #000").isAnyExtreme(), "a colour is never extreme");
    assertFalse(parsed("left: auto; display: block").isAnyExtreme());
    assertTrue(parsed("left: -999px").isAnyExtreme());
    assertTrue(parsed("display: none").isAnyExtreme());
    assertTrue(parsed("display: none; left: auto").isAnyExtreme());
    assertFalse(parsed("display: none; display: block").isAnyExtreme());
    assertFalse(parsed("left: -999px; left: auto").isAnyExtreme());
    CssDeclarations far = parsed("left: auto");
    far.put(CssDeclarations.LEFT, CssDeclarations.FAR);
    assertTrue(far.is(CssDeclarations.LEFT, CssDeclarations.FAR));
    assertFalse(far.is(CssDeclarations.LEFT, CssDeclarations.OTHER));
    assertTrue(far.isAnyExtreme());
  }

  @Test
  void a_rule_is_added_with_its_importance_and_cleared_again() {
    CssDeclarations all = parsed("left: auto; top: auto");
    assertFalse(all.isEmpty());
    all.add(parsed("left: -999px !important; display: none"));
    assertEquals("display: none; left: far; top: other;", shown(all));
    all.add(parsed("left: auto; display: block"));
    assertEquals("display: block; left: far; top: other;", shown(all));
    CssDeclarations copy = all.copy();
    assertTrue(copy.isAnyExtreme());
    copy.add(parsed("left: auto; top: -999px"));
    assertEquals("display: block; left: far; top: far;", shown(copy), "a copy keeps importance");
    assertEquals("display: block; left: far; top: other;", shown(all), "a copy is its own");
    all.clear();
    assertTrue(all.isEmpty());
    assertFalse(all.isAnyExtreme());
    assertEquals(CssDeclarations.OTHER, all.value(CssDeclarations.LEFT));
    assertFalse(all.is(CssDeclarations.LEFT, CssDeclarations.FAR));
    all.add(parsed("left: auto"));
    assertEquals("left: other;", shown(all), "nothing important is left");
  }
}
