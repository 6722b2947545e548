// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Automation;
import dev.leadkit.Company;
import dev.leadkit.Evidence;
import dev.leadkit.Header;
import dev.leadkit.Lead;
import dev.leadkit.Verdict;
import dev.leadkit.tck.Leads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteDimensionsTest {

  private static final String DERIVE = """
      derive:
        product: { of: recipient.local, prefix: { api: api, api-eu: api_eu, billing: billing }, else: core }
        region:
          firstOf:
            - { of: company.country, map: { DE: emea, US: amer } }
            - { of: company.zone, prefix: { Europe: emea, America: amer } }
            - { of: sender.domain, suffix: { de: emea, co.uk: emea, us: amer } }
          else: global
      """;

  private final RouteTable byProduct = Tables.of(
      DERIVE + "routes: [{ id: product, when: always, to: { queue: \"product_{product}\" } }]");

  private final RouteTable byRegion = Tables.of(
      DERIVE + "routes: [{ id: region, when: always, to: { queue: \"region_{region}\" } }]");

  private final RouteTable byTier = Tables.of("""
      routes:
        - { id: hot, when: { score: { gte: 70 } }, to: { queue: hot } }
        - { id: warm, when: { score: { between: [40, 70] } }, to: { queue: warm } }
        - { id: cold, when: always, to: { queue: cold } }
      """);

  private static Lead lead(String recipient, String sender, String country, String zone) {
    return Leads.to(recipient, sender, "Hello")
        .at(new Company("acme.example", "", null, "", country, zone, List.of()))
        .lead();
  }

  @ParameterizedTest
  @CsvSource({
    "api@leadkit.example,product_api",
    "API+x@leadkit.example,product_api",
    "api-eu@leadkit.example,product_api_eu",
    "api-eu+y@leadkit.example,product_api_eu",
    "api-us@leadkit.example,product_api",
    "apis@leadkit.example,product_core",
    "billing.de@leadkit.example,product_billing",
    "sales@leadkit.example,product_core"
  })
  void by_the_prefix_of_the_inbound_address_the_longest_first(String recipient, String queue) {
    assertEquals(queue, Tables.queue(byProduct, lead(recipient, "jo@a.example", "", ""), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "US,Europe/Berlin,jo@a.de,region_amer",
    "'',America/New_York,jo@a.de,region_amer",
    "JP,Europe/Berlin,jo@a.us,region_emea",
    "'','',jo@shop.a.de,region_emea",
    "'','',jo@a.co.uk,region_emea",
    "'','',jo@aco.uk,region_global",
    "'','',jo@de.example,region_global",
    "'',Europeans,jo@a.example,region_global"
  })
  void by_country_then_time_zone_then_domain(
      String country, String zone, String sender, String queue) {
    assertEquals(
        queue, Tables.queue(byRegion, lead("sales@leadkit.example", sender, country, zone), 0));
  }

  @ParameterizedTest
  @CsvSource({"100,hot", "70,hot", "69,warm", "40,warm", "39,cold", "0,cold", "-5,cold"})
  void by_tier_without_gap_or_overlap(int score, String queue) {
    assertEquals(
        queue, Tables.queue(byTier, lead("sales@leadkit.example", "jo@a.example", "", ""), score));
  }

  /** Every dimension in one table; the first match wins. */
  private final RouteTable all = Tables.of("""
      lists: { free_mail: { words: [mail.example], as: domain } }
      derive:
        region:
          firstOf:
            - { of: company.country, map: { DE: emea, US: amer } }
            - { of: company.zone, prefix: { Europe: emea, America: amer } }
            - { of: sender.calling_code, map: { "+49": emea, "+1": amer } }
            - { of: sender.language, map: { de: emea } }
          else: global
      people: { noor: {} }
      accounts: { of: [{ owner: noor, domains: [acme.example] }] }
      pools: { ae: { members: [noor] } }
      queues: [review, opted_out, partner_globex, partners, ae, api, sdr_emea, sdr_amer, sdr_global]
      routes:
        - { id: machines, when: { lead.automation: { in: [auto_reply, report, bulk] } }, to: { disposition: automatic } }
        - { id: suspect, when: { score: { lte: -30 } }, to: { disposition: quarantined, queue: review } }
        - { id: no-consent, when: { sender.consent: { is: denied } }, to: { queue: opted_out } }
        - { id: partner, when: { source.partner: { exists: true } }, to: { queue: "partner_{source.partner}", fallback: partners } }
        - { id: hot, when: { score: { gte: 70 } }, to: { queue: ae, pool: ae } }
        - { id: product, when: { source.product: { is: api } }, to: { queue: api } }
        - { id: region, when: always, to: { queue: "sdr_{region}" } }
      """);

  private static Leads stranger() {
    return Leads.from("jo@stranger.example", "Hello");
  }

  private Assignment assign(Leads leads, int score) {
    return all.route(leads.lead(), Tables.score(score));
  }

  @Test
  void by_company_country_then_zone_then_phone_then_language_each_with_its_evidence() {
    Company german = new Company("a.example", "", null, "", "DE", "America/New_York", List.of());
    Leads all = stranger().at(german).found("phone", "+1 512 555 0100");
    assertRegion("emea", Evidence.of("company.country", "DE"), all);
    Company zoned = new Company("a.example", "", null, "", "", "America/New_York", List.of());
    assertRegion(
        "amer",
        Evidence.of("company.zone", "America/New_York"),
        stranger().at(zoned).found("phone", "+49 30 1"));
    assertRegion(
        "amer",
        Evidence.of("sender.calling_code", "+1"),
        Leads.from(message -> message.headers(List.of(new Header("Content-Language", "de"))))
            .found("phone", "+1 512 555 0100"));
    assertRegion(
        "emea", Evidence.of("sender.language", "de"), stranger().found("language", "de-DE"));
    assertEquals("sdr_global", assign(stranger(), 0).queue());
    assertEquals(
        "always; region is global: company.country is not known, company.zone is not known,"
            + " sender.calling_code is not known, sender.language is not known",
        assign(stranger(), 0).reason());
  }

  private void assertRegion(String region, Evidence evidence, Leads leads) {
    Assignment assignment = assign(leads, 0);
    assertEquals("sdr_" + region, assignment.queue());
    assertEquals(List.of(evidence), assignment.evidence());
    assertEquals("always; region is " + region + " by " + evidence.field(), assignment.reason());
  }

  @Test
  void by_the_product_and_the_partner_of_the_inbound_address() {
    assertEquals("api", assign(stranger().source("api", ""), 69).queue());
    assertEquals("ae", assign(stranger().source("api", ""), 70).queue());
    Assignment partner = assign(stranger().source("api", "globex"), 70);
    assertEquals("partner_globex", partner.queue());
    assertEquals(List.of(Evidence.of("source.partner", "globex")), partner.evidence());
    assertEquals("partners", assign(stranger().source("", "unheard of"), 0).queue());
  }

  @Test
  void by_consent_machine_and_suspicion_before_anything_else() {
    assertEquals("opted_out", assign(stranger().found("consent", "denied"), 90).queue());
    Leads bulk = Leads.from(message -> message.automation(Automation.BULK));
    assertEquals(Disposition.AUTOMATIC, assign(bulk, 90).disposition());
    assertEquals(Disposition.QUARANTINED, assign(stranger(), -30).disposition());
  }

  @Test
  void every_earlier_route_has_a_reason_why_it_did_not_match() {
    Assignment assignment = assign(stranger().source("api", ""), 5);
    assertEquals(
        List.of(
            "machines: lead.automation is none, not auto_reply or report or bulk",
            "suspect: score is 5, not at most -30",
            "no-consent: sender.consent is unknown, not denied",
            "partner: source.partner is not known",
            "hot: score is 5, not at least 70"),
        assignment.passed().stream()
            .map(passed -> passed.route() + ": " + passed.why())
            .toList());
    assertTrue(assignment.passed().stream().allMatch(passed -> passed.verdict() == Verdict.FALSE));
    assertEquals("source.product is api", assignment.reason());
    assertEquals(List.of(Evidence.of("source.product", "api")), assignment.evidence());
  }

  @Test
  void an_account_has_its_owner_and_the_reason_for_it() {
    Assignment assignment = assign(Leads.from("jo@acme.example", "Hello"), 70);
    assertEquals("noor", assignment.owner());
    assertEquals("domain: acme.example belongs to noor", assignment.ownership());
  }
}
