// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Enrichment;
import dev.leadkit.Evidence;
import dev.leadkit.Fact;
import dev.leadkit.Header;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.spi.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProspectFieldsTest {

  private static Lead lead(List<Header> headers, Map<String, String> attributes) {
    Lead lead = Leads.from(message -> message.headers(headers)).lead();
    var fact = new Fact.Enriched("enr_1", "persons", new Enrichment(null, attributes));
    return lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, Leads.NOON, fact));
  }

  private static @Nullable String read(String field, Lead lead) {
    Value value = Conditions.of(Fields.ofLead(), List.of()).view(lead).value(field);
    return value == null ? null : value.shown();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "+49 30 1234567, +49",
        "+1 (512) 555-0100, +1",
        "0044 20 7946 0000, +44",
        "+353 1 555 0100, +353",
        "+7 495 555 01 00, +7",
        "+3, none",
        "030 1234567, none",
        "call me, none"
      })
  void a_telephone_number_tells_its_country(String phone, @Nullable String code) {
    assertEquals(code, read("sender.calling_code", lead(List.of(), Map.of("phone", phone))));
  }

  @Test
  void the_mail_says_its_language_or_an_enricher_does() {
    List<Header> said = List.of(new Header("Content-Language", "de-AT, en"));
    assertEquals("de", read("sender.language", lead(said, Map.of("language", "fr"))));
    assertEquals("fr", read("sender.language", lead(List.of(), Map.of("language", "fr_CA"))));
    assertEquals(null, read("sender.language", lead(List.of(), Map.of())));
  }

  @ParameterizedTest
  @CsvSource({"granted, granted", "DENIED, denied", "perhaps, unknown", "'', unknown"})
  void consent_is_known_or_unknown_and_never_missing(String found, String consent) {
    assertEquals(consent, read("sender.consent", lead(List.of(), Map.of("consent", found))));
  }

  @Test
  void a_derived_field_shows_what_made_it_unless_that_names_a_person() {
    Settings settings = Settings.yaml("test", """
        derive:
          first:
            firstOf:
              - { of: company.country, map: { DE: emea } }
              - { of: sender.calling_code, map: { "+49": emea } }
          area: { of: first, map: { emea: east } }
          person: { of: sender.email, map: { jo@acme.example: jo } }
        """);
    Fields fields = Definitions.read(settings).fields();
    assertEquals(List.of(), settings.problems());
    Lead lead = Leads.from("jo@acme.example", "Hello").lead();
    var fact =
        new Fact.Enriched("enr_1", "persons", new Enrichment(null, Map.of("phone", "+4930")));
    Lead known = lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, Leads.NOON, fact));
    assertEquals(
        List.of(Evidence.of("sender.calling_code", "+49")), evidence("area", fields, known));
    assertEquals(List.of(), evidence("person", fields, known));
    assertEquals(List.of(), evidence("area", fields, lead));
    assertEquals(
        List.of(Evidence.of("sender.tld", "example")), evidence("sender.tld", fields, lead));
    assertEquals(List.of(), evidence("sender.email", fields, lead));
  }

  private static List<Evidence> evidence(String name, Fields fields, Lead lead) {
    Field field = fields.find(name);
    return field == null
        ? List.of()
        : Conditions.of(fields, List.of()).view(lead).evidence(field);
  }
}
