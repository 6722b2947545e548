// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Conclusion;
import dev.leadkit.Consent;
import dev.leadkit.Contact;
import dev.leadkit.Contact.Origin;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.Understanding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProspectRulesTest {

  private static final ProspectRules RULES = ProspectRules.of(
      new OwnAddresses(Set.of("leadkit.example"), Set.of("kim@free.example")), FormTemplates.NONE);
  private static final Source SALES = Source.of("sales", "sales@leadkit.example");
  private static final Address VISITOR = Address.of("ada@acme.example", "Ada Byron");
  private static final Address COLLEAGUE = Address.of("kim@leadkit.example", "Kim");

  private static Message.Builder mail(Address from) {
    return Message.builder("evt_1", Instant.EPOCH)
        .from(from)
        .to(List.of(Address.of("sales@leadkit.example")));
  }

  private static FormField field(String name, String label, String value) {
    return new FormField(name, label, value, new Conclusion("label-and-value", label, 0.9));
  }

  private static Understanding form(FormField... fields) {
    return Understanding.builder().fields(List.of(fields)).build();
  }

  private static Contact contact(Message.Builder message) {
    return contact(RULES, message);
  }

  private static Contact contact(ProspectRules rules, Message.Builder message) {
    return rules.of(message.build(), SALES, List.of()).contact();
  }

  private static void expect(String email, Origin origin, String rule, Contact contact) {
    assertEquals(
        email, contact.address().email(), () -> "decided by " + contact.reason().rule());
    assertEquals(origin, contact.origin(), "The origin says where the address is");
    assertEquals(rule, contact.reason().rule(), "The reason names the rule");
  }

  @Nested
  class Our_own_people {

    @Test
    void a_domain_includes_its_subdomains_and_an_address_its_plus_tags() {
      OwnAddresses own = RULES.own();
      assertTrue(own.contains("x@mail.leadkit.example"), "A subdomain is ours");
      assertTrue(own.contains("kim+news@free.example"), "A plus tag is the same mailbox");
      assertEquals(false, own.contains("x@notleadkit.example"), "Labels are compared whole");
      assertEquals(false, own.contains("x@free.example"), "One address is not its domain");
    }

    @Test
    void an_internationalized_domain_is_ours_in_both_of_its_forms() {
      var own = new OwnAddresses(Set.of("xn--mller-kva.example"), Set.of());
      assertTrue(own.contains("a@müller.example"), "The Unicode form is the same domain");
    }

    @Test
    void an_address_that_the_address_book_knows_is_ours() {
      Message message =
          mail(VISITOR).replyTo(List.of(Address.of("info@brand.example"))).build();
      List<String> ours =
          ProspectRules.known(ProspectRules.addresses(message), "info@brand.example"::equals);
      assertEquals(List.of("info@brand.example"), ours, "Reply-To is looked up");
      expect(
          "ada@acme.example",
          Origin.FROM,
          "from",
          RULES.of(message, SALES, ours).contact());
    }

    @Test
    void without_configured_domains_that_of_the_inbound_address_is_ours() {
      Message.Builder forward =
          mail(COLLEAGUE).forwarded(new Forwarded(VISITOR, "Prices", "Hello"));
      expect(
          "ada@acme.example",
          Origin.FORWARDED,
          "forwarded-by-us",
          contact(ProspectRules.STANDARD, forward));
    }

    @Test
    void a_free_provider_is_never_ours_because_of_an_inbound_address() {
      Message message = mail(Address.of("dana@gmail.com"))
          .forwarded(new Forwarded(VISITOR, "Offer", "x"))
          .build();
      Contact contact = ProspectRules.STANDARD
          .of(message, Source.of("sales", "ourleads@gmail.com"), List.of())
          .contact();
      assertEquals("dana@gmail.com", contact.address().email(), "Dana is a customer");
    }
  }

  @Nested
  class Forms {

    @Test
    void the_email_field_is_before_the_reply_address() {
      Contact contact = contact(mail(Address.of("site@host.example"))
          .replyTo(List.of(Address.of("helpdesk@host.example")))
          .understanding(form(
              field("first_name", "First name", "Ada"),
              field("last_name", "Last name", "Byron"),
              field("email", "Email", "ada@acme.example"),
              field("company", "Company", "Acme GmbH"),
              field("phone", "Phone", "+49 (0)40 123456"),
              field("newsletter", "Newsletter", "yes"))));
      expect("ada@acme.example", Origin.FORM, "form-field", contact);
      assertEquals("Ada Byron", contact.address().name(), "First and last name are one name");
      assertEquals("+4940123456", contact.phone(), "A number with a country code is E.164");
      assertEquals("Acme GmbH", contact.company(), "The company is that of the form");
      assertEquals(Consent.GRANTED, contact.consent(), "The box was checked");
    }

    @Test
    void a_field_with_one_of_our_addresses_is_skipped() {
      Contact contact = contact(mail(COLLEAGUE)
          .replyTo(List.of(VISITOR))
          .understanding(form(field("email", "Email", "sales@leadkit.example"))));
      expect("ada@acme.example", Origin.REPLY_TO, "reply-to", contact);
    }

    @Test
    void a_form_that_a_customer_forwards_is_not_his() {
      var forwarded = new FormField(
          "email",
          "Email",
          "bob@else.example",
          new Conclusion("forwarded-label-and-value", "", 0.9));
      expect(
          "ada@acme.example",
          Origin.FROM,
          "from",
          contact(mail(VISITOR).understanding(form(forwarded))));
      expect(
          "bob@else.example",
          Origin.FORM,
          "form-field",
          contact(mail(COLLEAGUE).understanding(form(forwarded))));
    }

    @Test
    void consent_to_the_processing_of_the_enquiry_is_not_consent_to_more() {
      Contact contact = contact(mail(COLLEAGUE)
          .understanding(form(
              field("email", "Email", "ada@acme.example"), field("consent", "Privacy", "yes"))));
      assertEquals(Consent.UNKNOWN, contact.consent(), "Only a marketing box grants");
    }

    @Test
    void the_name_is_that_of_the_person_with_the_address() {
      Contact contact = contact(mail(COLLEAGUE)
          .understanding(form(
              field("name", "Name", "Ada Byron"),
              field("email", "Email", "ada@acme.example"),
              field("name", "Name", "Bob Else"),
              field("email", "Email", "bob@else.example"))));
      assertEquals(VISITOR, contact.address(), "The second block is another person");
    }
  }

  @Nested
  class Forwards_and_replies {

    @Test
    void the_author_of_a_forward_by_one_of_us_is_the_prospect() {
      expect(
          "ada@acme.example",
          Origin.FORWARDED,
          "forwarded-by-us",
          contact(mail(COLLEAGUE).forwarded(new Forwarded(VISITOR, "Prices", "Hello"))));
    }

    @Test
    void the_author_of_a_forward_to_the_address_of_a_partner_is_the_prospect() {
      Source referrals = Source.builder("partner", "partners@leadkit.example")
          .partner("bluepeak")
          .build();
      Message referral = mail(Address.of("pat@bluepeak.example"))
          .forwarded(new Forwarded(VISITOR, "Prices", "Hello"))
          .build();
      expect(
          "ada@acme.example",
          Origin.FORWARDED,
          "forwarded-by-partner",
          RULES.of(referral, referrals, List.of()).contact());
      assertEquals(
          "pat@bluepeak.example",
          RULES.of(referral, SALES, List.of()).contact().address().email(),
          "Elsewhere a partner is a customer like any other");
    }

    @Test
    void a_customer_who_forwards_an_offer_is_the_prospect_himself() {
      Address vendor = Address.of("rolf@rival.example");
      expect(
          "ada@acme.example",
          Origin.FROM,
          "from",
          contact(mail(VISITOR).forwarded(new Forwarded(vendor, "Offer", "Buy"))));
    }

    @Test
    void the_innermost_author_who_is_not_one_of_us_counts() {
      var forwards = List.of(
          new Forwarded(Address.of("pat@leadkit.example"), "a", "b"),
          new Forwarded(VISITOR, "a", "b"),
          new Forwarded(Address.of("api@leadkit.example"), "a", "b"));
      var understanding = Understanding.builder().forwards(forwards).build();
      expect(
          "ada@acme.example",
          Origin.FORWARDED,
          "forwarded-by-us",
          contact(mail(COLLEAGUE).understanding(understanding)));
    }

    @Test
    void a_reply_address_that_is_ours_a_machine_or_a_list_does_not_count() {
      for (String reply :
          List.of("sales@leadkit.example", "no-reply@acme.example", "team@list.example")) {
        expect(
            "ada@acme.example",
            Origin.FROM,
            "from",
            contact(mail(VISITOR)
                .replyTo(List.of(Address.of(reply)))
                .headers(List.of(new Header("List-Post", "<mailto:team@list.example>")))));
      }
    }

    @Test
    void a_list_that_rewrites_the_author_is_undone() {
      Contact contact = contact(mail(Address.of("sales@leadkit.example", "'Ada Byron' via Sales"))
          .headers(List.of(new Header("X-Original-From", "Ada Byron <ada@acme.example>"))));
      expect("ada@acme.example", Origin.ORIGINAL_SENDER, "original-sender", contact);
      assertEquals("Ada Byron", contact.address().name(), "Without the name of the list");
    }

    @Test
    void a_reply_address_without_a_name_takes_the_clean_name_of_the_author() {
      Contact contact = contact(mail(Address.of("sales@leadkit.example", "'Ada Byron' via Sales"))
          .replyTo(List.of(Address.of("ada@acme.example"))));
      assertEquals(VISITOR, contact.address(), "The name of the list is cut");
    }
  }

  @Nested
  class Doubt {

    @Test
    void an_address_in_the_display_name_of_a_service_is_the_visitor() {
      expect(
          "ada@acme.example",
          Origin.DISPLAY_NAME,
          "display-name",
          contact(mail(Address.of("forms@service.example", "ada@acme.example"))));
    }

    @Test
    void the_only_address_of_a_text_counts_and_two_do_not() {
      Contact one = contact(
          mail(COLLEAGUE).visibleText("Visitor: Ada Byron (ada@acme.example) wants a demo"));
      expect("ada@acme.example", Origin.TEXT, "text-address", one);
      assertEquals("Ada Byron", one.address().name(), "The name is before the address");
      assertTrue(one.reason().confidence() <= 0.5, "The doubt is shown");
      Contact two =
          contact(mail(COLLEAGUE).visibleText("ada@acme.example or bob@else.example called"));
      expect("kim@leadkit.example", Origin.FROM, "only-ours", two);
    }

    @Test
    void a_masked_address_is_not_one() {
      expect(
          "kim@leadkit.example",
          Origin.FROM,
          "only-ours",
          contact(mail(COLLEAGUE).visibleText("from a***xy@acme.example")));
    }

    @Test
    void whom_one_of_us_writes_to_is_the_prospect_before_our_own_person() {
      expect(
          "ada@acme.example",
          Origin.RECIPIENT,
          "recipient",
          contact(mail(COLLEAGUE)
              .to(List.of(VISITOR))
              .cc(List.of(Address.of("sales@leadkit.example")))));
    }
  }

  @Nested
  class Contact_data {

    @Test
    void title_company_and_phone_are_those_of_the_signature() {
      Contact contact = contact(mail(VISITOR).textBody("""
          Hello,

          please send an offer.

          Ada Byron
          Head of Purchasing
          Acme Engines Ltd.
          Fax: +44 20 7946 0000
          Tel: +44 20 7946 0123
          """));
      assertEquals("Head of Purchasing", contact.title(), "The line below the name");
      assertEquals("Acme Engines Ltd.", contact.company(), "The line with a legal form");
      assertEquals("+442079460123", contact.phone(), "A fax number is not a telephone number");
    }

    @Test
    void prose_has_neither_title_nor_company() {
      Contact contact = contact(mail(VISITOR).textBody("We are the owner of a mill.\nAda"));
      assertEquals("", contact.title(), "A sentence is not a title");
      assertEquals("", contact.company(), "A sentence is not a company");
    }
  }

  @Nested
  class Templates {

    private final ProspectRules rules = ProspectRules.of(
        RULES.own(),
        new FormTemplates(List.of(new FormTemplate(
            "shop",
            Set.of("shop.example"),
            Set.of(),
            Map.of("Kontakt", "email", "Projekt", "project"),
            Set.of("Projekt")))));

    private Message message(String label) {
      return mail(Address.of("noreply@shop.example"))
          .understanding(form(field("", "Kontakt", "ada@acme.example"), field("", label, "P-7")))
          .build();
    }

    @Test
    void a_template_names_fields_that_the_generic_reading_does_not_know() {
      expect(
          "ada@acme.example",
          Origin.FORM,
          "form-field",
          rules.of(message("Projekt:"), SALES, List.of()).contact());
    }

    @Test
    void a_changed_layout_is_told_and_no_field_gets_a_name_of_the_template() {
      Message changed = message("Vorhaben");
      assertEquals("shop", rules.templates().changed(changed, SALES), "A label is missing");
      assertEquals(
          changed.understanding().fields(),
          rules.templates().fields(changed, SALES),
          "The fields keep their generic names");
      assertEquals(
          "", rules.templates().changed(message("Projekt"), SALES), "All labels are there");
    }

    @Test
    void other_rules_have_another_version() {
      assertNotEquals(RULES.version(), rules.version(), "The version follows from the content");
      assertEquals(
          RULES.version(),
          ProspectRules.of(RULES.own(), FormTemplates.NONE).version(),
          "The same content has the same version");
    }
  }
}
