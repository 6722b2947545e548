// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that is true of a lead for ever: observed in the world, or decided by a policy. */
public sealed interface Fact {

  /** What the world told us: remembered, never recomputed. */
  sealed interface Observation extends Fact {}

  /** What a policy concluded: a pure function of the facts before it. */
  sealed interface Decision extends Fact {}

  /**
   * A message came in and belongs to this lead.
   *
   * @param keys under which a copy of it will be recognised, strongest first
   * @param thread the message id through which it was found to continue this lead, {@code ""} where it opens it
   */
  record Received(Message message, Source source, List<Key> keys, String thread)
      implements Observation {
    public Received {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(source, "source");
      keys = Checks.list(keys, "keys");
      Objects.requireNonNull(thread, "thread");
    }
  }

  /**
   * A copy of a message of this lead came in again.
   *
   * @param event the id of the copy
   * @param raw the bytes of the copy
   * @param key the strongest key that recognised it
   * @param original the id of the message that it repeats
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
   * The flag service was asked for the value of a flag. Without a value the policy uses the flag's default.
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
      /** It may go well next time. */
      TRANSIENT,
      /** It will fail for ever as it stands. */
      PERMANENT
    }
  }

  /**
   * A connector confirmed a delivery.
   *
   * @param reference the name of the record in the other system, {@code ""} where it did not give one
   * @param messageId the Message-ID of the mail that the connector sent to the prospect, without angle brackets (RFC 5322 §3.6.4), by which a
   *     reply to it is recognized; {@code ""} where it sent none
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
   * The prospect was answered.
   *
   * @param by the name of the person or program that answered, {@code ""} where it is not known
   * @param messageId the Message-ID of the answer without angle brackets (RFC 5322 §3.6.4), by which a reply to it is recognized; {@code ""}
   *     where it is not known or the answer was not a mail
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

    /** Who answered. */
    public enum Author {
      HUMAN,
      MACHINE
    }

    /** Without the name. */
    @Override
    public String toString() {
      return "Replied[" + author + "]";
    }
  }

  /**
   * A person gave the lead to another queue or owner, for a reason.
   *
   * @param reason why, in any words; it may begin with the code of its {@link #cause()}
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

    /** What a reassignment says of the route. */
    public enum Cause {
      /** It was wrong. */
      MISROUTE,
      /** Nothing: somebody was away. {@code absence} */
      ABSENCE,
      /** Nothing: somebody had too much. {@code balancing}, {@code balance} or {@code capacity} */
      BALANCING,
      /** Nothing: the prospect wished it. {@code customer_request} */
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

    /** What it says of the route, by the code with which the reason begins; without a code, the route was wrong. */
    public Cause cause() {
      String words = reason.strip().toLowerCase(Locale.ROOT);
      int end = 0;
      while (end < words.length()
          && (Character.isLetter(words.charAt(end)) || words.charAt(end) == '_')) {
        end++;
      }
      return Cause.of(words.substring(0, end));
    }

    /** Without names and without the reason, which may hold some. */
    @Override
    public String toString() {
      return "Reassigned[" + queue + "]";
    }
  }

  /** Somebody asked for the lead to be decided anew; what was given up is tried again. */
  record Reopened(String reason, String by) implements Observation {

    public Reopened {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(by, "by");
    }

    /** Without the name and the reason, which may hold one. */
    @Override
    public String toString() {
      return "Reopened[]";
    }
  }

  /** Somebody said what the lead turned out to be. */
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
   * @param policy the hash of the policy that decided
   * @param inputs how the flags and experiments of the policy stood, in its order
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

  /** A task was given up; it is kept for inspection and tried again after {@link Reopened}. */
  record DeadLettered(String task, String name, int attempts, String reason) implements Decision {
    public DeadLettered {
      Objects.requireNonNull(task, "task");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Nobody replied for so long that somebody else hears of it.
   *
   * @param to the queue
   * @param after the part of the time that is up, as the policy has it
   * @param due when it was
   */
  record Escalated(String to, String after, Instant due) implements Decision {
    public Escalated {
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(after, "after");
      Objects.requireNonNull(due, "due");
    }
  }

  /** Nobody replied in time. */
  record Breached(String queue, Instant due) implements Decision {
    public Breached {
      Objects.requireNonNull(queue, "queue");
      Objects.requireNonNull(due, "due");
    }
  }
}
