// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * Something that only the outside world can do. Its id is a pure function of the need, for ever: the same need after a crash, a restore or
 * on another machine is the same task, and who performs it twice under one id does it once.
 */
public sealed interface Task {

  /** Names the need; the same for every attempt, so that other systems recognise a repetition. */
  String id();

  /** The lead for which it is done. */
  LeadId lead();

  /** The enricher or connector that performs it. */
  String name();

  /** Asks an enricher about a domain. */
  record Enrich(String id, LeadId lead, String name, String domain) implements Task {

    public Enrich {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(domain, "domain");
    }

    /** The task of asking this enricher for this lead. */
    public static Enrich of(LeadId lead, String enricher, String domain) {
      return new Enrich(Hash.id("enr_", lead.value(), enricher, domain), lead, enricher, domain);
    }
  }

  /**
   * Hands the lead, as it was decided, to a connector.
   *
   * @param revision what of the lead is to be delivered: a new one for a new decision or another message
   */
  record Deliver(String id, LeadId lead, String name, String revision) implements Task {

    /** How the id of every delivery begins. */
    static final String PREFIX = "dlv_";

    public Deliver {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(revision, "revision");
    }

    /** The task of handing this revision of the lead to this connector. */
    public static Deliver of(LeadId lead, String connector, String revision) {
      return new Deliver(
          Hash.id(PREFIX, lead.value(), connector, revision), lead, connector, revision);
    }
  }
}
