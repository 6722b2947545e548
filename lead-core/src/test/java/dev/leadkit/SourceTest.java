// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SourceTest {

  @Test
  void a_builder_sets_each_component() {
    assertEquals(
        new Source("form", "spring", "api", "heron", "sales@in.example", "RETIRED"),
        Source.builder("form", "Sales@IN.example")
            .campaign("spring")
            .product("api")
            .partner("heron")
            .reason("RETIRED")
            .build(),
        "Each method of the builder must set the component of its name");
  }

  @Test
  void a_builder_begins_with_an_entry_of_channel_and_address() {
    assertEquals(
        Source.of("form", "sales@in.example"),
        Source.builder("form", "sales@in.example").build());
  }

  @Test
  void swapped_arguments_are_refused_at_once() {
    var refused = assertThrows(
        IllegalArgumentException.class, () -> Source.builder("sales@in.example", "form"));
    assertTrue(refused.getMessage().startsWith("channel: "), refused.getMessage());
  }
}
