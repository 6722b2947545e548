// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** JSON as RFC 8259 §7 wants it, on one line of UTF-8. */
class JsonLineTest {

  private static String quoted(String text) {
    String line = new JsonLine().put("a", text).toString();
    return line.substring("{\"a\":\"".length(), line.length() - "\"}\n".length());
  }

  @Test
  void members_come_in_the_order_of_the_calls() {
    assertEquals("{}\n", new JsonLine().toString());
    assertEquals(
        "{\"a\":\"x\",\"b\":-7,\"c\":[],\"d\":[\"y\"],\"e\":[\"y\",\"z\"]}\n",
        new JsonLine()
            .put("a", "x")
            .put("b", -7)
            .put("c", List.of())
            .put("d", List.of("y"))
            .put("e", List.of("y", "z"))
            .toString());
    assertEquals("{\"\":\"x\",\"\":1}\n", new JsonLine().put("", "x").put("", 1).toString());
  }

  @Test
  void marks_backslashes_and_controls_are_escaped_and_a_space_is_not() {
    assertEquals("\\\" \\\\ /", quoted("\" \\ /"));
    assertEquals("\\u0000\\u000a\\u001f\u0020\u007f", quoted("\0\n\u001f\u0020\u007f"));
  }

  /** Some readers of lines take them for line ends. */
  @Test
  void line_and_paragraph_separators_are_escaped_and_their_neighbours_are_not() {
    assertEquals("\u2027\\u2028\\u2029\u202a", quoted("\u2027\u2028\u2029\u202a"));
  }

  /** UTF-8 cannot encode half of a character. */
  @Test
  void an_unpaired_surrogate_is_escaped_wherever_it_is() {
    assertEquals("\ud83d\ude42", quoted("\ud83d\ude42"), "A pair is a character");
    assertEquals("\\ud83d", quoted("\ud83d"), "At the end");
    assertEquals("\\ude42", quoted("\ude42"), "At the beginning");
    assertEquals("\\ud83dx\\ude42x", quoted("\ud83dx\ude42x"), "Before and after others");
    assertEquals("\\ud83d\ud83d\ude42\\ude42", quoted("\ud83d\ud83d\ude42\ude42"), "Around a pair");
  }
}
