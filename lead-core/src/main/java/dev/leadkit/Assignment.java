// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who takes a lead, by when, and why.
 *
 * @param route the id of the route that matched
 * @param disposition whether this is a lead at all
 * @param queue the queue, {@code ""} where nobody has to act
 * @param owner the person in charge, {@code ""} where the queue is
 * @param sla how long the first reply may take, in open time, null for no limit
 * @param due the instant at which that time is up, null for no limit
 * @param connectors where it is delivered, in the order of the route
 * @param reason the matched condition in words
 * @param evidence what made it match
 * @param passed the routes before it and why each did not match
 * @param calendar the hours in which the time runs, as {@code name@version}, {@code ""} for round the clock
 * @param ownership why it is this owner, {@code ""} where there is none or nothing was to be decided
 * @param escalations who else hears of it while nobody replies, by time
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

  /** What a message turned out to be. */
  public enum Disposition {
    /** Somebody wants something: it is delivered. */
    LEAD,
    /** A machine wrote it: kept, not delivered. */
    AUTOMATIC,
    /** Suspect: kept for review, not delivered. */
    QUARANTINED
  }

  /** A route that was tried and did not match. */
  public record Passed(String route, Verdict verdict, String why) {

    public Passed {
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(why, "why");
    }

    /**
     * Routes that did not match, with the reasons made when somebody reads the first of them.
     *
     * @param count how many there will be; whoever reads another number gets an {@link IllegalStateException}
     * @param make makes them, once; must be pure
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
   * Who hears of a lead to which nobody has replied for so long.
   *
   * @param to the queue, each of them once
   * @param after the part of the time that is up by then, as the policy has it, {@code 80%}
   * @param at the instant at which it is
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

  /** Round the clock, with an owner for whom there is no more to say, and without escalation. */
  public Assignment(
      String route,
      Disposition disposition,
      String queue,
      String owner,
      @Nullable Duration sla,
      @Nullable Instant due,
      List<String> connectors,
      String reason,
      List<Evidence> evidence,
      List<Passed> passed) {
    this(
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
        "",
        "",
        List.of());
  }

  /** Without the owner and the reason. */
  @Override
  public String toString() {
    return "Assignment[" + route + ", " + disposition + ", " + queue + "]";
  }
}
