// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The places that a lead has taken in lines: findings like those of an enricher, whom the engine itself plays. A number that was drawn once
 * is a recorded fact, so that whoever decides anew sees the same.
 */
public final class Tickets {

  private static final String NUMBER = "number";

  private Tickets() {}

  /** Under which name the place in this line is found. */
  public static String finding(String line) {
    return Fact.Enriched.TICKET + line;
  }

  /** The line of a task or finding of this name; null where it is about something else. */
  public static @Nullable String line(String name) {
    return name.startsWith(Fact.Enriched.TICKET)
        ? name.substring(Fact.Enriched.TICKET.length())
        : null;
  }

  /** A place that was given. */
  public static Enrichment answer(long number) {
    return new Enrichment(null, Map.of(NUMBER, Long.toString(number)));
  }

  /** The lead's place in this line; empty where it has none. */
  public static OptionalLong number(Lead lead, String line) {
    Enrichment found = lead.findings().get(finding(line));
    String number = found == null ? "" : found.attributes().getOrDefault(NUMBER, "");
    return number.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(number))
        : OptionalLong.empty();
  }
}
