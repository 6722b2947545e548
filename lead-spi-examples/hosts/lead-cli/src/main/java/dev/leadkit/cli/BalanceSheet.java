// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact.Attached;
import dev.leadkit.Fact.Duplicated;
import dev.leadkit.Fact.Received;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.pipeline.Receipt;
import dev.leadkit.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Counts of the mails of a run by outcome, and of the deliveries of their leads. Each mail is counted once, by its outcome in the store.
 *
 * <p>{@code received} is counted where mails are read; everything else is counted from the histories in the store. A mail that has a receipt
 * but is not in the store is not counted, so that the sheet does not add up.
 *
 * @param undecided opened a lead that still waits for an enricher
 * @param failed could not be read
 */
record BalanceSheet(
    int received,
    int leads,
    int followUps,
    int duplicates,
    int automatic,
    int quarantined,
    int undecided,
    int failed,
    DeliveryCounts deliveries) {

  private static final int LEADS_AT_ONCE = 500;

  /**
   * Counts the mails of a run.
   *
   * @param seen receives each lead that the mails opened or continued
   */
  static BalanceSheet of(Intake intake, DataFolder dataFolder, Policy policy, Consumer<Lead> seen) {
    var counting = new Counting(policy);
    Map<LeadId, List<Receipt>> byLead = new LinkedHashMap<>();
    for (Receipt receipt : intake.receipts()) {
      byLead.computeIfAbsent(receipt.lead(), lead -> new ArrayList<>()).add(receipt);
    }
    List<LeadId> ids = List.copyOf(byLead.keySet());
    for (int start = 0; start < ids.size(); start += LEADS_AT_ONCE) {
      List<LeadId> some = ids.subList(start, Math.min(ids.size(), start + LEADS_AT_ONCE));
      dataFolder.histories(some).forEach((id, history) -> {
        Lead lead = Lead.of(id, history);
        if (counting.count(byLead.getOrDefault(id, List.of()), history, lead)) {
          seen.accept(lead);
        }
      });
    }
    return counting.sheet(intake);
  }

  /** Whether every mail that came in is accounted for. */
  boolean isBalanced() {
    return received == sum();
  }

  /** Whether every mail was decided and every delivery confirmed. */
  boolean isFinished() {
    return undecided == 0 && deliveries.isFinished();
  }

  /** The sheet, line by line. */
  List<String> lines() {
    var lines = new ArrayList<>(List.of(
        line(received, "received"),
        line(leads, "leads"),
        line(followUps, "follow-ups"),
        line(duplicates, "duplicates"),
        line(automatic, "automatic"),
        line(quarantined, "quarantined"),
        line(undecided, "undecided"),
        line(failed, "failed"),
        isBalanced()
            ? "the sheet adds up"
            : "THE SHEET DOES NOT ADD UP: " + (received - sum()) + " not accounted for",
        "",
        "deliveries"));
    lines.addAll(deliveries.lines());
    return lines;
  }

  Json json() {
    return new Json()
        .put(
            "mails",
            new Json()
                .put("received", received)
                .put("leads", leads)
                .put("follow_ups", followUps)
                .put("duplicates", duplicates)
                .put("automatic", automatic)
                .put("quarantined", quarantined)
                .put("undecided", undecided)
                .put("failed", failed))
        .put("balanced", isBalanced())
        .put("deliveries", deliveries.json());
  }

  private int sum() {
    return leads + followUps + duplicates + automatic + quarantined + undecided + failed;
  }

  private static String line(int count, String what) {
    return String.format(
        Locale.ROOT, "%s %,9d  %s", what.equals("received") ? " " : "+", count, what);
  }

  /** Counts the leads to which mails belong. */
  private static final class Counting {

    private final DeliveryCounts.Counting deliveries;
    private int leads;
    private int followUps;
    private int duplicates;
    private int automatic;
    private int quarantined;
    private int undecided;

    Counting(Policy policy) {
      deliveries = new DeliveryCounts.Counting(policy);
    }

    /** Whether one of the receipts opened or continued the lead. */
    boolean count(List<Receipt> receipts, List<LeadEvent> history, Lead lead) {
      Set<String> messages = new LinkedHashSet<>();
      Set<String> copies = new LinkedHashSet<>();
      for (LeadEvent event : history) {
        if (event.fact() instanceof Received fact) {
          messages.add(fact.message().id());
        } else if (event.fact() instanceof Attached fact) {
          messages.add(fact.message().id());
        } else if (event.fact() instanceof Duplicated fact) {
          copies.add(fact.event());
        }
      }
      deliveries.count(lead);
      boolean news = false;
      for (Receipt receipt : receipts) {
        if (receipt.status() == Receipt.Status.DUPLICATE) {
          duplicates += copies.contains(receipt.event()) ? 1 : 0;
        } else if (messages.contains(receipt.event())) {
          news = true;
          if (receipt.status() == Receipt.Status.CONTINUED) {
            followUps++;
          } else {
            opened(lead);
          }
        }
      }
      return news;
    }

    private void opened(Lead lead) {
      switch (lead.status()) {
        case ASSIGNED, REPLIED -> leads++;
        case AUTOMATIC -> automatic++;
        case QUARANTINED -> quarantined++;
        case NEW -> undecided++;
      }
    }

    BalanceSheet sheet(Intake intake) {
      return new BalanceSheet(
          intake.received(),
          leads,
          followUps,
          duplicates,
          automatic,
          quarantined,
          undecided,
          intake.unreadable(),
          deliveries.sheet());
    }
  }
}
