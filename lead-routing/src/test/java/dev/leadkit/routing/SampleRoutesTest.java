// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Assignment.Passed;
import dev.leadkit.Company;
import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Verdict;
import dev.leadkit.tck.Leads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRoutesTest {

  /** The three routes of the guide. */
  private final RouteTable routes = Tables.of("""
      derive:
        product: { of: recipient.local, prefix: { api: api }, else: core }
        region: { of: company.country, map: { DE: emea, "NO": emea, US: amer }, else: global }
      queues: [ae_priority, devrel, sdr_emea, sdr_amer, sdr_global]
      routes:
        - { id: ae, when: { score: { gte: 70 } }, to: { queue: ae_priority, sla: 15m, connectors: [crm, chat] } }
        - { id: devrel, when: { product: { is: api } }, to: { queue: devrel, sla: 60m, connectors: [crm] } }
        - { id: sdr, when: always, to: { queue: "sdr_{region}", sla: 120m, connectors: [crm] } }
      """);

  private static Lead lead(String recipient, String country) {
    Leads leads = Leads.to(recipient, "jo@acme.example", "Hello");
    return country.isEmpty()
        ? leads.lead()
        : leads
            .at(new Company("acme.example", "", null, "", country, "", List.of()))
            .lead();
  }

  @Test
  void a_score_of_70_goes_to_the_account_executives_within_15_minutes() {
    Assignment assignment = routes.route(lead("sales@leadkit.example", "DE"), Tables.score(70));
    assertEquals(
        Assignment.builder("ae", Disposition.LEAD)
            .queue("ae_priority")
            .sla(Duration.ofMinutes(15))
            .due(Leads.NOON.plus(Duration.ofMinutes(15)))
            .connectors(List.of("crm", "chat"))
            .reason("score is at least 70")
            .evidence(List.of(Evidence.of("score", "70")))
            .build(),
        assignment);
  }

  @Test
  void mail_for_the_api_goes_to_devrel_within_an_hour() {
    Assignment assignment = routes.route(lead("api+beta@leadkit.example", ""), Tables.score(69));
    assertEquals("devrel", assignment.queue());
    assertEquals(Duration.ofHours(1), assignment.sla());
    assertEquals(Leads.NOON.plus(Duration.ofHours(1)), assignment.due());
    assertEquals(
        List.of(new Passed("ae", Verdict.FALSE, "score is 69, not at least 70")),
        assignment.passed());
  }

  @Test
  void a_hot_lead_for_the_api_goes_to_the_account_executives_because_that_route_is_first() {
    assertEquals("ae_priority", Tables.queue(routes, lead("api@leadkit.example", ""), 70));
  }

  @Test
  void a_local_part_that_only_begins_like_a_product_is_none() {
    assertEquals("sdr_global", Tables.queue(routes, lead("apiculture@leadkit.example", ""), 0));
  }

  @Test
  void everything_else_goes_to_the_region_within_two_hours() {
    Assignment assignment = routes.route(lead("sales@leadkit.example", "NO"), Tables.score(0));
    assertEquals("sdr_emea", assignment.queue());
    assertEquals(Duration.ofHours(2), assignment.sla());
    assertEquals("always; region is emea by company.country", assignment.reason());
    assertEquals(List.of(Evidence.of("company.country", "NO")), assignment.evidence());
    assertEquals(
        List.of(
            new Passed("ae", Verdict.FALSE, "score is 0, not at least 70"),
            new Passed("devrel", Verdict.FALSE, "product is core, not api")),
        assignment.passed());
  }

  @Test
  void a_missing_region_goes_to_the_fallback_with_a_reason() {
    Assignment assignment = routes.route(lead("sales@leadkit.example", ""), Tables.score(0));
    assertEquals("sdr_global", assignment.queue());
    assertEquals("always; region is global: company.country is not known", assignment.reason());
  }

  @Test
  void an_unmapped_region_goes_there_too() {
    Assignment assignment = routes.route(lead("sales@leadkit.example", "FR"), Tables.score(0));
    assertEquals("sdr_global", assignment.queue());
    assertEquals("always; region is global: company.country is not mapped", assignment.reason());
  }

  @Test
  void it_lists_every_connector_that_it_can_name() {
    assertEquals(List.of("crm", "chat"), routes.connectors());
  }
}
