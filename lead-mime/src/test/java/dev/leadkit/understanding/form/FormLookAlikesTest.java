// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.FormField;
import dev.leadkit.understanding.Segments;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that look like forms, and forms whose values look like labels. */
class FormLookAlikesTest {

  private static List<FormField> read(String text) {
    return FormReader.read(
        "Subject", Segments.of("Subject", Address.of("ada@acme.example"), text), "", "");
  }

  private static String value(String text, String name) {
    return read(text).stream()
        .filter(field -> field.name().equals(name))
        .map(FormField::value)
        .collect(Collectors.joining("|"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello,\n\none question: do you support SAML? And a remark: we are in a hurry.\n\nAda",
        "Note: the offer must be here by Friday.\nReason: our board meets then.\n\nThanks\nAda",
        "We need a quote.\n\nAda Byron\nPhone: +44 20 7946 0123\nEmail: ada@acme.example\nWeb: acme.example",
        "From: Hamburg\nTo: Oslo\nDate: 3 March\nCargo: pumps\n\nWhat does it cost?",
        "Monday: closed\nTuesday: 9:00 - 17:00\nWednesday: 9:00 - 17:00",
        "https://acme.example/a=1\nhttps://acme.example/b=2",
        "Is it ready?\nYes.\nWhat does it cost?\nI do not know.",
        "On 3 March Kim wrote:\n> Name: Kim\n> Email: kim@else.example\n> Message: hello\n\nNo, thanks.",
      })
  void prose_signatures_and_quotations_are_not_forms(String text) {
    assertEquals(List.of(), read(text), "There is no form");
  }

  @Test
  void a_label_inside_a_message_is_a_part_of_the_message() {
    String text = "Name: Ada\nEmail: ada@acme.example\nMessage: Two things.\nEmail: is fine.\n"
        + "Name: of the product is unclear\nBye";
    assertEquals("ada@acme.example", value(text, "email"), "The first address is the visitor's");
    assertEquals(
        "Two things.\nEmail: is fine.\nName: of the product is unclear\nBye",
        value(text, "message"),
        "The message is whole");
  }

  @Test
  void an_empty_value_does_not_take_the_next_label() {
    String text = "Name: Ada\nPhone:\nCompany:\nEmail: ada@acme.example\nMessage: Hello there";
    assertEquals("", value(text, "phone"), "The field is empty");
    assertEquals("", value(text, "company"), "The field is empty");
    assertEquals("ada@acme.example", value(text, "email"), "The next field has its own value");
  }

  @Test
  void a_value_that_a_field_cannot_have_does_not_get_its_name() {
    String text = "Name: Ada\nEmail: a***@acme.example\nPhone: please mail\nMessage: Hello there";
    assertEquals("", value(text, "email"), "A masked address is not an address");
    assertEquals("", value(text, "phone"), "Words are not a number");
  }

  @Test
  void a_digest_lists_several_people_one_after_the_other() {
    String text = "Lead 1\nName: Ada\nEmail: ada@acme.example\nMessage: Hello there\n\n"
        + "Lead 2\nName: Bob\nEmail: bob@else.example\nMessage: Good day";
    assertEquals("ada@acme.example|bob@else.example", value(text, "email"), "Both are read");
    assertEquals("Ada|Bob", value(text, "name"), "Each has a name");
  }

  @Test
  void rows_of_a_table_are_people() {
    String text =
        "New leads:\n\nName;E-Mail;Phone\nAda;ada@acme.example;123456\nBob;bob@else.example;\n";
    assertEquals("ada@acme.example|bob@else.example", value(text, "email"), "Both rows are read");
  }

  @Test
  void the_vendor_of_a_document_is_not_the_prospect() {
    String json =
        "{\"agent\":{\"email\":\"sam@portal.example\"},\"name\":\"Ada\",\"email\":\"ada@acme.example\"}";
    assertEquals("ada@acme.example", value(json, "email"), "The agent is left out");
    assertEquals(List.of(), read("{\"broken\": "), "A damaged document has no fields");
  }

  @Test
  void a_long_text_is_read_in_linear_time() {
    String line = "Name: x\nEmail: a@b.example\nDelivery: soon\n\n";
    String text = "Message: start\n" + line.repeat(25_000);
    assertEquals(true, read(text).size() > 2, "It is a form; its beginning is read");
  }
}
