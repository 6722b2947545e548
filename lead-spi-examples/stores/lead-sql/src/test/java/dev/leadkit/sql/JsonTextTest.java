// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON in the columns of the projections (RFC 8259). */
class JsonTextTest {

  @Test
  void quotes_and_backslashes_are_escaped_and_other_characters_stand_for_themselves() {
    assertEquals("\"a b\u007fé – 見積もり 🙂\"", JsonText.quoted("a b\u007fé – 見積もり 🙂"));
    assertEquals("\"\\\"\\\\\"", JsonText.quoted("\"\\"));
    assertEquals("\"\"", JsonText.quoted(""));
  }

  @Test
  void control_characters_are_escaped_and_a_nul_becomes_its_picture() {
    assertEquals("\"\\u0001\\u000a\\u001f \"", JsonText.quoted("\u0001\n\u001f "));
    assertEquals("\"\u2400\"", JsonText.quoted("\0"));
  }

  @Test
  void only_surrogates_without_their_other_half_are_escaped() {
    assertEquals("\"\ud83d\ude42\ud83d\ude42\"", JsonText.quoted("\ud83d\ude42\ud83d\ude42"));
    assertEquals("\"\\ud83d\"", JsonText.quoted("\ud83d"));
    assertEquals("\"\\ud83dx\"", JsonText.quoted("\ud83dx"));
    assertEquals("\"\\ude42\"", JsonText.quoted("\ude42"));
    assertEquals("\"x\\ude42\"", JsonText.quoted("x\ude42"));
    assertEquals("\"\\ude42\\ud83d\"", JsonText.quoted("\ude42\ud83d"));
    assertEquals("\"\\ud83d\ud83d\ude42\"", JsonText.quoted("\ud83d\ud83d\ude42"));
  }

  @Test
  void lists_and_maps_keep_their_order() {
    assertEquals("[]", JsonText.array(List.of()));
    assertEquals("[\"b\",\"a\"]", JsonText.array(List.of("b", "a")));
    assertEquals("{}", JsonText.object(Map.of()));
    assertEquals("{\"k\":\"v\"}", JsonText.object(Map.of("k", "v")));
  }
}
