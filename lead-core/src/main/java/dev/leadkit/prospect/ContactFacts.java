// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import dev.leadkit.Address;
import dev.leadkit.Consent;
import dev.leadkit.Contact;
import dev.leadkit.Contact.Origin;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a message states about the prospect besides the address: form fields first, then the signature of what the prospect wrote. */
final class ContactFacts {

  private static final Set<Kind> SIGNED = Set.of(Kind.SIGN_OFF, Kind.SIGNATURE);
  private static final int MAX_FIELD = 300;

  private final Message message;
  private final List<FormField> fields;

  ContactFacts(Message message, List<FormField> fields) {
    this.message = message;
    this.fields = fields;
  }

  Contact complete(Contact contact) {
    boolean isForm = !fields.isEmpty() && contact.origin() != Origin.RECIPIENT;
    FormNames form = new FormNames(isForm ? fields : List.of(), email(contact));
    SignedBlock signed = SignedBlock.of(signature(contact), contact.address().name());
    String phone = PhoneNumbers.normal(form.value("phone"));
    if (phone.isEmpty()) {
      phone = signed.phone();
    }
    if (phone.isEmpty()) {
      phone = PhoneNumbers.find(writtenBy(contact));
    }
    String name = contact.address().name();
    if (name.isEmpty()) {
      name = form.name().isEmpty() ? signed.name() : form.name();
    }
    return new Contact(
        new Address(contact.address().email(), cut(name)),
        cut(phone),
        consent(form),
        contact.origin(),
        cut(form.value("company").isEmpty() ? signed.company() : form.value("company")),
        cut(form.value("title").isEmpty() ? signed.title() : form.value("title")),
        contact.reason());
  }

  private static String cut(String text) {
    String line = text.strip();
    int end = line.indexOf('\n');
    line = end < 0 ? line : line.substring(0, end).strip();
    return line.length() > MAX_FIELD ? line.substring(0, MAX_FIELD) : line;
  }

  /** The e-mail field with this address, null if no form names it. */
  private @Nullable FormField email(Contact contact) {
    for (FormField field : fields) {
      if (field.name().equals("email")
          && Address.normalize(field.value()).contains(contact.address().email())) {
        return field;
      }
    }
    return null;
  }

  /** A box for contact beyond an answer. Agreement to the processing of the enquiry alone is not consent. */
  private static Consent consent(FormNames form) {
    String value = form.value("newsletter");
    if (value.isEmpty()) {
      return Consent.UNKNOWN;
    }
    String word = value.toLowerCase(Locale.ROOT).strip();
    if (Answers.isNo(word)) {
      return Consent.DENIED;
    }
    return Answers.isYes(word) ? Consent.GRANTED : Consent.UNKNOWN;
  }

  private String signature(Contact contact) {
    if (contact.origin() == Origin.FORWARDED) {
      return tail(writtenBy(contact));
    }
    if (contact.origin() == Origin.FORM || contact.origin() == Origin.RECIPIENT) {
      return "";
    }
    List<Segment> segments = message.understanding().segments();
    return segments.isEmpty()
        ? tail(message.textBody())
        : message.understanding().text(SIGNED);
  }

  /** The last lines, which may be a signature. */
  private static String tail(String text) {
    List<String> lines = text.strip().lines().toList();
    int from = Math.max(0, lines.size() - 12);
    return String.join("\n", lines.subList(from, lines.size()));
  }

  /** The text of the prospect: that of the forward that was chosen, else what was written. */
  private String writtenBy(Contact contact) {
    if (contact.origin() == Origin.RECIPIENT) {
      return "";
    }
    if (contact.origin() == Origin.FORWARDED) {
      for (Forwarded forwarded : ProspectRules.forwards(message)) {
        if (forwarded.from().email().equals(contact.address().email())) {
          return forwarded.text();
        }
      }
    }
    return message.visibleText();
  }
}
