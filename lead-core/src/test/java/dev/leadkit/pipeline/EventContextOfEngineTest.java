// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Enrichment;
import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An event names who caused it, where the engine knows that for certain. */
@Timeout(60)
class EventContextOfEngineTest {

  private static final EventContext KIM =
      new EventContext("kim", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private final Host host = new Host();

  private List<String> actors(LeadId lead) {
    return host.store.histories(List.of(lead)).getOrDefault(lead, List.of()).stream()
        .map(event ->
            event.fact().getClass().getSimpleName() + " " + event.context().actor())
        .toList();
  }

  @Test
  void the_answer_of_a_plug_in_has_the_plug_in_as_its_actor_and_a_decision_has_none() {
    try (LeadPipeline leads = host.pipeline()
        .policy(PolicySource.of(
            host.policy().withEnrichers(List.of("companies"), Duration.ofSeconds(30))))
        .enricher("companies", question -> Enrichment.NONE)
        .connector(
            "crm",
            delivery -> delivery.attempt() == 1
                ? Outcome.later("503", Duration.ofSeconds(1))
                : Outcome.accepted("crm-1"))
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      host.pass(Duration.ofMinutes(1));
      leads.run();
      assertEquals(
          List.of(
              "Received ",
              "Enriched enricher:companies",
              "Qualified ",
              "Failed connector:crm",
              "Delivered connector:crm"),
          actors(lead));
    }
  }

  @Test
  void a_task_that_no_plug_in_performs_fails_by_the_engine() {
    host.connectors = List.of("unknown");
    try (LeadPipeline leads =
        host.pipeline().connector("crm", delivery -> Outcome.accepted("")).build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      assertEquals(List.of("Received ", "Qualified ", "Failed "), actors(lead));
    }
  }

  @Test
  void an_observation_has_the_context_that_the_host_gives_and_what_follows_from_it_has_none() {
    try (LeadPipeline leads =
        host.pipeline().connector("crm", delivery -> Outcome.accepted("")).build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      leads.observe(lead, new Fact.Reopened("again", "kim"), KIM);
      leads.observe(lead, new Fact.Labelled("won", "kim"));
      List<LeadEvent> history = host.store.histories(List.of(lead)).getOrDefault(lead, List.of());
      assertEquals(
          List.of("Received", "Qualified", "Delivered", "Reopened", "Qualified", "Labelled"),
          host.kinds(lead));
      assertEquals(KIM, history.get(3).context());
      assertEquals(EventContext.NONE, history.get(4).context());
      assertEquals(EventContext.NONE, history.get(5).context());
    }
  }
}
