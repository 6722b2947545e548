// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Forwarded;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Prospect;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.policy.Policy;
import dev.leadkit.prospect.FormTemplates;
import dev.leadkit.prospect.OwnAddresses;
import dev.leadkit.prospect.ProspectRules;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A change of our own domains is simulated on what was received before it. */
class SimulatedProspectTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Source SOURCE = Source.of("sales", "sales@leadkit.example");
  private static final ProspectRules WITHOUT_BRAND =
      ProspectRules.of(new OwnAddresses(Set.of("leadkit.example"), Set.of()), FormTemplates.NONE);
  private static final ProspectRules WITH_BRAND = ProspectRules.of(
      new OwnAddresses(Set.of("leadkit.example", "brand.example"), Set.of()), FormTemplates.NONE);

  /** The queue is the domain of the prospect. */
  private static Policy policy(String version, ProspectRules rules) {
    return Policy.of(
            version,
            lead -> Score.of(0, List.of(), List.of()),
            (lead, score) -> Assignment.builder("all", Assignment.Disposition.LEAD)
                .queue(lead.contact().address().domain())
                .reason("domain")
                .build())
        .withProspects(rules);
  }

  private static String simulated(@Nullable ProspectRules recorded, ProspectRules candidate) {
    Message message = Message.builder("evt_1", NOON)
        .from(Address.of("kim@brand.example"))
        .forwarded(new Forwarded(Address.of("ada@acme.example"), "Prices", "Hello"))
        .build();
    Prospect prospect = recorded == null ? null : recorded.of(message, SOURCE, List.of());
    LeadId id = LeadId.openedBy("evt_1");
    var received =
        new LeadEvent(id, 1, NOON, new Fact.Received(message, SOURCE, List.of(), "", prospect));
    Policy before = policy("before", recorded == null ? WITHOUT_BRAND : recorded);
    Fact decided = before.qualify(Lead.of(id).apply(received));
    List<Comparison> replayed = Simulation.of(policy("after", candidate))
        .replay(List.of(received, new LeadEvent(id, 2, NOON, decided)));
    return replayed.get(0).candidate().assignment().queue();
  }

  @Test
  void a_candidate_with_other_own_domains_finds_the_prospect_again() {
    assertEquals(
        "brand.example", simulated(WITHOUT_BRAND, WITHOUT_BRAND), "Kim counted as a customer");
    assertEquals(
        "acme.example",
        simulated(WITHOUT_BRAND, WITH_BRAND),
        "Kim is a colleague of the candidate");
  }

  @Test
  void a_history_without_a_recorded_prospect_keeps_its_contact() {
    assertEquals(
        "acme.example", simulated(null, WITHOUT_BRAND), "Such a forward always had its author");
  }
}
