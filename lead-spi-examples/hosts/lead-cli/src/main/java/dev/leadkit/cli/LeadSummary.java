// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Address;
import dev.leadkit.Company;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Lead;
import dev.leadkit.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a lead that are listed.
 *
 * @param score null as long as the lead is undecided
 * @param contact the mailbox of the prospect, {@code ""} if unknown
 * @param company its name, {@code ""} if unknown
 * @param domain the domain of the company if it is known, otherwise that of the contact
 */
record LeadSummary(
    String lead,
    Lead.Status status,
    @Nullable Integer score,
    String queue,
    String owner,
    String route,
    Instant receivedAt,
    @Nullable Instant due,
    String contact,
    String company,
    String domain,
    String subject,
    int messages,
    int deadLetters) {

  static LeadSummary of(Lead lead) {
    Qualified decision = lead.decision();
    Company company = lead.company();
    Address contact = lead.contact().address();
    Message opening = lead.messages().isEmpty() ? null : lead.messages().get(0);
    return new LeadSummary(
        lead.id().value(),
        lead.status(),
        decision == null ? null : decision.score().value(),
        decision == null ? "" : decision.assignment().queue(),
        decision == null ? "" : decision.assignment().owner(),
        decision == null ? "" : decision.assignment().route(),
        lead.receivedAt(),
        decision == null ? null : decision.assignment().due(),
        contact.email(),
        company == null ? "" : company.name(),
        company == null || company.domain().isEmpty() ? contact.domain() : company.domain(),
        opening == null ? "" : opening.subject(),
        lead.messages().size(),
        lead.deadLetters().size());
  }

  /** The fields without the empty ones. */
  Json json() {
    return new Json()
        .put("lead", lead)
        .put("status", status)
        .put("score", score)
        .put("queue", orNull(queue))
        .put("owner", orNull(owner))
        .put("route", orNull(route))
        .put("received_at", receivedAt)
        .put("due", due)
        .put("contact", orNull(contact))
        .put("company", orNull(company))
        .put("domain", orNull(domain))
        .put("subject", orNull(subject))
        .put("messages", messages)
        .put("dead_letters", deadLetters);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
