// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Automation;
import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Security;
import dev.leadkit.Source;
import dev.leadkit.Spam;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Settings;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DefaultPolicyTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final Policy policy = PolicySource.file(file()).policy();

  private static Path file() {
    try {
      return Path.of(Objects.requireNonNull(DefaultPolicyTest.class.getResource("policy.yaml"))
          .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_enterprise_that_asks_for_sso_goes_to_an_account_executive_within_15_minutes() {
    var acme = new Company("acme.example", "Acme", 850, "", "DE", "", List.of());
    Fact.Qualified decision = decide(
        "ada@acme.example", "sales@leadkit.example", "Do you support SSO?", Automation.NONE, acme);
    assertEquals(90, decision.score().value());
    assertEquals("ae_priority", decision.assignment().queue());
    assertEquals(Duration.ofMinutes(15), decision.assignment().sla());
    assertEquals(NOON.plusSeconds(900), decision.assignment().due());
    assertEquals(List.of("crm"), decision.assignment().connectors());
  }

  @Test
  void mail_to_the_api_address_goes_to_devrel() {
    Fact.Qualified decision = decide(
        "jo@gmail.com",
        "api+beta@leadkit.example",
        "A question on webhooks",
        Automation.NONE,
        null);
    assertEquals("devrel", decision.assignment().queue());
  }

  @Test
  void every_other_lead_goes_to_the_sales_team_of_its_region() {
    Fact.Qualified known =
        decide("jo@web.de", "sales@leadkit.example", "A question on prices", Automation.NONE, null);
    assertEquals("sdr_emea", known.assignment().queue());
    Fact.Qualified unknown = decide(
        "jo@gmail.com", "sales@leadkit.example", "A question on prices", Automation.NONE, null);
    assertEquals("sdr_global", unknown.assignment().queue());
    assertTrue(
        unknown.assignment().reason().contains("company.country is not known"),
        unknown.assignment().reason());
  }

  @Test
  void advertising_of_unproven_origin_is_quarantined_even_from_a_work_address() {
    Fact.Qualified decision = decide(
        "jo@seo.example",
        "sales@leadkit.example",
        "We offer SEO services and link building.",
        Automation.NONE,
        null);
    assertEquals(-30, decision.score().value());
    assertEquals(Disposition.QUARANTINED, decision.assignment().disposition());
  }

  @Test
  void mail_is_quarantined_on_two_witnesses_and_not_on_one() {
    var disowned = new Security(Security.Result.NONE, Security.Result.NONE, Security.Result.FAIL);
    var spam = new Spam(0.9, List.of());
    assertEquals(Disposition.QUARANTINED, decide(disowned, spam));
    assertEquals(Disposition.LEAD, decide(disowned, Spam.NONE));
    assertEquals(Disposition.LEAD, decide(Security.NONE, spam));
  }

  private Disposition decide(Security security, Spam spam) {
    Message message = Message.builder("evt_1", NOON)
        .from(Address.of("jo@acme.example"))
        .textBody("A question on prices")
        .visibleText("A question on prices")
        .security(security)
        .spam(spam)
        .build();
    LeadId id = LeadId.openedBy(message.id());
    Lead lead = Lead.of(id)
        .apply(new LeadEvent(
            id, 1, NOON, new Fact.Received(message, Source.unknown(""), List.of(), "")));
    return policy.router().route(lead, policy.scorer().score(lead)).disposition();
  }

  @Test
  void mail_written_by_a_machine_is_automatic_but_a_web_form_is_not() {
    for (Automation kind : Automation.values()) {
      Fact.Qualified decision =
          decide("jo@acme.example", "sales@leadkit.example", "A question", kind, null);
      boolean lead = kind == Automation.NONE || kind == Automation.GENERATED;
      assertEquals(
          lead ? Disposition.LEAD : Disposition.AUTOMATIC,
          decision.assignment().disposition(),
          kind.name());
    }
  }

  @Test
  void the_version_depends_on_the_content_of_the_policy_and_its_lists_and_not_on_the_form() {
    String free = "gmail.com\nweb.de\n";
    String version = version(RULES, free);
    assertEquals(version, version("# a note\n" + RULES.replace("add: 30", "add:   30 "), free));
    assertEquals(version, version(RULES, "# a note\n" + free));
    assertNotEquals(version, version(RULES.replace("add: 30", "add: 31"), free));
    assertNotEquals(version, version(RULES, free + "gmx.de\n"));
  }

  private static final String RULES = """
      schema: lead-policy/1
      lists: { free: { file: free.txt, as: domain } }
      rules: [{ id: work, add: 30, when: { sender.domain: { notInList: free } } }]
      routes: [{ id: all, when: always, to: { queue: sdr } }]
      """;

  private static String version(String policy, String free) {
    return PolicyReader.read(Settings.yaml("policy.yaml", policy).withFiles(name -> free))
        .version();
  }

  private Fact.Qualified decide(
      String from, String to, String text, Automation automation, @Nullable Company company) {
    var raw = RawMessage.of((from + to + text).getBytes(StandardCharsets.UTF_8));
    Message message = Message.builder(raw, NOON)
        .from(Address.of(from))
        .to(List.of(Address.of(to)))
        .subject("Enquiry")
        .textBody(text)
        .visibleText(text)
        .automation(automation)
        .build();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact.Received(message, Source.of("sales", to), Key.of(message), ""));
    if (company != null) {
      facts.add(new Fact.Enriched("task", "companies", Enrichment.of(company)));
    }
    var history = new ArrayList<LeadEvent>();
    LeadId id = LeadId.openedBy(message.id());
    facts.forEach(fact -> history.add(new LeadEvent(id, history.size() + 1, NOON, fact)));
    Lead lead = Lead.of(id, history);
    var score = policy.scorer().score(lead);
    return new Fact.Qualified(score, policy.router().route(lead, score), policy.version());
  }
}
