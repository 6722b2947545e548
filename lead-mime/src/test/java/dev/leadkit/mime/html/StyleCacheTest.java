// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StyleCacheTest {

  /** The place in the cache depends on the length and on every few characters: all these styles are kept at one place. */
  @Test
  void styles_that_differ_in_one_character_are_distinguished() {
    var html = new StringBuilder();
    String rest = ";padding:0 0 0 0;line-height:20px;border-collapse:collapse;font-family:Arial";
    for (int spaces = 0; spaces < 16; spaces++) {
      String before = " ".repeat(spaces);
      for (String size : new String[] {"9", "0", "9"}) {
        html.append(
            "<p style=\"" + before + "font-size:" + size + "px" + rest + "\">seen" + size + "</p>");
      }
    }

    HtmlText document = HtmlText.of(html.toString());

    assertEquals(
        32, document.text().split("seen9", -1).length - 1, "every text of 9 pixels is shown");
    assertEquals(0, document.text().split("seen0", -1).length - 1, "no text of 0 pixels is shown");
    assertEquals(
        16, document.hidden().split("seen0", -1).length - 1, "every text of 0 pixels is hidden");
  }
}
