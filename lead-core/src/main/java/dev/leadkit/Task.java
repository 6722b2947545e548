// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * Work for the outside world.
 *
 * <p>The id of a task is a pure function of what is needed: after a crash, a restore or on another machine the same need has the same id,
 * and whatever performs a task twice under one id does it once. Ids never change between versions.
 *
 * <p>Later versions may add kinds of tasks: code that distinguishes them should have a branch for those that it does not know.
 */
public sealed interface Task {

  /** The idempotency key: the same for every attempt, so that other systems recognise a repetition. */
  String id();

  /** The lead for which the task is performed. */
  LeadId lead();

  /**
   * The name under which failures are recorded in {@link Fact.Failed} and {@link Fact.DeadLettered}: the name of the enricher or connector,
   * {@code flag.} and the name of the flag, or {@code ticket:} and the name of the line. It is for people and for {@code Policy.retries};
   * the type says what kind of task it is.
   */
  String name();

  /**
   * Asks an enricher about a domain; the result is {@link Fact.Enriched}.
   *
   * @param name of the enricher
   * @param domain of the prospect's address, {@code ""} if it is not known
   */
  record Enrich(String id, LeadId lead, String name, String domain) implements Task {

    public Enrich {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(domain, "domain");
    }

    /** The task of asking this enricher for this lead. */
    public static Enrich of(LeadId lead, String enricher, String domain) {
      return new Enrich(id(lead, enricher, domain), lead, enricher, domain);
    }

    /** Flags and lines were enrichers once, and their ids cover these names: an enricher with such a name needs another id. */
    private static String id(LeadId lead, String enricher, String domain) {
      boolean isTaken =
          enricher.startsWith(EvaluateFlag.PREFIX) || enricher.startsWith(DrawTicket.PREFIX);
      return isTaken
          ? Hash.id("enr_", lead.value(), "enricher", enricher, domain)
          : Hash.id("enr_", lead.value(), enricher, domain);
    }
  }

  /**
   * Asks the flag service for the value of a flag; the result is {@link Fact.FlagEvaluated}.
   *
   * @param flag its name, as the flag service knows it
   */
  record EvaluateFlag(String id, LeadId lead, String flag) implements Task {

    private static final String PREFIX = "flag.";

    public EvaluateFlag {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(flag, "flag");
    }

    /**
     * The task of evaluating this flag for this lead.
     *
     * @param domain of the prospect's address, {@code ""} if it is not known
     */
    public static EvaluateFlag of(LeadId lead, String flag, String domain) {
      return new EvaluateFlag(Hash.id("enr_", lead.value(), nameOf(flag), domain), lead, flag);
    }

    /** The {@link Task#name()} of the evaluation of a flag. */
    public static String nameOf(String flag) {
      return PREFIX + flag;
    }

    @Override
    public String name() {
      return nameOf(flag);
    }
  }

  /**
   * Draws the lead's number in a line of people who take turns; the result is {@link Fact.TicketDrawn}.
   *
   * @param line its name
   */
  record DrawTicket(String id, LeadId lead, String line) implements Task {

    private static final String PREFIX = "ticket:";

    public DrawTicket {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(line, "line");
    }

    /**
     * The task of drawing a number in this line for this lead.
     *
     * @param domain of the prospect's address, {@code ""} if it is not known
     */
    public static DrawTicket of(LeadId lead, String line, String domain) {
      return new DrawTicket(Hash.id("enr_", lead.value(), nameOf(line), domain), lead, line);
    }

    /** The {@link Task#name()} of drawing a number in a line. */
    public static String nameOf(String line) {
      return PREFIX + line;
    }

    @Override
    public String name() {
      return nameOf(line);
    }
  }

  /**
   * Delivers the decided lead to a connector; the result is {@link Fact.Delivered}.
   *
   * @param name of the connector
   * @param revision what is delivered of the lead, see {@link Lead#revision()}: a new decision or another message makes a new one
   */
  record Deliver(String id, LeadId lead, String name, String revision) implements Task {

    /** The beginning of the id of every delivery. */
    static final String PREFIX = "dlv_";

    public Deliver {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(revision, "revision");
    }

    /** The task of delivering this revision of the lead to this connector. */
    public static Deliver of(LeadId lead, String connector, String revision) {
      return new Deliver(
          Hash.id(PREFIX, lead.value(), connector, revision), lead, connector, revision);
    }
  }
}
