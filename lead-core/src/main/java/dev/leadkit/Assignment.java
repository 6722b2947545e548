// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who takes a lead, by when, and why. {@link #builder} makes one without positional arguments.
 *
 * @param route the id of the route that matched
 * @param disposition whether the message is a lead
 * @param queue the queue, {@code ""} if no one has to act
 * @param owner the person in charge, {@code ""} if the whole queue is
 * @param sla how long the first reply may take, in business time; null for no limit
 * @param due the deadline of the first reply, null for no limit
 * @param connectors the connectors that it is delivered to, in the order of the route; empty unless it is a {@link Disposition#LEAD}
 * @param reason the condition that matched, in words
 * @param evidence what made it match
 * @param passed the routes that were tried before, and why each did not match
 * @param calendar the business hours that count, as {@code name@version}; {@code ""} for all hours
 * @param ownership why this person is the owner, {@code ""} if there is no owner or no choice
 * @param escalations who is notified while no one replies, in the order of time
 */
public record Assignment(
    String route,
    Disposition disposition,
    String queue,
    String owner,
    @Nullable Duration sla,
    @Nullable Instant due,
    List<String> connectors,
    String reason,
    List<Evidence> evidence,
    List<Passed> passed,
    String calendar,
    String ownership,
    List<Escalation> escalations) {

  /** The kind of a message. */
  public enum Disposition {
    /** An enquiry: delivered. */
    LEAD,
    /** Written by a machine: kept, not delivered. */
    AUTOMATIC,
    /** Suspicious: kept for review, not delivered. */
    QUARANTINED
  }

  /**
   * A route that was tried and did not match.
   *
   * @param route its id
   * @param verdict of its condition
   * @param why the reason, in words
   */
  public record Passed(String route, Verdict verdict, String why) {

    public Passed {
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(why, "why");
    }

    /**
     * Routes that did not match, computed on first access.
     *
     * @param count their number; if {@code make} returns another number, access throws {@link IllegalStateException}
     * @param make computes them, once; must be pure
     */
    public static List<Passed> lazily(int count, Supplier<List<Passed>> make) {
      Objects.requireNonNull(make, "make");
      return count == 0 ? List.of() : new LazyList<>(count, make);
    }

    /** Without the reason, which may hold a person. */
    @Override
    public String toString() {
      return "Passed[" + route + ", " + verdict + "]";
    }
  }

  /**
   * A queue that is notified if no one has replied by then.
   *
   * @param to the queue; an assignment names each queue once
   * @param after the part of the SLA that has passed, as the policy has it: {@code 80%}
   * @param at the instant of the escalation
   */
  public record Escalation(String to, String after, Instant at) {

    public Escalation {
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(after, "after");
      Objects.requireNonNull(at, "at");
    }
  }

  public Assignment {
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(disposition, "disposition");
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(owner, "owner");
    connectors = Checks.list(connectors, "connectors");
    Objects.requireNonNull(reason, "reason");
    evidence = Checks.list(evidence, "evidence");
    passed = passed instanceof LazyList ? passed : Checks.list(passed, "passed");
    Objects.requireNonNull(calendar, "calendar");
    Objects.requireNonNull(ownership, "ownership");
    escalations = Checks.list(escalations, "escalations");
    if (disposition != Disposition.LEAD && !connectors.isEmpty()) {
      throw new IllegalArgumentException(
          "connectors: only a lead is delivered, route " + route + " says " + disposition);
    }
  }

  /**
   * A builder for an assignment by this route, without queue, owner, deadline, connectors and explanation.
   *
   * @param route the id of the route that matched
   */
  public static Builder builder(String route, Disposition disposition) {
    return new Builder(route, disposition);
  }

  /**
   * Builds an {@link Assignment}. The last call of each method counts; {@link #build()} validates as the record does. Used by one thread.
   */
  public static final class Builder {

    private final String route;
    private final Disposition disposition;
    private String queue = "";
    private String owner = "";
    private @Nullable Duration sla;
    private @Nullable Instant due;
    private List<String> connectors = List.of();
    private String reason = "";
    private List<Evidence> evidence = List.of();
    private List<Passed> passed = List.of();
    private String calendar = "";
    private String ownership = "";
    private List<Escalation> escalations = List.of();

    private Builder(String route, Disposition disposition) {
      this.route = Objects.requireNonNull(route, "route");
      this.disposition = Objects.requireNonNull(disposition, "disposition");
    }

    /** Sets the queue; by default {@code ""}: no one has to act. */
    public Builder queue(String value) {
      queue = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the person in charge; by default {@code ""}: the whole queue. */
    public Builder owner(String value) {
      owner = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets how long the first reply may take, in business time; by default null: no limit. */
    public Builder sla(@Nullable Duration value) {
      sla = value;
      return this;
    }

    /** Sets the deadline of the first reply; by default null: no limit. */
    public Builder due(@Nullable Instant value) {
      due = value;
      return this;
    }

    /** Sets the connectors that the lead is delivered to; none by default, and none unless it is a {@link Disposition#LEAD}. */
    public Builder connectors(List<String> value) {
      connectors = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the condition that matched, in words; by default {@code ""}. */
    public Builder reason(String value) {
      reason = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets what made the condition match; nothing by default. */
    public Builder evidence(List<Evidence> value) {
      evidence = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the routes that were tried before; none by default. */
    public Builder passed(List<Passed> value) {
      passed = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets the business hours that count, as {@code name@version}; by default {@code ""}: all hours. */
    public Builder calendar(String value) {
      calendar = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets why this person is the owner; by default {@code ""}. */
    public Builder ownership(String value) {
      ownership = Objects.requireNonNull(value, "value");
      return this;
    }

    /** Sets who is notified while no one replies, in the order of time; no one by default. */
    public Builder escalations(List<Escalation> value) {
      escalations = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * The assignment.
     *
     * @throws IllegalArgumentException if there are connectors but the disposition is not {@link Disposition#LEAD}
     */
    public Assignment build() {
      return new Assignment(
          route,
          disposition,
          queue,
          owner,
          sla,
          due,
          connectors,
          reason,
          evidence,
          passed,
          calendar,
          ownership,
          escalations);
    }
  }

  /** Without the owner and the reason. */
  @Override
  public String toString() {
    return "Assignment[" + route + ", " + disposition + ", " + queue + "]";
  }
}
