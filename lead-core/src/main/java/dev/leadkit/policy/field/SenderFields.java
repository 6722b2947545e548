// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Address;
import dev.leadkit.Attributes;
import dev.leadkit.Consent;
import dev.leadkit.Contact;
import dev.leadkit.Envelope;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Provenance;
import dev.leadkit.text.Domains;
import java.util.Locale;

/** Fields of the prospect and of the address that the first message was sent to. */
final class SenderFields {

  private final Catalogue fields;

  private SenderFields(Catalogue fields) {
    this.fields = fields;
  }

  static void addTo(Catalogue fields) {
    var group = new SenderFields(fields);
    group.sender();
    group.recipient();
  }

  private void sender() {
    fields.person(
        "sender.email", "the prospect's address", contact -> contact.address().email());
    fields.person(
        "sender.name",
        "the prospect's display name",
        contact -> contact.address().name());
    fields.domain("sender.domain", "the domain of the prospect's address", SenderFields::domain);
    fields.word("sender.tld", Provenance.MAIL, "the last label of that domain", view -> {
      String domain = domain(view);
      return domain.substring(domain.lastIndexOf('.') + 1);
    });
    fields.closed(
        "sender.origin",
        Provenance.MAIL,
        Presence.ALWAYS,
        Catalogue.names(Contact.Origin.values()),
        "which part of the mail names the prospect",
        view -> Catalogue.name(view.lead().contact().origin()));
    fields.word(
        "sender.rule",
        Provenance.MAIL,
        "the rule that chose the prospect's address, such as form-field or forwarded-by-us",
        view -> view.lead().contact().reason().rule());
    fields.number(
        "sender.confidence",
        Field.Scale.SHARE,
        Provenance.MAIL,
        "how sure that rule is, 0 to 1",
        view -> Decimals.of(view.lead().contact().reason().confidence()));
    fields.person(
        "sender.company",
        "the organisation that the prospect names in a form or signature",
        Contact::company);
    fields.person(
        "sender.title",
        "the job title that the prospect names in a form or signature",
        Contact::title);
    fields.word(
        "sender.calling_code",
        Provenance.ENRICHMENT,
        "the country code of the prospect's telephone number in a form or signature, else of the one that an enricher found, with +",
        view -> CallingCode.of(phone(view.lead())));
    fields.word(
        "sender.language",
        Provenance.MAIL,
        "the language of the newest message as its Content-Language says, else that of what was written, else the one that an enricher found: de, en",
        SenderFields::language);
    fields.closed(
        "sender.consent",
        Provenance.ENRICHMENT,
        Presence.ALWAYS,
        Catalogue.names(Consent.values()),
        "whether the prospect agreed to be contacted beyond an answer, by a box of a form, else as an enricher found",
        view -> consent(view.lead()));
  }

  private void recipient() {
    fields.add(
        "recipient.address",
        Field.Type.WORD,
        Provenance.MAIL,
        Privacy.PERSONAL,
        "the inbound address of the first message: the address book's, else the envelope's, else the first To",
        view -> Value.word(recipient(view.lead())));
    fields.add(
        "recipient.local",
        Field.Type.WORD,
        Provenance.MAIL,
        Privacy.PLAIN,
        "the part of that address before the @",
        view -> Value.word(new Address(recipient(view.lead()), "").local()));
  }

  private static String phone(Lead lead) {
    String phone = lead.contact().phone();
    return phone.isBlank() ? attribute(lead, Attributes.PHONE) : phone;
  }

  /** The primary subtag (RFC 5646 §2.2.1) of the first language that is named. */
  private static String language(LeadView view) {
    Message newest = WrittenMessages.newest(view.lead());
    String named = newest == null ? "" : newest.header("Content-Language");
    String written = newest == null ? "" : newest.understanding().language();
    String tag = named.isBlank() ? written : named;
    tag = tag.isBlank() ? attribute(view.lead(), Attributes.LANGUAGE) : tag;
    return tag.strip().split("[-_,; ]", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static String consent(Lead lead) {
    Consent consent = lead.contact().consent();
    String found = attribute(lead, Attributes.CONSENT).toLowerCase(Locale.ROOT);
    return consent == Consent.UNKNOWN && Catalogue.names(Consent.values()).contains(found)
        ? found
        : Catalogue.name(consent);
  }

  /** What the first enricher, by name, found under this name; {@code ""} where none did. */
  private static String attribute(Lead lead, String name) {
    return lead.findings().values().stream()
        .map(found -> found.attributes().getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse("");
  }

  private static String domain(LeadView view) {
    return Domains.normal(view.lead().contact().address().domain());
  }

  private static String recipient(Lead lead) {
    if (!lead.source().address().isEmpty() || lead.messages().isEmpty()) {
      return lead.source().address();
    }
    Message first = lead.messages().get(0);
    Envelope envelope = first.envelope();
    if (!envelope.recipients().isEmpty()) {
      return envelope.recipients().get(0);
    }
    return first.to().isEmpty() ? "" : first.to().get(0).email();
  }
}
