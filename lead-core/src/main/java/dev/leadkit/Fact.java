// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a lead and stays true: observed in the world, or decided by a policy.
 *
 * <p>Later versions may add kinds of facts. Code that distinguishes them must ignore those that it does not know.
 */
public sealed interface Fact {

  /** A fact from outside: stored, never recomputed. */
  sealed interface Observation extends Fact {}

  /** A conclusion of a policy: a pure function of the facts before it. */
  sealed interface Decision extends Fact {}

  /**
   * A message of this lead was received.
   *
   * @param message the message
   * @param source the inbound address, as the address book described it then
   * @param keys the fingerprints by which a copy is recognised, strongest first
   * @param thread the message id by which it was found to continue this lead, {@code ""} if it opened the lead
   * @param prospect who is behind the message by the rules of the policy of that time, null in histories that do not record it
   */
  record Received(
      Message message,
      Source source,
      List<Key> keys,
      String thread,
      @Nullable Prospect prospect) implements Observation {
    public Received {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(source, "source");
      keys = Checks.list(keys, "keys");
      Objects.requireNonNull(thread, "thread");
    }

    /** A message whose prospect follows from its address fields. */
    public Received(Message message, Source source, List<Key> keys, String thread) {
      this(message, source, keys, thread, null);
    }

    /** The person behind the message: the recorded prospect, else {@link Contact#of}. */
    public Contact contact() {
      return prospect == null ? Contact.of(message) : prospect.contact();
    }
  }

  /**
   * A copy of a message of this lead was received.
   *
   * @param event the id of the copy
   * @param raw the bytes of the copy
   * @param source the inbound address of the copy
   * @param key the strongest key by which it was recognised
   * @param original the id of the first message
   */
  record Duplicated(String event, Blob raw, Source source, Key key, String original)
      implements Observation {
    public Duplicated {
      Objects.requireNonNull(event, "event");
      Objects.requireNonNull(raw, "raw");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(original, "original");
    }
  }

  /**
   * A message of the conversation that the prospect did not write, such as an answer of a colleague or an absence note: shown, and never counted,
   * scored or taken for the prospect's words.
   *
   * @param message the message
   * @param source the inbound address, as the address book described it then
   * @param keys the fingerprints by which a copy is recognised, strongest first
   * @param thread the message id by which it was found to belong to this lead
   * @param reason why it does not count
   */
  record Attached(Message message, Source source, List<Key> keys, String thread, Conclusion reason)
      implements Observation {
    public Attached {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(source, "source");
      keys = Checks.list(keys, "keys");
      Objects.requireNonNull(thread, "thread");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * What connects a message of this lead with another message or lead, and why.
   *
   * @param message the id of the message
   * @param relation what it is to the other
   * @param lead the lead of the other: this one if the message was added to it because of the relation
   * @param other the id of the other message, {@code ""} if the relation is to the lead as a whole
   * @param conclusion the rule and its evidence, such as {@code 41 of 47 word pairs}
   */
  record Linked(String message, Relation relation, LeadId lead, String other, Conclusion conclusion)
      implements Observation {
    public Linked {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(relation, "relation");
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(other, "other");
      Objects.requireNonNull(conclusion, "conclusion");
    }

    /** What a message is to another message or lead. Later versions may add more. */
    public enum Relation {
      /** The same person sent the same text again: a follow-up of the same lead. */
      SAME_TEXT,
      /** It passes the other on, or is the original of it: a follow-up of the same lead. */
      FORWARD,
      /** It is the message that the other answers, and arrived after it. */
      ANSWERED,
      /** One of the two answers a mail that is not recorded, and both are by the same person under the same subject. */
      SAME_SUBJECT,
      /** It answers the other, but someone else wrote it: a lead of its own, which changes nothing in the other. */
      OUTSIDER,
      /** The conversation was silent for months, and the subject is another. */
      NEW_TOPIC,
      /** It has the subject of the other and is a reply, but nothing proves that it answers it: a suggestion that nothing acts on. */
      SUGGESTION
    }
  }

  /**
   * A person separated a message from the lead to which it was added. It opens the lead {@link #opens} and no longer counts in this one.
   *
   * @param message the id of the message
   * @param reason why
   * @param by who separated it, {@code ""} if it is not known
   */
  record Unmerged(String message, String reason, String by) implements Observation {

    public Unmerged {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(by, "by");
    }

    /** The id of the message in the lead that it opens: another one, so that no message belongs to two leads. */
    public String separated(LeadId from) {
      return Hash.id("evt_", "unmerged", from.value(), message);
    }

    /** The lead that the message opens. */
    public LeadId opens(LeadId from) {
      return LeadId.openedBy(separated(from));
    }

    /** Without the name, and without the reason, which may contain names. */
    @Override
    public String toString() {
      return "Unmerged[" + message + "]";
    }
  }

  /**
   * An enricher answered.
   *
   * @param task the id of the task
   * @param enricher its name
   * @param findings what it found
   */
  record Enriched(String task, String enricher, Enrichment findings) implements Observation {
    public Enriched {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(enricher, "enricher");
      Objects.requireNonNull(findings, "findings");
    }
  }

  /**
   * The flag service was queried for the value of a flag. Without a value the policy uses the flag's default.
   *
   * @param task the id of the task
   * @param flag its name, as the flag service knows it
   * @param value at most 1,000,000 characters, null if the service gave none
   * @param reason why there is no value, not blank; {@code ""} if there is one
   */
  record FlagEvaluated(String task, String flag, @Nullable String value, String reason)
      implements Observation {

    private static final int MAX_TEXT = 1_000_000;

    public FlagEvaluated {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(flag, "flag");
      Checks.max(reason, "reason", MAX_TEXT);
      if (value != null) {
        Checks.max(value, "value", MAX_TEXT);
      }
      if ((value == null) == reason.isBlank()) {
        throw new IllegalArgumentException(
            "reason: expected one exactly if there is no value, got '" + reason + "'");
      }
    }

    /** The service answered with this value. */
    public static FlagEvaluated of(String task, String flag, String value) {
      return new FlagEvaluated(task, flag, Objects.requireNonNull(value, "value"), "");
    }

    /** The service has no value, for this reason. */
    public static FlagEvaluated withoutValue(String task, String flag, String reason) {
      return new FlagEvaluated(task, flag, null, reason);
    }
  }

  /**
   * The lead got its number in a line of people who take turns. It says nothing about the prospect, so it does not make a decision stale.
   *
   * @param task the id of the task
   * @param line its name
   * @param number 0 for the first lead in the line
   */
  record TicketDrawn(String task, String line, long number) implements Observation {
    public TicketDrawn {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(line, "line");
      if (number < 0) {
        throw new IllegalArgumentException("number: expected 0 or more, got " + number);
      }
    }
  }

  /**
   * A task failed.
   *
   * @param task its id
   * @param name its {@link Task#name()}
   * @param reason what the enricher, connector or store reported
   * @param retryAfter how long it asked us to wait, null if it did not say
   * @param prospect whether another attempt makes sense
   */
  record Failed(
      String task, String name, String reason, @Nullable Duration retryAfter, Prospect prospect)
      implements Observation {

    public Failed {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(prospect, "prospect");
    }

    /** Whether another attempt makes sense. */
    public enum Prospect {
      /** It may succeed next time. */
      TRANSIENT,
      /** It will fail every time unless something changes. */
      PERMANENT
    }
  }

  /**
   * A connector confirmed a delivery.
   *
   * @param task the id of the task
   * @param connector its name
   * @param reference the id of the record in the other system, {@code ""} if it did not give one
   * @param messageId the Message-ID of the mail that the connector sent to the prospect, without angle brackets (RFC 5322 §3.6.4), by which a
   *     reply to it is recognized; {@code ""} if it sent none
   */
  record Delivered(String task, String connector, String reference, String messageId)
      implements Observation {
    public Delivered {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(connector, "connector");
      Objects.requireNonNull(reference, "reference");
      Objects.requireNonNull(messageId, "messageId");
    }

    /** A delivery in which no mail was sent to the prospect. */
    public Delivered(String task, String connector, String reference) {
      this(task, connector, reference, "");
    }
  }

  /**
   * The prospect got a reply.
   *
   * @param author whether a person wrote it
   * @param by the name of the author, {@code ""} if it is not known
   * @param messageId the Message-ID of the reply without angle brackets (RFC 5322 §3.6.4), by which an answer to it is recognized; {@code ""}
   *     if it is not known or the reply was not a mail
   */
  record Replied(Author author, String by, String messageId) implements Observation {

    public Replied {
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(messageId, "messageId");
    }

    /** An answer whose Message-ID is not known. */
    public Replied(Author author, String by) {
      this(author, by, "");
    }

    /** Who wrote a reply. */
    public enum Author {
      /** A person; this stops the SLA clock. */
      HUMAN,
      /** A machine, such as a confirmation of receipt. */
      MACHINE
    }

    /** Without the name. */
    @Override
    public String toString() {
      return "Replied[" + author + "]";
    }
  }

  /**
   * A person assigned the lead to another queue or owner.
   *
   * @param queue the new queue
   * @param owner the new owner, {@code ""} for the whole queue
   * @param reason why, not blank; it may begin with the code of a {@link Cause}
   * @param by who did it, {@code ""} if it is not known
   */
  record Reassigned(String queue, String owner, String reason, String by) implements Observation {
    public Reassigned {
      Objects.requireNonNull(queue, "queue");
      Objects.requireNonNull(owner, "owner");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(by, "by");
      if (reason.isBlank()) {
        throw new IllegalArgumentException(
            "reason: expected why the lead was reassigned, got nothing");
      }
    }

    /** What a reassignment says about the route that the policy chose. */
    public enum Cause {
      /** The route was wrong. */
      MISROUTE,
      /** Nothing: a person was absent. Code {@code absence}. */
      ABSENCE,
      /** Nothing: a person had too many leads. Codes {@code balancing}, {@code balance} and {@code capacity}. */
      BALANCING,
      /** Nothing: the prospect requested it. Code {@code customer_request}. */
      REQUEST;

      private static Cause of(String code) {
        return switch (code) {
          case "absence" -> ABSENCE;
          case "balancing", "balance", "capacity" -> BALANCING;
          case "customer_request" -> REQUEST;
          default -> MISROUTE;
        };
      }
    }

    /** The cause whose code begins the reason; {@link Cause#MISROUTE} without a code. */
    public Cause cause() {
      String words = reason.strip().toLowerCase(Locale.ROOT);
      int end = 0;
      while (end < words.length()
          && (Character.isLetter(words.charAt(end)) || words.charAt(end) == '_')) {
        end++;
      }
      return Cause.of(words.substring(0, end));
    }

    /** Without names, and without the reason, which may contain names. */
    @Override
    public String toString() {
      return "Reassigned[" + queue + "]";
    }
  }

  /**
   * A person requested that the lead be decided again. Tasks that were given up are tried again.
   *
   * @param reason why
   * @param by who requested it, {@code ""} if it is not known
   */
  record Reopened(String reason, String by) implements Observation {

    public Reopened {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(by, "by");
    }

    /** Without the name, and without the reason, which may contain names. */
    @Override
    public String toString() {
      return "Reopened[]";
    }
  }

  /**
   * A person labelled the outcome of the lead.
   *
   * @param label such as {@code won} or {@code spam}
   * @param by who labelled it, {@code ""} if it is not known
   */
  record Labelled(String label, String by) implements Observation {

    public Labelled {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(by, "by");
    }

    /** Without the name. */
    @Override
    public String toString() {
      return "Labelled[" + label + "]";
    }
  }

  /**
   * The lead was scored and assigned.
   *
   * @param score the score with its explanation
   * @param assignment who takes the lead, and why
   * @param policy the version of the policy that decided
   * @param inputs the values of the policy's flags and experiments, in its order
   */
  record Qualified(Score score, Assignment assignment, String policy, List<Input> inputs)
      implements Decision {
    public Qualified {
      Objects.requireNonNull(score, "score");
      Objects.requireNonNull(assignment, "assignment");
      Objects.requireNonNull(policy, "policy");
      inputs = Checks.list(inputs, "inputs");
    }

    /** A decision of a policy without flags and experiments. */
    public Qualified(Score score, Assignment assignment, String policy) {
      this(score, assignment, policy, List.of());
    }
  }

  /**
   * A task was given up. It is tried again after {@link Reopened}.
   *
   * @param task its id
   * @param name its {@link Task#name()}
   * @param attempts how often it was tried
   * @param reason of the last failure
   */
  record DeadLettered(String task, String name, int attempts, String reason) implements Decision {
    public DeadLettered {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * No one had replied, so another queue was notified.
   *
   * @param to that queue
   * @param after the part of the SLA that had passed, as the policy has it: {@code 80%}
   * @param due when it had passed
   */
  record Escalated(String to, String after, Instant due) implements Decision {
    public Escalated {
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(after, "after");
      Objects.requireNonNull(due, "due");
    }
  }

  /**
   * No one replied in time.
   *
   * @param queue the queue that had the lead
   * @param due the deadline
   */
  record Breached(String queue, Instant due) implements Decision {
    public Breached {
      Objects.requireNonNull(queue, "queue");
      Objects.requireNonNull(due, "due");
    }
  }
}
