// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Score;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.Router;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lead that has to take its place in a line takes it of the store, once, before it is delivered. */
class TicketTest {

  private final Host host = new Host();

  /** Everyone takes turns in one line. */
  private final Router inTurns = new Router() {
    @Override
    public Assignment route(Lead lead, Score score) {
      return host.policy().router().route(lead, score);
    }

    @Override
    public String line(Lead lead, Score score) {
      return lead.findings().isEmpty() ? "vip" : "";
    }

    @Override
    public boolean hasLines() {
      return true;
    }
  };

  private List<Long> answers(LeadId lead) {
    return host.history(lead).stream()
        .filter(Fact.TicketDrawn.class::isInstance)
        .map(fact -> ((Fact.TicketDrawn) fact).number())
        .toList();
  }

  @Test
  void places_are_given_one_after_the_other_and_each_lead_has_one() {
    Policy policy = Policy.of("lines", host.policy().scorer(), inTurns).withRetry(Host.RETRY);
    try (LeadPipeline leads = host.pipeline()
        .policy(PolicySource.of(policy))
        .connector("crm", delivery -> Outcome.accepted("1"))
        .build()) {
      LeadId one = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      LeadId other = leads.accept(Host.mail("<2@x>", "hello")).lead();
      leads.run();
      host.pass(Duration.ofHours(1));
      leads.run();
      assertEquals(List.of("Received", "TicketDrawn", "Qualified", "Delivered"), host.kinds(one));
      assertEquals(1, answers(one).size());
      assertEquals(1, answers(other).size());
      assertEquals(0, host.store.ticket("vip", one));
      assertEquals(1, host.store.ticket("vip", other));
    }
  }
}
