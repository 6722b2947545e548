// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void text_is_kept_whatever_it_holds() {
    assertEquals("\"a\\\\b\\\"c\\u000a␀é見🙂\\ud83d\"", JsonText.quoted("a\\b\"c\n\0é見🙂\ud83d"));
  }

  @Test
  void texts_become_an_array_in_their_order() {
    assertEquals("[]", JsonText.array(List.of()));
    assertEquals("[\"b\",\"a\\\"\"]", JsonText.array(List.of("b", "a\"")));
  }

  @Test
  void texts_become_the_members_of_an_object() {
    assertEquals("{}", JsonText.object(Map.of()));
    assertEquals("{\"k\\\\\":\"v\"}", JsonText.object(Map.of("k\\", "v")));
  }
}
