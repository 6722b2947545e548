// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Address;
import dev.leadkit.Automation;
import dev.leadkit.Conclusion;
import dev.leadkit.Fact.Attached;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.Source;
import dev.leadkit.prospect.OwnAddresses;
import dev.leadkit.text.Mailboxes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in the conversation of a lead. A message that names one of its messages continues it only if one of them wrote it: anyone can
 * learn a Message-ID, from a forwarded copy or a list archive.
 */
final class Participants {

  private final Set<String> people = new HashSet<>();
  private final Set<String> companies = new HashSet<>();
  private final OwnAddresses ours;

  private Participants(OwnAddresses ours) {
    this.ours = ours;
  }

  /** @param ours the addresses of our own people */
  static Participants of(Lead lead, OwnAddresses ours) {
    var participants = new Participants(ours);
    participants.addProspect(lead.contact().address());
    for (Message message : lead.messages()) {
      participants.addAuthor(message);
      participants.addAll(message.replyTo());
      participants.addAll(message.to());
      participants.addAll(message.cc());
    }
    for (Attached attached : lead.attached()) {
      participants.addAll(attached.message().to());
      participants.addAll(attached.message().cc());
    }
    return participants;
  }

  /** The author takes part, not the author of what is forwarded. The address of a form or script is not one of a person. */
  private void addAuthor(Message message) {
    if (isPerson(message) && !isOurs(message.from(), ours)) {
      addProspect(message.from());
    }
  }

  private static boolean isPerson(Message message) {
    return message.automation() == Automation.NONE
        && message.understanding().messageClass().kind() != MessageClass.Kind.FORM
        && !Mailboxes.isMachine(message.from().local());
  }

  private void addProspect(Address address) {
    String company = Mailboxes.company(address.domain());
    if (!company.isEmpty() && !isOurs(address, ours)) {
      companies.add(company);
    }
    if (address.isKnown()) {
      people.add(address.email());
    }
  }

  private void addAll(List<Address> addresses) {
    for (Address address : addresses) {
      if (address.isKnown() && !isOurs(address, ours)) {
        people.add(address.email());
      }
    }
  }

  /**
   * The addresses of our own people: those that the policy names, and those at the domain of the address at which a message arrived, if the
   * address book knows it or the transport names it, and not anyone can have a mailbox there.
   */
  static OwnAddresses ours(ReadMessage readMessage) {
    Source source = readMessage.source();
    Message message = readMessage.message();
    boolean isOurs = source.reason().equals(Source.KNOWN)
        || !message.envelope().recipients().isEmpty()
        || !message.header("Delivered-To").isEmpty()
        || !message.header("X-Original-To").isEmpty()
        || !message.header("Envelope-To").isEmpty();
    String domain = isOurs ? Mailboxes.company(new Address(source.address(), "").domain()) : "";
    return domain.isEmpty() ? readMessage.own() : readMessage.own().withDomain(domain);
  }

  /** Whether the address is one of our people. */
  static boolean isOurs(Address address, OwnAddresses ours) {
    return ours.contains(address.email());
  }

  /** Why the message is not from a participant; null if it is. */
  @Nullable
  Conclusion objection(ReadMessage readMessage) {
    Address contact = readMessage.contact().address();
    if (!contact.isKnown()) {
      return new Conclusion("unknown-sender", "", 1);
    }
    if (people.contains(contact.email())
        || companies.contains(Mailboxes.company(contact.domain()))) {
      return null;
    }
    Message message = readMessage.message();
    boolean isAuthor = people.contains(message.from().email()) && isPerson(message);
    return isAuthor
        ? null
        : Conclusion.of(
            "not-a-participant", contact.domain() + " is not " + String.join(", ", companies), 0.9);
  }

  /** Whether the message is addressed to the prospect's side. */
  boolean isAddressed(Message message) {
    return message.to().stream().anyMatch(this::isProspect)
        || message.cc().stream().anyMatch(this::isProspect);
  }

  private boolean isProspect(Address address) {
    return people.contains(address.email())
        || companies.contains(Mailboxes.company(address.domain()));
  }
}
