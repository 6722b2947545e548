// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import dev.leadkit.Fact.Attached;
import dev.leadkit.Fact.Breached;
import dev.leadkit.Fact.DeadLettered;
import dev.leadkit.Fact.Delivered;
import dev.leadkit.Fact.Duplicated;
import dev.leadkit.Fact.Enriched;
import dev.leadkit.Fact.Escalated;
import dev.leadkit.Fact.Failed;
import dev.leadkit.Fact.FlagEvaluated;
import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Linked;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.Fact.Received;
import dev.leadkit.Fact.Reopened;
import dev.leadkit.Fact.Replied;
import dev.leadkit.Fact.TicketDrawn;
import dev.leadkit.Fact.Unmerged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lead: the state that results from its history.
 *
 * <p>{@link #apply(LeadEvent)} is the whole state machine. Immutable and thread-safe; every collection has the same order on every machine.
 */
public final class Lead {

  /** How far a lead has come. */
  public enum Status {
    /** Not yet decided. */
    NEW,
    /** Written by a machine. */
    AUTOMATIC,
    /** Suspicious, kept for review. */
    QUARANTINED,
    /** Assigned; no one has replied yet. */
    ASSIGNED,
    /** The prospect got a reply. */
    REPLIED
  }

  /**
   * The failed attempts at a task that has not succeeded yet.
   *
   * @param attempts their number
   * @param lastFailure when the last one failed
   * @param failure the last failure
   */
  public record Effort(int attempts, Instant lastFailure, Failed failure) {

    public Effort {
      Objects.requireNonNull(lastFailure, "lastFailure");
      Objects.requireNonNull(failure, "failure");
    }
  }

  /** The number of messages that a revision covers one by one; it covers later ones by a running digest. */
  private static final int REVISION_MESSAGES = 256;

  private static final Contact UNKNOWN =
      new Contact(Address.UNKNOWN, "", Consent.UNKNOWN, Contact.Origin.FROM);

  private final LeadId id;
  private long seq;
  private Instant asOf = Instant.EPOCH;
  private Instant updatedAt = Instant.EPOCH;
  private AppendedList<Message> messages = AppendedList.empty();
  private String laterMessages = "";
  private long characters;
  private @Nullable Received opening;
  private Contact contact = UNKNOWN;
  private int duplicates;
  private AppendedList<Linked> links = AppendedList.empty();
  private AppendedList<Attached> attached = AppendedList.empty();
  private Map<String, LeadId> separated = Map.of();
  private Map<String, Enrichment> findings = Map.of();
  private Map<String, FlagEvaluated> flags = Map.of();
  private Map<String, Long> tickets = Map.of();
  private @Nullable Company company;
  private Instant changedAt = Instant.EPOCH;
  private long changedSeq;
  private @Nullable Qualified decision;
  private long decidedSeq;
  private int decidedMessages;
  private Map<String, Delivered> deliveries = Map.of();
  private Map<String, Effort> efforts = Map.of();
  private Map<String, DeadLettered> deadLetters = Map.of();
  private @Nullable Reassigned reassignment;
  private @Nullable Instant repliedAt;
  private @Nullable Instant answeredAt;
  private @Nullable Breached breach;
  private AppendedList<Escalated> escalations = AppendedList.empty();
  private AppendedList<String> labels = AppendedList.empty();

  private Lead(LeadId id) {
    this.id = id;
  }

  private Lead(Lead lead) {
    id = lead.id;
    seq = lead.seq;
    asOf = lead.asOf;
    updatedAt = lead.updatedAt;
    messages = lead.messages;
    laterMessages = lead.laterMessages;
    characters = lead.characters;
    opening = lead.opening;
    contact = lead.contact;
    duplicates = lead.duplicates;
    links = lead.links;
    attached = lead.attached;
    separated = lead.separated;
    findings = lead.findings;
    flags = lead.flags;
    tickets = lead.tickets;
    company = lead.company;
    changedAt = lead.changedAt;
    changedSeq = lead.changedSeq;
    decision = lead.decision;
    decidedSeq = lead.decidedSeq;
    decidedMessages = lead.decidedMessages;
    deliveries = lead.deliveries;
    efforts = lead.efforts;
    deadLetters = lead.deadLetters;
    reassignment = lead.reassignment;
    repliedAt = lead.repliedAt;
    answeredAt = lead.answeredAt;
    breach = lead.breach;
    escalations = lead.escalations;
    labels = lead.labels;
  }

  /** A lead without history. */
  public static Lead of(LeadId id) {
    return new Lead(id);
  }

  /** The lead that has this history. */
  public static Lead of(LeadId id, List<LeadEvent> history) {
    Lead lead = of(id);
    for (LeadEvent event : history) {
      lead = lead.apply(event);
    }
    return lead;
  }

  /**
   * The lead after one more event.
   *
   * @throws IllegalArgumentException if the event is not the next of this lead
   */
  public Lead apply(LeadEvent event) {
    if (!event.lead().equals(id) || event.seq() != seq + 1) {
      throw new IllegalArgumentException("expected event " + (seq + 1) + " of " + id + ", got "
          + event.seq() + " of " + event.lead());
    }
    var next = new Lead(this);
    next.seq = event.seq();
    next.updatedAt = event.at();
    next.take(event.fact(), event.at());
    return next;
  }

  /** The state machine: one branch for each kind of fact. */
  private void take(Fact fact, Instant at) {
    if (fact instanceof Fact.Observation) {
      asOf = at;
    }
    if (fact instanceof Received received) {
      contact = opening == null ? received.contact() : contact;
      opening = opening == null ? received : opening;
      add(received.message());
      changed(at);
    } else if (fact instanceof Duplicated) {
      duplicates++;
    } else if (fact instanceof Linked linked) {
      links = links.plus(linked);
    } else if (fact instanceof Attached other) {
      attached = attached.plus(other);
    } else if (fact instanceof Unmerged unmerged) {
      separate(unmerged, at);
    } else if (fact instanceof Enriched enriched) {
      findings = Copies.sorted(findings, enriched.enricher(), enriched.findings());
      company = company(findings.values());
      efforts = Copies.minus(efforts, enriched.task());
      changed(at);
    } else if (fact instanceof FlagEvaluated evaluated) {
      flags = Copies.sorted(flags, evaluated.flag(), evaluated);
      efforts = Copies.minus(efforts, evaluated.task());
      changed(at);
    } else if (fact instanceof TicketDrawn drawn) {
      tickets = Copies.sorted(tickets, drawn.line(), drawn.number());
      efforts = Copies.minus(efforts, drawn.task());
    } else if (fact instanceof Failed failed) {
      Effort before = efforts.get(failed.task());
      efforts = Copies.plus(
          efforts,
          failed.task(),
          new Effort(before == null ? 1 : before.attempts() + 1, at, failed));
    } else if (fact instanceof Delivered delivered) {
      deliveries = Copies.plus(deliveries, delivered.connector(), delivered);
      efforts = Copies.minus(efforts, delivered.task());
    } else if (fact instanceof Replied replied) {
      repliedAt = repliedAt == null ? at : repliedAt;
      boolean first = answeredAt == null && replied.author() == Replied.Author.HUMAN;
      answeredAt = first ? at : answeredAt;
    } else if (fact instanceof Reassigned reassigned) {
      reassignment = reassigned;
    } else if (fact instanceof Reopened) {
      efforts = Map.of();
      deadLetters = Map.of();
      changed(at);
    } else if (fact instanceof Labelled labelled) {
      labels = labels.plus(labelled.label());
    } else if (fact instanceof Qualified qualified) {
      decided(qualified);
    } else if (fact instanceof DeadLettered dead) {
      deadLetters = Copies.plus(deadLetters, dead.task(), dead);
    } else if (fact instanceof Breached breached) {
      breach = breached;
    } else if (fact instanceof Escalated escalated) {
      escalations = escalations.plus(escalated);
    }
  }

  private void add(Message message) {
    messages = messages.plus(message);
    characters += message.textBody().length()
        + message.htmlBody().length()
        + (long) message.visibleText().length();
    if (messages.size() > REVISION_MESSAGES) {
      laterMessages = Hash.id("", laterMessages, message.id());
    }
  }

  /** Removes a message; that which opened the lead stays. */
  private void separate(Unmerged unmerged, Instant at) {
    List<Message> all = messages;
    messages = AppendedList.empty();
    laterMessages = "";
    characters = 0;
    for (Message message : all) {
      boolean isSeparated = message.id().equals(unmerged.message()) && !messages.isEmpty();
      if (isSeparated) {
        LeadId opened = unmerged.opens(id);
        separated = Copies.plus(separated, message.id(), opened);
        String messageId = message.thread().messageId();
        separated = messageId.isEmpty() ? separated : Copies.plus(separated, messageId, opened);
        changed(at);
      } else {
        add(message);
      }
    }
  }

  /**
   * A decision that makes a new revision supersedes the deliveries of the previous one. Their failures are dropped, so that the state does not
   * grow with every revision that a connector rejects.
   */
  private void decided(Qualified qualified) {
    boolean isEmpty = efforts.isEmpty() && deadLetters.isEmpty();
    if (!isEmpty && decision != null && isOtherRevision(decision, qualified)) {
      efforts = Copies.withoutDeliveries(efforts);
      deadLetters = Copies.withoutDeliveries(deadLetters);
    }
    decision = qualified;
    decidedSeq = seq;
    decidedMessages = messages.size();
  }

  private boolean isOtherRevision(Qualified before, Qualified after) {
    return decidedMessages != messages.size()
        || !decisionParts(before).equals(decisionParts(after));
  }

  private void changed(Instant at) {
    changedAt = at;
    changedSeq = seq;
  }

  /** The id of the lead. */
  public LeadId id() {
    return id;
  }

  /** The seq of the last event; 0 for a lead without history. */
  public long seq() {
    return seq;
  }

  /** The time of the last observation: the only clock that a decision may read. The epoch for a lead without history. */
  public Instant asOf() {
    return asOf;
  }

  /** The time of the last event, observation or decision; the epoch for a lead without history. */
  public Instant updatedAt() {
    return updatedAt;
  }

  /** The messages of the lead, oldest first; the first one opened it. */
  public List<Message> messages() {
    return messages;
  }

  /** The number of characters in the texts of all messages: a rough measure of the memory that the lead needs. */
  public long characters() {
    return characters;
  }

  /** The first message; null for a lead without history. */
  public @Nullable Received opening() {
    return opening;
  }

  /** When the first message was received; the epoch for a lead without history. */
  public Instant receivedAt() {
    return opening == null ? Instant.EPOCH : opening.message().receivedAt();
  }

  /** The source of the first message. */
  public Source source() {
    return opening == null ? Source.unknown("") : opening.source();
  }

  /** The prospect, as the first message names them. */
  public Contact contact() {
    return contact;
  }

  /** The answers of the enrichers, by name, in the order of the names. */
  public Map<String, Enrichment> findings() {
    return findings;
  }

  /** The answers of the flag service, by the names of the flags, in the order of the names. */
  public Map<String, FlagEvaluated> flags() {
    return flags;
  }

  /** The numbers of the lead in lines of people who take turns, by the names of the lines; the first lead in a line has 0. */
  public Map<String, Long> tickets() {
    return tickets;
  }

  /** The company of the prospect, from the first enricher by name that knows one; null if none does. */
  public @Nullable Company company() {
    return company;
  }

  private static @Nullable Company company(Collection<Enrichment> findings) {
    for (Enrichment found : findings) {
      if (found.company() != null) {
        return found.company();
      }
    }
    return null;
  }

  /** The number of copies of its messages that were received. */
  public int duplicates() {
    return duplicates;
  }

  /** What connects its messages with each other and with other leads, oldest first. */
  public List<Linked> links() {
    return links;
  }

  /** The messages of the conversation that do not count, such as answers of colleagues and absence notes, oldest first. */
  public List<Attached> attached() {
    return attached;
  }

  /** The leads that were separated from this one, by the id and the Message-ID of the message that opened each. */
  public Map<String, LeadId> separated() {
    return separated;
  }

  /** The last decision; null before the first. */
  public @Nullable Qualified decision() {
    return decision;
  }

  /** Whether something has changed since the last decision, so that the lead has to be decided again. */
  public boolean isStale() {
    return decidedSeq < changedSeq;
  }

  /** When the last change came in that a decision must take into account. */
  public Instant changedAt() {
    return changedAt;
  }

  /** The last confirmed delivery of each connector. */
  public Map<String, Delivered> deliveries() {
    return deliveries;
  }

  /**
   * The failed attempts at each task that has not yet succeeded, by task id. Deliveries of an earlier {@link #revision()} are removed when a
   * decision supersedes them.
   */
  public Map<String, Effort> efforts() {
    return efforts;
  }

  /** The tasks that were given up, by task id; without superseded deliveries. */
  public Map<String, DeadLettered> deadLetters() {
    return deadLetters;
  }

  /** The last reassignment by a person; null if there was none. */
  public @Nullable Reassigned reassignment() {
    return reassignment;
  }

  /** When the prospect first got a reply, from a person or a machine; null if there was none. */
  public @Nullable Instant repliedAt() {
    return repliedAt;
  }

  /** When a person first replied, which stops the SLA clock; null if no one has. */
  public @Nullable Instant answeredAt() {
    return answeredAt;
  }

  /** The escalations so far, in order. */
  public List<Escalated> escalations() {
    return escalations;
  }

  /** The missed deadline; null if none was missed. */
  public @Nullable Breached breach() {
    return breach;
  }

  /** The labels that people gave the lead, oldest first. */
  public List<String> labels() {
    return labels;
  }

  /** The status that follows from the last decision and the replies. */
  public Status status() {
    if (decision == null) {
      return Status.NEW;
    }
    return switch (decision.assignment().disposition()) {
      case AUTOMATIC -> Status.AUTOMATIC;
      case QUARANTINED -> Status.QUARANTINED;
      case LEAD -> repliedAt == null ? Status.ASSIGNED : Status.REPLIED;
    };
  }

  /**
   * The fingerprint of what is delivered: it changes only if the decision changes or a message arrives. {@code ""} before the first decision.
   * The cost is bounded, however long the thread is.
   */
  public String revision() {
    if (decision == null) {
      return "";
    }
    var parts = decisionParts(decision);
    int named = Math.min(messages.size(), REVISION_MESSAGES);
    for (int i = 0; i < named; i++) {
      parts.add(messages.get(i).id());
    }
    if (!laterMessages.isEmpty()) {
      parts.add(laterMessages);
    }
    return Hash.id("rev_", parts.toArray(String[]::new));
  }

  private static List<String> decisionParts(Qualified decision) {
    Assignment assignment = decision.assignment();
    Duration sla = assignment.sla();
    var parts = new ArrayList<String>();
    parts.add(Integer.toString(decision.score().value()));
    parts.add(assignment.route());
    parts.add(assignment.queue());
    parts.add(assignment.owner());
    parts.add(sla == null ? "" : sla.toString());
    return parts;
  }

  @Override
  public String toString() {
    return "Lead[" + id + ", seq " + seq + ", " + status() + "]";
  }
}
