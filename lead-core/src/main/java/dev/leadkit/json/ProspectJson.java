// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Address;
import dev.leadkit.Conclusion;
import dev.leadkit.Consent;
import dev.leadkit.Contact;
import dev.leadkit.Prospect;
import org.jspecify.annotations.Nullable;

/** Writes and reads the prospect of a received message. */
final class ProspectJson {

  private ProspectJson() {}

  static void write(JsonWriter out, @Nullable Prospect prospect) {
    if (prospect == null) {
      return;
    }
    out.object("prospect");
    contact(out, prospect.contact());
    if (!prospect.ours().isEmpty()) {
      out.texts("ours", prospect.ours());
    }
    out.text("rules", prospect.rules());
    out.endObject();
  }

  /** Writes the members of a contact into an open object. */
  static void contact(JsonWriter out, Contact contact) {
    out.optional("email", contact.address().email());
    out.optional("name", contact.address().name());
    out.optional("phone", contact.phone());
    out.choice("consent", contact.consent());
    out.choice("origin", contact.origin());
    out.optional("company", contact.company());
    out.optional("title", contact.title());
    Conclusion reason = contact.reason();
    if (!reason.equals(withoutReason(contact).reason())) {
      out.text("rule", reason.rule());
      out.optional("evidence", reason.evidence());
      out.number("confidence", reason.confidence());
    }
  }

  /** The same person with the reason that the origin alone gives. */
  private static Contact withoutReason(Contact contact) {
    return new Contact(contact.address(), contact.phone(), contact.consent(), contact.origin());
  }

  static @Nullable Prospect read(@Nullable JsonReader in) {
    if (in == null) {
      return null;
    }
    var plain = new Contact(
        new Address(in.text("email"), in.text("name")),
        in.text("phone"),
        in.choice("consent", Consent.class),
        in.choice("origin", Contact.Origin.class));
    var contact = new Contact(
        plain.address(),
        plain.phone(),
        plain.consent(),
        plain.origin(),
        in.text("company"),
        in.text("title"),
        in.present("rule") == null
            ? plain.reason()
            : new Conclusion(in.required("rule"), in.text("evidence"), in.decimal("confidence")));
    return new Prospect(contact, in.texts("ours"), in.text("rules"));
  }
}
