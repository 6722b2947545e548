// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static dev.leadkit.policy.condition.ConditionFixture.KNOWN;
import static dev.leadkit.policy.condition.ConditionFixture.UNKNOWN;
import static dev.leadkit.policy.condition.ConditionFixture.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Lead;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Leads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator is true, false or unknown of a lead, as its definition says. */
class ConditionTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          { company.size: { gt: 849 } }              | TRUE
          { company.size: { gt: 850 } }              | FALSE
          { company.size: { gte: 850 } }             | TRUE
          { company.size: { lt: 850 } }              | FALSE
          { company.size: { lte: 850.0 } }           | TRUE
          { company.size: { between: [850, 900] } }  | TRUE
          { company.size: { between: [800, 850] } }  | FALSE
          { company.size: { is: 850.00 } }           | TRUE
          { company.size: { in: [1, 850] } }         | TRUE
          { company.size: { isNot: 850 } }           | FALSE
          { company.size: { gt: 1, lt: 2 } }         | FALSE
          { company.industry: { is: SOFTWARE } }     | TRUE
          { company.industry: { inList: markets } }  | TRUE
          { company.country: { notIn: [NO, SE] } }   | TRUE
          { company.zone: { exists: true } }         | TRUE
          { company.zone: { missing: true } }        | FALSE
          { company.name: { phrase: acme } }         | TRUE
          { company.name: { phrase: acm } }          | FALSE
          { source.known: { is: true } }             | TRUE
          { product: { is: core } }                  | TRUE
          { lead.messages: { is: 1 } }               | TRUE
          { sender.tld: { is: example } }            | TRUE
          { not: { company.size: { gt: 849 } } }     | FALSE
          always                                     | TRUE
          """)
  void operators_on_what_is_known(String when, Verdict expected) {
    assertEquals(expected, verdict(when, KNOWN));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          { company.name: { is: ACME, exact: true } }                                      ; FALSE
          { company.name: { is: Acme, exact: true } }                                      ; TRUE
          { company.name: { notIn: [ACME], exact: true } }                                 ; TRUE
          { text: { count: { phrases: security, atLeast: 1 } } }                           ; TRUE
          { text: { count: { phrases: security, atLeast: 2 } } }                           ; FALSE
          { text: { regex: "need s+o" } }                                                  ; TRUE
          { text: { regex: "need s+o", exact: true } }                                     ; FALSE
          { text: { phrase: { phrase: sso, case: exact } } }                               ; FALSE
          { text: { phrase: { phrase: SSO, case: exact } } }                               ; TRUE
          { text: { phrase: { phrase: SS, boundary: none } } }                             ; TRUE
          { text: { phrase: { phrase: "eed ss", boundary: none } } }                       ; TRUE
          { text: { phrase: { phrase: eedss, boundary: none } } }                          ; FALSE
          { lead.received: { since: "2026-03-02T12:00:00Z" } }                             ; TRUE
          { lead.received: { since: "2026-03-02T13:00:01+01:00" } }                        ; FALSE
          { lead.received: { before: "2026-03-02T12:00:00Z" } }                            ; FALSE
          { lead.received: { window: { from: "13:00", to: "14:00", zone: Europe/Berlin } } } ; TRUE
          { lead.received: { window: { from: "12:00", to: "13:00", zone: Europe/Berlin } } } ; FALSE
          { lead.received: { window: { from: "22:00", to: "13:30", zone: Europe/Berlin } } } ; TRUE
          { lead.received: { dayOf: { in: [mon, fri], zone: UTC } } }                      ; TRUE
          { lead.received: { dayOf: { in: [tue], zone: Asia/Tokyo } } }                    ; FALSE
          { company.size: { gt: 200, ifMissing: true } }                                   ; TRUE
          """)
  void more_operators_on_what_is_known(String when, Verdict expected) {
    assertEquals(expected, verdict(when, KNOWN));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          { company.size: { gt: 200, ifMissing: true } }          ; TRUE
          { company.size: { gt: 200, ifMissing: false } }         ; FALSE
          { not: { company.size: { gt: 200, ifMissing: false } } }; TRUE
          { company.name: { regex: acme } }                       ; UNKNOWN
          { company.name: { is: Acme, exact: true } }             ; UNKNOWN
          """)
  void what_is_missing_counts_as_the_policy_says(String when, Verdict expected) {
    assertEquals(expected, verdict(when, UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          { company.size: { gt: 200 } }                                              | UNKNOWN
          { company.country: { isNot: DE } }                                         | UNKNOWN
          { company.industry: { notInList: markets } }                               | UNKNOWN
          { not: { company.size: { gt: 200 } } }                                     | UNKNOWN
          { company.size: { missing: true } }                                        | TRUE
          { company.size: { exists: true } }                                         | FALSE
          { company.size: { exists: false } }                                        | TRUE
          { spam.score: { gte: 0 } }                                                 | UNKNOWN
          { auth.dmarc: { is: fail } }                                               | FALSE
          { auth.dmarc: { is: none } }                                               | TRUE
          { all: [ { company.size: { gt: 1 } }, { sender.tld: { is: org } } ] }      | FALSE
          { all: [ { company.size: { gt: 1 } }, { sender.tld: { is: example } } ] }  | UNKNOWN
          { any: [ { company.size: { gt: 1 } }, { sender.tld: { is: example } } ] }  | TRUE
          { any: [ { company.size: { gt: 1 } }, { sender.tld: { is: org } } ] }      | UNKNOWN
          { any: [ { sender.tld: { is: com } }, { sender.tld: { is: org } } ] }      | FALSE
          """)
  void what_is_missing_is_not_known(String when, Verdict expected) {
    assertEquals(expected, verdict(when, UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource({
    "gmail.com,TRUE",
    "GMAIL.COM,TRUE",
    "gmail.com.,TRUE",
    "mail.gmail.com,TRUE",
    "notgmail.com,FALSE",
    "gmail.com.evil.example,FALSE",
    "com,FALSE",
    "web.de,TRUE",
    "xn--bcher-kva.example,TRUE",
    "bücher.example,TRUE",
    "shop.bücher.example,TRUE",
    "a.co.example,TRUE",
    "co.example,TRUE",
    "aco.example,FALSE"
  })
  void a_domain_is_in_a_list_by_labels_and_never_by_letters(String domain, Verdict expected) {
    Lead lead = Leads.from("jo@" + domain, "Hello").lead();
    assertEquals(expected, verdict("{ sender.domain: { inList: free } }", lead));
    assertEquals(expected.not(), verdict("{ sender.domain: { notInList: free } }", lead));
  }

  @Test
  void a_sender_without_a_domain_is_neither_in_a_list_nor_not() {
    Lead lead = Leads.from("", "Hello").lead();
    assertEquals(Verdict.UNKNOWN, verdict("{ sender.domain: { inList: free } }", lead));
    assertEquals(Verdict.UNKNOWN, verdict("{ sender.domain: { notInList: free } }", lead));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ window: { from: '12:00', to: '12:01', zone: UTC } }|TRUE",
        "{ window: { from: '11:59', to: '12:00', zone: UTC } }|FALSE",
        "{ window: { from: '12:01', to: '12:00', zone: UTC } }|FALSE",
        "{ window: { from: '12:01', to: '11:59', zone: UTC } }|FALSE",
        "{ window: { from: '12:00', to: '11:59', zone: UTC } }|TRUE",
        "{ window: { from: '13:00', to: '12:01', zone: UTC } }|TRUE",
        "{ dayOf: { in: [mon], zone: UTC } }|TRUE",
        "{ dayOf: { in: [sun, tue], zone: UTC } }|FALSE",
        "{ dayOf: { in: [tue], zone: Pacific/Kiritimati } }|TRUE",
      })
  void a_window_has_its_beginning_and_not_its_end(String test, Verdict verdict) {
    assertEquals(verdict, verdict("{ lead.received: " + test + " }", KNOWN));
  }
}
