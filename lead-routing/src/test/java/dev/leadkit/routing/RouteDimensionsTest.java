// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Company;
import dev.leadkit.Lead;
import java.util.List;
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

  private static final RouteTable BY_PRODUCT = Tables.of(
      DERIVE + "routes: [{ id: product, when: always, to: { queue: \"product_{product}\" } }]");

  private static final RouteTable BY_REGION = Tables.of(
      DERIVE + "routes: [{ id: region, when: always, to: { queue: \"region_{region}\" } }]");

  private static final RouteTable BY_TIER = Tables.of("""
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
    assertEquals(queue, Tables.queue(BY_PRODUCT, lead(recipient, "jo@a.example", "", ""), 0));
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
        queue, Tables.queue(BY_REGION, lead("sales@leadkit.example", sender, country, zone), 0));
  }

  @ParameterizedTest
  @CsvSource({"100,hot", "70,hot", "69,warm", "40,warm", "39,cold", "0,cold", "-5,cold"})
  void by_tier_without_gap_or_overlap(int score, String queue) {
    assertEquals(
        queue, Tables.queue(BY_TIER, lead("sales@leadkit.example", "jo@a.example", "", ""), score));
  }
}
