// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a lead would be like if one field held something else. */
class FieldOverrideTest {

  private static FieldOverride domain(String domain) {
    Field field = Fields.ofLead().all().stream()
        .filter(one -> one.name().equals("sender.domain"))
        .findFirst()
        .orElseThrow();
    return new FieldOverride(field, new Value.Word(domain), "sender.domain is " + domain);
  }

  private static @Nullable String shown(@Nullable Value value) {
    return value == null ? null : value.shown();
  }

  @Test
  void the_field_has_the_supposed_value_and_no_other_field_has_one() {
    FieldOverride override = domain("acme.example");
    assertEquals("acme.example", shown(override.value("sender.domain")));
    assertNull(override.value("company.size"));
    assertNull(override.value("recipient.local"));
  }

  @Test
  void another_domain_has_another_top_level_domain() {
    assertEquals("example", shown(domain("mail.acme.example").value("sender.tld")));
    assertEquals("localhost", shown(domain("localhost").value("sender.tld")));
  }

  @Test
  void another_field_leaves_the_top_level_domain_alone() {
    Field email = Fields.ofLead().all().stream()
        .filter(one -> one.name().equals("sender.email"))
        .findFirst()
        .orElseThrow();
    var override = new FieldOverride(email, new Value.Word("a@b.de"), "sender.email is a@b.de");
    assertNull(override.value("sender.tld"));
  }

  @Test
  void it_says_what_is_supposed() {
    FieldOverride override = domain("acme.example");
    assertNotNull(override.field());
    assertEquals("sender.domain", override.field().name());
    assertEquals("sender.domain is acme.example", override.description());
    assertEquals("Supposition[sender.domain is acme.example]", override.toString());
  }
}
