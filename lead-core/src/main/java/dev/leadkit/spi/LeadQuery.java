// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which leads {@link LeadStore#find} returns: those for which every filter holds. A filter that is null or empty holds for every lead. Times are
 * those of receipt; a beginning counts, an end does not. A lead without a message matches no query.
 *
 * <p>Use {@link #ALL} or {@link #builder()}: the record will gain filters.
 *
 * @param tenant the tenant of the first message; {@code ""} is the tenant of a host that has only one
 * @param statuses the statuses that the lead may have
 * @param queue the queue of the last reassignment, else of the last decision; {@code ""} is that of a decision that no one has to act on
 * @param owner the person in charge by the last reassignment, else by the last decision; {@code ""} if the whole queue is
 * @param dispositions the dispositions that the last decision may have
 * @param address the inbound address of the first message, normalized as in {@link dev.leadkit.Source}
 * @param firstFrom the earliest time of the first message
 * @param firstBefore the time before which the first message was received
 * @param lastFrom the earliest time of the last message
 * @param lastBefore the time before which the last message was received
 */
public record LeadQuery(
    @Nullable String tenant,
    Set<Lead.Status> statuses,
    @Nullable String queue,
    @Nullable String owner,
    Set<Disposition> dispositions,
    @Nullable String address,
    @Nullable Instant firstFrom,
    @Nullable Instant firstBefore,
    @Nullable Instant lastFrom,
    @Nullable Instant lastBefore) {

  /** Every lead. */
  public static final LeadQuery ALL = builder().build();

  public LeadQuery {
    statuses = copy(statuses, "statuses");
    dispositions = copy(dispositions, "dispositions");
    address = address == null ? null : Address.normalize(address);
  }

  private static <T> Set<T> copy(Set<T> set, String component) {
    for (T element : Objects.requireNonNull(set, component)) {
      Objects.requireNonNull(element, () -> component + ": expected no null element");
    }
    return Set.copyOf(set);
  }

  /** A builder without filters. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether the query matches the lead. */
  public boolean matches(Lead lead) {
    if (lead.messages().isEmpty()) {
      return false;
    }
    return isIn(tenant, lead.messages().get(0).tenant())
        && (statuses.isEmpty() || statuses.contains(lead.status()))
        && matchesDecision(lead)
        && isIn(address, lead.source().address())
        && isIn(firstFrom, firstBefore, lead.receivedAt())
        && (lastFrom == null && lastBefore == null || isIn(lastFrom, lastBefore, last(lead)));
  }

  private boolean matchesDecision(Lead lead) {
    Fact.Qualified decision = lead.decision();
    Fact.Reassigned given = lead.reassignment();
    Assignment assignment = decision == null ? null : decision.assignment();
    String inQueue = given != null ? given.queue() : assignment == null ? null : assignment.queue();
    String ofOwner = given != null ? given.owner() : assignment == null ? null : assignment.owner();
    return isIn(queue, inQueue)
        && isIn(owner, ofOwner)
        && (dispositions.isEmpty()
            || assignment != null && dispositions.contains(assignment.disposition()));
  }

  private static boolean isIn(@Nullable String wanted, @Nullable String found) {
    return wanted == null || wanted.equals(found);
  }

  private static boolean isIn(@Nullable Instant from, @Nullable Instant before, Instant time) {
    return (from == null || !time.isBefore(from)) && (before == null || time.isBefore(before));
  }

  private static Instant last(Lead lead) {
    return lead.messages().stream()
        .map(Message::receivedAt)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Without the owner. */
  @Override
  public String toString() {
    return "LeadQuery[" + tenant + ", " + statuses + ", " + queue + ", " + dispositions + ", "
        + address + ", first " + firstFrom + " to " + firstBefore + ", last " + lastFrom + " to "
        + lastBefore + "]";
  }

  /**
   * A place in the leads that a query returns, newest first. It stays valid while leads are added and change: it names the last lead that was
   * returned and not a number of leads. Opaque: a store may change its form.
   *
   * @param value what the store that made it understands; {@code ""} is the beginning
   */
  public record Cursor(String value) {

    /** Before the newest lead. */
    public static final Cursor START = new Cursor("");

    public Cursor {
      Objects.requireNonNull(value, "value");
    }

    /** After this lead, in the form that the stores of leadkit use. */
    public static Cursor after(Position last) {
      return new Cursor(last.receivedAt() + " " + last.lead().value());
    }

    /**
     * The lead that {@link #after} was given; null at the beginning.
     *
     * @throws IllegalArgumentException if this cursor has another form
     */
    public @Nullable Position position() {
      if (value.isEmpty()) {
        return null;
      }
      int space = value.indexOf(' ');
      try {
        return new Position(
            Instant.parse(value.substring(0, Math.max(space, 0))),
            new LeadId(value.substring(space + 1)));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "cursor: expected one that an earlier page of the same query returned", e);
      }
    }
  }

  /**
   * The place of a lead: by the time of its first message, and by id where that is equal. Both never change.
   *
   * @param receivedAt when the first message was received
   * @param lead the lead
   */
  public record Position(Instant receivedAt, LeadId lead) implements Comparable<Position> {

    public Position {
      Objects.requireNonNull(receivedAt, "receivedAt");
      Objects.requireNonNull(lead, "lead");
    }

    /** Older leads are less than newer ones. */
    @Override
    public int compareTo(Position other) {
      int order = receivedAt.compareTo(other.receivedAt);
      return order != 0 ? order : lead.value().compareTo(other.lead.value());
    }
  }

  /** Builds a {@link LeadQuery}. The last call of each method counts. Used by one thread. */
  public static final class Builder {

    private @Nullable String tenant;
    private final Set<Lead.Status> statuses = EnumSet.noneOf(Lead.Status.class);
    private @Nullable String queue;
    private @Nullable String owner;
    private final Set<Disposition> dispositions = EnumSet.noneOf(Disposition.class);
    private @Nullable String address;
    private @Nullable Instant firstFrom;
    private @Nullable Instant firstBefore;
    private @Nullable Instant lastFrom;
    private @Nullable Instant lastBefore;

    private Builder() {}

    /** Sets the tenant of the first message; by default null: any. */
    public Builder tenant(@Nullable String value) {
      tenant = value;
      return this;
    }

    /** Sets the statuses that the lead may have; by default none: any. */
    public Builder statuses(Collection<Lead.Status> value) {
      statuses.clear();
      statuses.addAll(value);
      return this;
    }

    /** Sets the present queue; by default null: any. */
    public Builder queue(@Nullable String value) {
      queue = value;
      return this;
    }

    /** Sets the person in charge at present; by default null: any. */
    public Builder owner(@Nullable String value) {
      owner = value;
      return this;
    }

    /** Sets the dispositions that the last decision may have; by default none: any, and leads without a decision. */
    public Builder dispositions(Collection<Disposition> value) {
      dispositions.clear();
      dispositions.addAll(value);
      return this;
    }

    /** Sets the inbound address of the first message; by default null: any. */
    public Builder address(@Nullable String value) {
      address = value;
      return this;
    }

    /** Sets from when and before when the first message was received; by default null: at any time. */
    public Builder first(@Nullable Instant from, @Nullable Instant before) {
      firstFrom = from;
      firstBefore = before;
      return this;
    }

    /** Sets from when and before when the last message was received; by default null: at any time. */
    public Builder last(@Nullable Instant from, @Nullable Instant before) {
      lastFrom = from;
      lastBefore = before;
      return this;
    }

    /** The query. */
    public LeadQuery build() {
      return new LeadQuery(
          tenant,
          statuses,
          queue,
          owner,
          dispositions,
          address,
          firstFrom,
          firstBefore,
          lastFrom,
          lastBefore);
    }
  }
}
