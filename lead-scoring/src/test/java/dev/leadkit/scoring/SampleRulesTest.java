// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.Company;
import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import dev.leadkit.Spam;
import dev.leadkit.Verdict;
import dev.leadkit.tck.Leads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRulesTest {

  private final Ruleset rules = Rulesets.sample();

  private Contribution line(String rule, Lead lead) {
    return rules.score(lead).contributions().stream()
        .filter(line -> line.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  private static Company company(Integer size) {
    return new Company("acme.example", "Acme", size, "", "", "", List.of());
  }

  @ParameterizedTest
  @CsvSource({"acme.example,30", "gmail.com,0", "mail.web.de,0", "gmail.com.acme.example,30"})
  void a_company_domain_gives_30_and_free_mail_nothing(String domain, int points) {
    Contribution line = line("work-email", Leads.from("jo@" + domain, "Hello").lead());
    assertEquals(points, line.points());
    assertEquals(Verdict.of(points > 0), line.verdict());
    assertEquals(
        points > 0 ? "company domain " + domain : "sender.domain " + domain + " is in free_mail",
        line.why());
    assertEquals(List.of(Evidence.of("sender.domain", domain)), line.evidence());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SSO", "sso?", "Saml", "SOC 2", "SOC2", "soc-2", "(SOC  2)", "Single sign-on"})
  void a_mail_that_mentions_security_gets_40(String words) {
    Lead lead = Leads.from("jo@acme.example", "Do you have " + words).lead();
    Contribution line = line("security-intent", lead);
    assertEquals(40, line.points());
    Evidence evidence = line.evidence().get(0);
    assertEquals("asks about " + evidence.value(), line.why());
    String text = lead.messages().get(0).visibleText();
    assertEquals(evidence.value(), text.substring(evidence.start(), evidence.end()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"crossover", "SOC. 2 of us", "socket 2", "sock", "soc", "2"})
  void a_mail_that_only_seems_to_mention_it_gets_nothing(String words) {
    Lead lead = Leads.from("jo@acme.example", "Do you have " + words).lead();
    Contribution line = line("security-intent", lead);
    assertEquals(Verdict.FALSE, line.verdict());
    assertEquals(0, line.points());
    assertEquals("text says nothing of security", line.why());
  }

  @Test
  void quoted_history_and_signatures_give_no_points() {
    Lead lead = Leads.from(message -> message
            .from(Address.of("jo@acme.example"))
            .subject("Re: your offer")
            .textBody("Thanks.\n> We do SSO and SAML.\n-- \nJo, SOC 2 auditor")
            .visibleText("Thanks."))
        .lead();
    assertEquals(0, line("security-intent", lead).points());
  }

  @ParameterizedTest
  @CsvSource({
    "200,FALSE,0,'company.size is 200, not above 200'",
    "201,TRUE,20,'company.size is 201, above 200'"
  })
  void more_than_200_employees_give_20(int size, Verdict verdict, int points, String why) {
    Contribution line = line(
        "company-over-200",
        Leads.from("jo@acme.example", "Hello").at(company(size)).lead());
    assertEquals(
        new Contribution(
            "company-over-200",
            verdict,
            points,
            why,
            List.of(Evidence.of("company.size", String.valueOf(size)))),
        line);
  }

  @Test
  void an_unknown_size_gives_nothing_and_the_reason_says_so() {
    var unknown = new Contribution(
        "company-over-200", Verdict.UNKNOWN, 0, "company.size is not known", List.of());
    Leads lead = Leads.from("jo@acme.example", "Hello");
    assertEquals(unknown, line("company-over-200", lead.lead()));
    assertEquals(unknown, line("company-over-200", lead.at(company(null)).lead()));
  }

  @ParameterizedTest
  @EnumSource(Result.class)
  void only_a_dmarc_result_of_fail_costs_points(Result result) {
    Lead lead = Leads.from(message -> message
            .from(Address.of("jo@acme.example"))
            .visibleText("Hello")
            .spam(new Spam(0.1, List.of()))
            .security(new Security(Result.PASS, Result.PASS, result)))
        .lead();
    Contribution line = line("risky", lead);
    assertEquals(result == Result.FAIL ? -50 : 0, line.points());
    assertEquals(Verdict.of(result == Result.FAIL), line.verdict());
  }

  @ParameterizedTest
  @CsvSource({"0.49,0", "0.5,-50", "1,-50"})
  void spam_over_the_threshold_costs_points(double spam, int points) {
    Lead lead = Leads.from(message -> message.spam(new Spam(spam, List.of()))).lead();
    assertEquals(points, line("risky", lead).points());
  }

  @Test
  void without_a_filter_result_spam_is_not_known() {
    Contribution line = line("risky", Leads.from("jo@acme.example", "Hello").lead());
    assertEquals(Verdict.UNKNOWN, line.verdict());
    assertEquals("spam.score is not known", line.why());
  }

  @Test
  void all_four_add_up() {
    Leads lead = Leads.from("jo@acme.example", "Do you have SSO?").at(company(850));
    assertEquals(90, rules.score(lead.lead()).value());
    lead.and(message -> message.spam(new Spam(1, List.of())));
    assertEquals(40, rules.score(lead.lead()).value());
  }
}
