// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Assignment.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void a_builder_sets_each_component() {
    var evidence = List.of(Evidence.of("score", "40"));
    var passed = List.of(new Assignment.Passed("spam", Verdict.FALSE, "score is 40"));
    var escalations = List.of(new Assignment.Escalation("leaders", "80%", NOON));
    assertEquals(
        new Assignment(
            "ae",
            Disposition.LEAD,
            "ae_priority",
            "kim",
            Duration.ofMinutes(15),
            NOON.plusSeconds(900),
            List.of("crm"),
            "score >= 40",
            evidence,
            passed,
            "berlin@1",
            "next of pool ae",
            escalations),
        Assignment.builder("ae", Disposition.LEAD)
            .queue("ae_priority")
            .owner("kim")
            .sla(Duration.ofMinutes(15))
            .due(NOON.plusSeconds(900))
            .connectors(List.of("crm"))
            .reason("score >= 40")
            .evidence(evidence)
            .passed(passed)
            .calendar("berlin@1")
            .ownership("next of pool ae")
            .escalations(escalations)
            .build());
  }

  @Test
  void a_builder_begins_without_queue_owner_deadline_connectors_and_explanation() {
    assertEquals(
        new Assignment(
            "bin",
            Disposition.AUTOMATIC,
            "",
            "",
            null,
            null,
            List.of(),
            "",
            List.of(),
            List.of(),
            "",
            "",
            List.of()),
        Assignment.builder("bin", Disposition.AUTOMATIC).build());
  }

  @Test
  void only_a_lead_is_delivered() {
    Assignment.Builder builder =
        Assignment.builder("bin", Disposition.QUARANTINED).connectors(List.of("crm"));
    assertThrows(IllegalArgumentException.class, builder::build);
  }
}
