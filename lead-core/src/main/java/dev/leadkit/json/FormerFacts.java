// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Enriched;
import dev.leadkit.Fact.FlagEvaluated;
import dev.leadkit.Fact.TicketDrawn;
import dev.leadkit.Task;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form in which evaluated flags and drawn tickets were stored before they had types of their own: as the findings of an enricher called
 * {@code flag.NAME} or {@code ticket:LINE}, with the one attribute {@code value}, {@code reason} or {@code number}.
 *
 * <p>Stored histories are read into the types of today. The hash chain goes on to cover the former form, so that a fact has the same
 * commitment whenever it was written.
 */
final class FormerFacts {

  private static final String FLAG = Task.EvaluateFlag.nameOf("");
  private static final String TICKET = Task.DrawTicket.nameOf("");
  private static final String VALUE = "value";
  private static final String REASON = "reason";
  private static final String NUMBER = "number";

  private FormerFacts() {}

  /** The flag or ticket that was stored in this form; null if it is the answer of an enricher. */
  static @Nullable Fact read(Enriched enriched) {
    Map<String, String> attributes = enriched.findings().attributes();
    if (enriched.findings().company() != null || attributes.size() != 1) {
      return null;
    }
    if (enriched.enricher().startsWith(FLAG)) {
      return flag(enriched, attributes);
    }
    return enriched.enricher().startsWith(TICKET)
        ? ticket(enriched, attributes.getOrDefault(NUMBER, ""))
        : null;
  }

  private static @Nullable Fact flag(Enriched enriched, Map<String, String> attributes) {
    String flag = enriched.enricher().substring(FLAG.length());
    String value = attributes.get(VALUE);
    if (value != null) {
      return FlagEvaluated.of(enriched.task(), flag, value);
    }
    String reason = attributes.getOrDefault(REASON, "");
    return reason.isBlank() ? null : FlagEvaluated.withoutValue(enriched.task(), flag, reason);
  }

  /** Only a number in the one notation in which it was written: the former form of what is read must be what was stored. */
  private static @Nullable Fact ticket(Enriched enriched, String text) {
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      return null;
    }
    String line = enriched.enricher().substring(TICKET.length());
    return new TicketDrawn(enriched.task(), line, Long.parseLong(text));
  }

  /** A flag or ticket in its former form; null if the form of the fact never changed. */
  static @Nullable Enriched of(Fact fact) {
    if (fact instanceof FlagEvaluated flag) {
      String value = flag.value();
      Map<String, String> attributes =
          value == null ? Map.of(REASON, flag.reason()) : Map.of(VALUE, value);
      return new Enriched(
          flag.task(), Task.EvaluateFlag.nameOf(flag.flag()), new Enrichment(null, attributes));
    }
    if (fact instanceof TicketDrawn ticket) {
      Map<String, String> attributes = Map.of(NUMBER, Long.toString(ticket.number()));
      return new Enriched(
          ticket.task(), Task.DrawTicket.nameOf(ticket.line()), new Enrichment(null, attributes));
    }
    return null;
  }
}
