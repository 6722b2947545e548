// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Conclusion;
import dev.leadkit.Contact;
import dev.leadkit.Fact.Linked.Relation;
import dev.leadkit.Forwarded;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.text.Mailboxes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a message with the messages of a lead of the same person. */
final class Similarity {

  /** The message of a lead that is the same mail, and how that was found. */
  record Match(Message message, Relation relation, Conclusion conclusion) {}

  /** After a silence of this length another subject is another topic. */
  private static final Duration SILENCE = Duration.ofDays(90);

  /** A long conversation is compared by its newest messages. */
  private static final int MAX_COMPARED = 20;

  private final ReadMessage readMessage;
  private final String subject;
  private @Nullable OwnText text;

  Similarity(ReadMessage readMessage) {
    this.readMessage = readMessage;
    subject = subject(readMessage.message());
  }

  @Nullable
  Match match(Lead lead) {
    Message own = readMessage.message();
    List<Message> messages = lead.messages();
    for (Message other :
        messages.subList(Math.max(0, messages.size() - MAX_COMPARED), messages.size())) {
      if (isNear(own, other) && isSamePerson(other, lead)) {
        if (text == null) {
          text = OwnText.of(own);
        }
        Conclusion conclusion = TextComparison.compare(text, OwnText.of(other), isScript(own));
        if (conclusion != null) {
          boolean isForward = own.forwarded() != null || other.forwarded() != null;
          return new Match(other, isForward ? Relation.FORWARD : Relation.SAME_TEXT, conclusion);
        }
      }
    }
    return null;
  }

  private boolean isNear(Message own, Message other) {
    Duration between =
        Duration.between(Conversation.time(own), Conversation.time(other)).abs();
    return between.compareTo(Conversation.PERIOD) <= 0;
  }

  private boolean isSamePerson(Message other, Lead lead) {
    String email = readMessage.contact().address().email();
    boolean isOpening = other.id().equals(lead.messages().get(0).id());
    Contact contact = isOpening ? lead.contact() : Contact.of(other);
    return contact.address().email().equals(email);
  }

  private static boolean isScript(Message message) {
    return Mailboxes.isMachine(message.from().local());
  }

  private static String subject(Message message) {
    Forwarded forwarded = message.forwarded();
    return BaseSubject.of(
        forwarded == null || forwarded.subject().isBlank()
            ? message.subject()
            : forwarded.subject());
  }

  /** Whether the person wrote under the same subject in this lead, which is not empty. */
  boolean hasSubject(Lead lead) {
    return !subject.isEmpty()
        && lead.messages().stream()
            .anyMatch(other -> subject(other).equals(subject)
                && isNear(readMessage.message(), other)
                && isSamePerson(other, lead));
  }

  /** Whether the message is an answer to another. */
  boolean isReply() {
    return isReply(readMessage.message());
  }

  private static boolean isReply(Message message) {
    return message.forwarded() == null
        && (BaseSubject.isReply(message.subject())
            || !message.thread().inReplyTo().isEmpty());
  }

  /** Whether all messages of the lead are answers to a message that it does not have and that may be this one. */
  boolean isMissingIn(Lead lead) {
    Message own = readMessage.message();
    return lead.messages().stream()
        .allMatch(other -> isReply(other)
            && !other.thread().inReplyTo().isEmpty()
            && (own.forwarded() != null
                || !Conversation.time(own).isAfter(Conversation.time(other))));
  }

  /** Why the message begins a new topic in its conversation; null if it does not. */
  static @Nullable Conclusion newTopic(Lead lead, Message message) {
    String subject = BaseSubject.of(message.subject());
    Instant last = Instant.MIN;
    for (Message earlier : lead.messages()) {
      if (subject.isEmpty() || BaseSubject.of(earlier.subject()).equals(subject)) {
        return null;
      }
      Instant time = Conversation.time(earlier);
      last = time.isAfter(last) ? time : last;
    }
    if (last.equals(Instant.MIN)) {
      return null;
    }
    Duration silence = Duration.between(last, Conversation.time(message));
    return silence.compareTo(SILENCE) < 0
        ? null
        : new Conclusion("another-subject", "after " + silence.toDays() + " days", 0.7);
  }
}
