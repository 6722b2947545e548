// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @Test
  void an_address_is_trimmed_and_lower_case_in_every_locale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertEquals("info@idea.example", Address.of(" INFO@IDEA.example ").email());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void local_part_and_domain_are_parted_at_the_last_at() {
    Address odd = Address.of("\"a@b\"@c.example");
    assertEquals("\"a@b\"", odd.local());
    assertEquals("c.example", odd.domain());
    assertEquals("", Address.of("postmaster").domain());
    assertEquals("postmaster", Address.of("postmaster").local());
    assertEquals("", Address.of("@c.example").local());
    assertEquals("c.example", Address.of("@c.example").domain());
    assertFalse(Address.UNKNOWN.isKnown());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ada Lovelace", "Ada <ada@acme.example>", "<ada@acme.example>", "a b@c"})
  void a_factory_rejects_text_with_a_display_name(String text) {
    assertThrows(IllegalArgumentException.class, () -> Address.of(text));
    assertThrows(IllegalArgumentException.class, () -> Address.of(text, "Ada"));
  }

  @Test
  void a_factory_rejects_swapped_arguments() {
    assertEquals(new Address("ada@acme.example", "Ada"), Address.of("ada@acme.example", "Ada"));
    assertThrows(IllegalArgumentException.class, () -> Address.of("Ada", "ada@acme.example"));
    assertEquals("sales", Source.of("sales", "sales@acme.example").channel());
    assertThrows(IllegalArgumentException.class, () -> Source.of("sales@acme.example", "sales"));
  }

  @Test
  void a_factory_accepts_addresses_without_a_domain_quoted_ones_and_none() {
    assertEquals("postmaster", Address.of("postmaster").email());
    assertEquals("\"a b\"@c.example", Address.of("\"a b\"@c.example").email());
    assertFalse(Address.of(" ").isKnown());
    assertEquals("a <b> c", Address.normalize(" A <B> c "), "text from a message may be anything");
  }
}
