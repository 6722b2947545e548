// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Locale;
import org.junit.jupiter.api.Test;

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
}
