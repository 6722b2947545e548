// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Settings;
import java.util.List;

/** A scorer's and a router's part of a policy, for the contract kits. */
final class Policies {

  /** Conditions on words, on what only enrichers know, on the time of day and on texts that strangers write. */
  static final String RULES = """
      phrases:
        security: [sso, saml, "single sign-on"]
        places: [offer, istanbul]
      score: { base: 5, clamp: [0, 100] }
      rules:
        - { id: sso, add: 20, when: { text: { phrases: security } } }
        - { id: place, add: 15, when: { subject: { phrases: places } } }
        - { id: size, add: 30, when: { company.size: { gt: 200 } } }
        - { id: risky, add: -50, when: { spam.score: { gte: 0.5 } } }
      """;

  /** Routes by score and text, to queues with people who take turns. */
  static final String ROUTES = """
      derive:
        region: { of: company.country, map: { PT: emea, US: amer }, else: global }
      queues: [priority, sdr_emea, sdr_amer, sdr_global]
      routes:
        - { id: priority, when: { score: { gte: 50 } }, to: { queue: priority, sla: 15m, connectors: [crm, chat] } }
        - { id: sdr, when: always, to: { queue: "sdr_{region}", sla: 120m, connectors: [crm] } }
      """;

  private Policies() {}

  /** What a provider makes of settings in which nothing is wrong. */
  static <T> T product(Provider<T> provider, String yaml) {
    Settings settings = Settings.yaml("policy", yaml);
    T product = provider.create(settings);
    assertEquals(List.of(), settings.problems());
    return product;
  }
}
