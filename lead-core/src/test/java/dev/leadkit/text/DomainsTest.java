// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACME.Example|acme.example",
        "' acme.example. '|acme.example",
        "acme.example...|acme.example",
        "acme.example。|acme.example",
        "Bücher.example|xn--bcher-kva.example",
        "faß.de|xn--fa-hia.de",
        "FAẞ.de|xn--fa-hia.de",
        "fass.de|fass.de",
        "βόλος.com|xn--nxasmm1c.com",
        "☕.example|xn--53h.example",
        "ｂücher．example|xn--bcher-kva.example",
        "bücher｡example|xn--bcher-kva.example",
        "例え.テスト|xn--r8jz45g.xn--zckzah",
        "x\u0080|x\u0080",
        "XN--BCHER-KVA.example|xn--bcher-kva.example",
        "''|''",
        ".|''",
      })
  void a_domain_compares_as_its_lower_case_ascii_form(String domain, String normal) {
    assertEquals(normal, Domains.normal(domain));
  }

  @Test
  void what_is_not_a_domain_equals_none_that_is_one() {
    String label = "é".repeat(64);
    assertEquals(
        label + ".example", Domains.normal(label.toUpperCase(java.util.Locale.ROOT) + ".example"));
    assertFalse(Domains.isName(Domains.normal(label + ".example")));
  }

  @Test
  void a_name_has_at_most_253_characters_of_letters_digits_and_hyphens() {
    String most = "a".repeat(249) + ".com";
    assertTrue(Domains.isName(most));
    assertFalse(Domains.isName("a" + most));
    for (String name : new String[] {"a", "a-b.c", "_dmarc.a.example", "1.example"}) {
      assertTrue(Domains.isName(name), name);
    }
    for (String none : new String[] {"", ".", "a.", ".a", "-a.b", "a-.b", "a b", "a..b", "A.b"}) {
      assertFalse(Domains.isName(none), none);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "acme.example, acme.example",
    "mail.eu.acme.example, acme.example",
    "notacme.example, ''",
    "example, ''",
    "a.co.uk, co.uk",
    "'', ''"
  })
  void an_entry_holds_the_domains_below_it(String domain, String entry) {
    assertEquals(entry, Domains.match(domain, Set.of("acme.example", "co.uk")));
  }

  @ParameterizedTest
  @CsvSource({"a.b.c, b.c", "b.c, c", "c, ''", ".c, c"})
  void a_parent_is_what_follows_the_first_label(String name, String parent) {
    assertEquals(parent, Domains.parent(name));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 0", "a.b, 1", ".a.b, 2", "a..b, 2"})
  void dots_are_counted(String name, int dots) {
    assertEquals(dots, Domains.dots(name));
  }

  @ParameterizedTest
  @CsvSource({
    "acme.example, acme.example",
    "mail.acme.example, acme.example",
    "a.mail.acme.example, acme.example",
    "acme.co.uk, acme.co.uk",
    "mail.acme.co.uk, acme.co.uk",
    "acme.co.com, co.com",
    "mail.acme.de, acme.de",
    "localhost, localhost"
  })
  void a_company_has_the_name_that_it_registered(String domain, String registered) {
    assertEquals(registered, RegistrableDomain.of(domain));
  }
}
