// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.policy.FlagPolicies;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A flag of the policy is asked once for each lead; that the service cannot say is an answer too, for which the policy has a default. */
class FlagTest {

  private static final String FLAG = "bonus";

  private final Host host = new Host();

  private Policy policy() {
    Policy sound = host.policy();
    return new Policy(
        "flags",
        List.of(),
        Duration.ofHours(1),
        Host.RETRY,
        Map.of(),
        sound.scorer(),
        sound.router(),
        FlagPolicies.flag(FLAG),
        List.of());
  }

  private LeadId workedOn(Flags flags) {
    try (LeadPipeline leads = host.pipeline()
        .policy(PolicySource.of(policy()))
        .flags(flags)
        .connector("crm", delivery -> Outcome.accepted("1"))
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      assertEquals(1, leads.run().visits(), "one lease is enough for all that is due");
      assertEquals(
          List.of("Received", "FlagEvaluated", "Qualified", "Delivered"), host.kinds(lead));
      return lead;
    }
  }

  private Fact.FlagEvaluated answer(LeadId lead) {
    return (Fact.FlagEvaluated) host.history(lead).get(1);
  }

  @Test
  void what_the_service_says_is_recorded() {
    Fact.FlagEvaluated answer = answer(workedOn((flag, subject) -> "on"));
    assertEquals(FLAG, answer.flag());
    assertEquals("on", answer.value());
  }

  @Test
  void a_service_that_fails_has_answered_for_good_and_with_a_reason() {
    Fact.FlagEvaluated answer = answer(workedOn((flag, subject) -> {
      throw new IllegalStateException("no connection");
    }));
    assertNull(answer.value());
    assertEquals("the flag service failed: IllegalStateException: no connection", answer.reason());
  }

  @Test
  void a_service_that_is_interrupted_is_asked_again() {
    LeadId lead;
    try (LeadPipeline leads = host.pipeline()
        .policy(PolicySource.of(policy()))
        .flags((flag, subject) -> {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted");
        })
        .connector("crm", delivery -> Outcome.accepted("1"))
        .build()) {
      lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
    }
    assertTrue(
        host.history(lead).stream()
            .anyMatch(fact ->
                fact instanceof Fact.Failed failed && failed.reason().equals("interrupted")),
        "an interruption is not an answer: " + host.history(lead));
  }
}
