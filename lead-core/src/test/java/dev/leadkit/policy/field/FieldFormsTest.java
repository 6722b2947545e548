// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldFormsTest {

  private static Field field(String name) {
    Field field = Fields.ofLead().find(name);
    assertNotNull(field, name);
    return field;
  }

  private static String misfit(String field, String value) {
    return String.valueOf(FieldForms.misfit(field(field), value));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          sender.domain       | acme.example
          sender.domain       | ACME.Example
          sender.tld          | de
          sender.tld          | DE
          sender.tld          | xn--p1ai
          sender.calling_code | +49
          sender.calling_code | +353
          sender.language     | de
          sender.language     | gsw
          sender.language     | ' DE '
          sender.email        | Kim@ACME.example
          recipient.address   | sales@acme.example
          recipient.local     | sales
          company.country     | de
          company.country     | ' DE '
          company.industry    | anything at all
          """)
  void what_a_field_can_hold_is_not_objected_to(String field, String value) {
    assertEquals("null", misfit(field, value));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          sender.domain       | kim@acme.example | expected a domain such as acme.example
          sender.domain       | two words        | expected a domain such as acme.example
          sender.tld          | .de              | expected the last label of a domain, without a dot: de
          sender.tld          | co.uk            | expected the last label of a domain, without a dot: uk
          sender.tld          | d e              | expected the last label of a domain, without a dot: de
          sender.tld          | x-               | expected the last label of a domain, without a dot: de
          sender.calling_code | 49               | expected + and a country code: +49
          sender.calling_code | 353              | expected + and a country code: +353
          sender.calling_code | +4930            | expected + and a country code: +49
          sender.calling_code | germany          | expected + and a country code: +49
          sender.language     | fr-CA            | expected a language code of ISO 639: fr
          sender.language     | pt_BR            | expected a language code of ISO 639: pt
          sender.language     | german           | expected a language code of ISO 639: de
          sender.email        | acme.example     | expected an address such as kim@acme.example
          sender.email        | kim@             | expected an address such as kim@acme.example
          sender.email        | a@b@c            | expected an address such as kim@acme.example
          recipient.address   | sales            | expected an address such as kim@acme.example
          recipient.local     | sales@acme.test  | expected the part of an address before the @
          company.country     | Germany          | expected a country code of two letters (ISO 3166-1 alpha-2), such as DE
          company.country     | DEU              | expected a country code of two letters (ISO 3166-1 alpha-2), such as DE
          company.country     | D1               | expected a country code of two letters (ISO 3166-1 alpha-2), such as DE
          """)
  void what_it_never_holds_is_told_with_what_to_write(String field, String value, String message) {
    assertEquals(message, misfit(field, value));
  }

  @Test
  void only_fields_with_a_form_are_checked() {
    assertEquals(true, FieldForms.isKnown(field("sender.domain")));
    assertEquals(true, FieldForms.isKnown(field("company.domain")));
    assertEquals(true, FieldForms.isKnown(field("sender.tld")));
    assertEquals(true, FieldForms.isKnown(field("recipient.local")));
    assertEquals(false, FieldForms.isKnown(field("company.industry")));
    assertEquals(false, FieldForms.isKnown(field("company.size")));
  }
}
