// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

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
import dev.leadkit.text.Domains;
import dev.leadkit.text.Mailboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applies the {@linkplain ProspectRules rules} to one message. */
final class ProspectSearch {

  /** What the rule of a form says if the field is in a forwarded message. */
  private static final String IN_FORWARD = "forwarded-";

  private final Message message;
  private final List<FormField> fields;
  private final OwnAddresses own;

  /** Whether nothing says who we are. */
  private final boolean isBlind;

  private final boolean isFromUs;

  /** Whether a partner sends us prospects at this inbound address. */
  private final boolean isReferral;

  private final boolean isMachine;
  private final boolean isChanged;

  ProspectSearch(ProspectRules rules, Message message, Source source, List<String> ours) {
    this.message = message;
    this.own = own(rules.own(), source, ours);
    this.isBlind = own.isEmpty();
    String from = message.from().email();
    this.isFromUs = own.contains(from);
    this.isReferral = !source.partner().isEmpty();
    this.isMachine = MachineAddresses.isMachine(from);
    this.fields = rules.templates().fields(message, source);
    this.isChanged = !rules.templates().changed(message, source).isEmpty();
  }

  /** Where the policy names no domain of ours, that of the inbound address is ours, unless anyone can have a mailbox there. */
  private static OwnAddresses own(OwnAddresses configured, Source source, List<String> ours) {
    OwnAddresses own = configured.with(ours);
    String domain = Domains.normal(new Address(source.address(), "").domain());
    if (!source.address().isEmpty() && source.address().indexOf('@') > 0) {
      own = own.with(List.of(source.address()));
      if (configured.domains().isEmpty() && !Mailboxes.isFree(domain)) {
        own = own.withDomain(domain);
      }
    }
    return own;
  }

  Contact contact() {
    return new ContactFacts(message, fields).complete(first());
  }

  private Contact first() {
    Contact found = form();
    found = found == null ? forwarded() : found;
    found = found == null ? replyTo() : found;
    found = found == null ? originalSender() : found;
    found = found == null ? from() : found;
    found = found == null ? displayName() : found;
    found = found == null ? text() : found;
    found = found == null ? recipient() : found;
    return found == null ? last() : found;
  }

  private boolean isUsable(String email) {
    return OwnAddresses.isAddress(email) && !own.contains(email);
  }

  private @Nullable Contact form() {
    for (FormField field : fields) {
      String email = Address.normalize(ShownNames.address(field.value()));
      if (!field.name().equals("email") || !isUsable(email) || MachineAddresses.isMachine(email)) {
        continue;
      }
      String rule = field.conclusion().rule();
      if (rule.startsWith(IN_FORWARD) && !isFromUs && !isReferral && !isMachine && !isBlind) {
        continue;
      }
      double confidence = field.conclusion().confidence();
      if (isChanged) {
        confidence = Math.min(confidence, 0.5);
      }
      return contact(
          new Address(email, formName(field)),
          Origin.FORM,
          Conclusion.of("form-field", field.label() + ": " + field.value(), confidence));
    }
    return null;
  }

  /** The name in the fields of the form that has this e-mail field: several prospects may be listed one after the other. */
  private String formName(FormField email) {
    var names = new FormNames(fields, email);
    String name = names.name();
    if (!name.isEmpty()) {
      return name;
    }
    String shown = email.value().strip();
    int at = shown.indexOf('<');
    return at > 0 ? shown.substring(0, at).strip() : "";
  }

  private @Nullable Contact forwarded() {
    List<Forwarded> forwards = ProspectRules.forwards(message);
    if (forwards.isEmpty()) {
      return null;
    }
    if (!isFromUs && !isReferral && !isBlind) {
      return null;
    }
    var candidates = new ArrayList<Address>(forwards.size() + 1);
    Forwarded innermost = message.forwarded();
    if (innermost != null) {
      candidates.add(innermost.from());
    }
    for (int i = forwards.size() - 1; i >= 0; i--) {
      candidates.add(forwards.get(i).from());
    }
    for (Address author : candidates) {
      if (isUsable(author.email()) && !MachineAddresses.isMachine(author.email())) {
        return contact(
            named(author, ShownNames.clean(author.name())),
            Origin.FORWARDED,
            Conclusion.of(forwardRule(), author.email(), isBlind ? 0.5 : 0.95));
      }
    }
    return null;
  }

  private String forwardRule() {
    if (isBlind) {
      return "forwarded";
    }
    return isFromUs ? "forwarded-by-us" : "forwarded-by-partner";
  }

  private @Nullable Contact replyTo() {
    for (Address reply : message.replyTo()) {
      String email = reply.email();
      if (!email.isEmpty()
          && !email.equals(message.from().email())
          && isUsable(email)
          && !MachineAddresses.isMachine(email)
          && !MachineAddresses.isList(message, email)) {
        String name = reply.name().isEmpty() ? replyName() : ShownNames.clean(reply.name());
        return contact(named(reply, name), Origin.REPLY_TO, Conclusion.of("reply-to", email, 0.9));
      }
    }
    return null;
  }

  /** The name for a reply address without one: that of the form, else that of the author. */
  private String replyName() {
    String name = new FormNames(fields, null).name();
    return name.isEmpty() ? ShownNames.clean(message.from().name()) : name;
  }

  private @Nullable Contact originalSender() {
    boolean isRewritten = isFromUs
        || isMachine
        || ShownNames.isVia(message.from().name())
        || MachineAddresses.isList(message, message.from().email());
    if (!isRewritten) {
      return null;
    }
    for (String field : ProspectRules.ORIGINALS) {
      for (Header header : message.headers()) {
        String email =
            header.is(field) ? Address.normalize(ShownNames.address(header.value())) : "";
        if (isUsable(email)
            && !MachineAddresses.isMachine(email)
            && !MachineAddresses.isList(message, email)) {
          int angle = header.value().indexOf('<');
          String shown = angle < 1 ? "" : header.value().substring(0, angle).strip();
          String name = shown.replace("\"", "").strip();
          return contact(
              new Address(
                  email, ShownNames.clean(name.isEmpty() ? message.from().name() : name)),
              Origin.ORIGINAL_SENDER,
              Conclusion.of("original-sender", field + ": " + email, 0.9));
        }
      }
    }
    return null;
  }

  private @Nullable Contact from() {
    Address from = message.from();
    if (!from.isKnown() || isFromUs || isMachine) {
      return null;
    }
    return contact(
        named(from, ShownNames.clean(from.name())),
        Origin.FROM,
        Conclusion.of("from", from.email(), 1));
  }

  private @Nullable Contact displayName() {
    for (Address address : authorsAndReplies()) {
      String email = Address.normalize(ShownNames.address(address.name()));
      if (isUsable(email) && !MachineAddresses.isMachine(email)) {
        return contact(
            new Address(email, new FormNames(fields, null).name()),
            Origin.DISPLAY_NAME,
            Conclusion.of("display-name", address.name(), 0.8));
      }
    }
    return null;
  }

  private List<Address> authorsAndReplies() {
    return Stream.concat(Stream.of(message.from()), message.replyTo().stream()).toList();
  }

  /** The only address in the text that is neither ours nor a machine's. */
  private @Nullable Contact text() {
    List<String> found = ShownNames.addresses(message.visibleText()).stream()
        .filter(email -> isUsable(email) && !MachineAddresses.isMachine(email))
        .toList();
    if (found.size() != 1) {
      return null;
    }
    return contact(
        new Address(found.get(0), NearbyName.before(message.visibleText(), found.get(0))),
        Origin.TEXT,
        Conclusion.of("text-address", found.get(0), 0.5));
  }

  private @Nullable Contact recipient() {
    if (!isFromUs) {
      return null;
    }
    for (List<Address> group : List.of(message.to(), message.cc())) {
      for (Address recipient : group) {
        if (isUsable(recipient.email()) && !MachineAddresses.isMachine(recipient.email())) {
          return contact(
              recipient, Origin.RECIPIENT, Conclusion.of("recipient", recipient.email(), 0.4));
        }
      }
    }
    return null;
  }

  private Contact last() {
    Address from = message.from();
    String rule = isFromUs ? "only-ours" : from.isKnown() ? "machine-from" : "no-address";
    return contact(
        named(from, ShownNames.clean(from.name())),
        Origin.FROM,
        Conclusion.of(rule, from.email(), 0.2));
  }

  private static Address named(Address address, String name) {
    return name.equals(address.name()) ? address : new Address(address.email(), name);
  }

  private static Contact contact(Address address, Origin origin, Conclusion reason) {
    return new Contact(address, "", Consent.UNKNOWN, origin, "", "", reason);
  }
}
