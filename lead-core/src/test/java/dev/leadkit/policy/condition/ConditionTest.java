// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Automation;
import dev.leadkit.Company;
import dev.leadkit.Evidence;
import dev.leadkit.Forwarded;
import dev.leadkit.Lead;
import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import dev.leadkit.Segment;
import dev.leadkit.Spam;
import dev.leadkit.Understanding;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import dev.leadkit.text.IntList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  private static final String WORDS = """
      lists:
        free: { words: [gmail.com, Web.DE., bücher.example, co.example], as: domain }
        markets: [Software, BANKING]
      phrases:
        security: [sso, saml, "soc~2", "single sign-on"]
      derive:
        product: { of: recipient.local, prefix: { api: api, sales: core } }
      """;

  private static final Company ACME =
      new Company("acme.example", "Acme", 850, "software", "DE", "Europe/Berlin", List.of());
  private static final Lead KNOWN =
      Leads.from("ada@acme.example", "We need SSO.").at(ACME).lead();
  private static final Lead UNKNOWN =
      Leads.from("ada@acme.example", "We need SSO.").lead();

  /** What a condition says of a lead; what is wrong with it fails the test. */
  private static ConditionResult ask(String when, Lead lead) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    Condition condition = ConditionLinter.check(
        ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    assertEquals(List.of(), root.problems(), when);
    EvaluationContext view =
        Conditions.of(vocabulary.fields(), List.of(condition)).view(lead);
    return condition.test(view);
  }

  private static Verdict verdict(String when, Lead lead) {
    return ask(when, lead).verdict();
  }

  private static String describe(String when) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    return ConditionLinter.check(
            ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()))
        .describe();
  }

  private static List<String> problems(String when) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    ConditionLinter.check(ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    return root.problems();
  }

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

  @Test
  void a_presumption_is_shown() {
    assertEquals(
        "company.size is not known, which counts as true",
        ask("{ company.size: { gt: 200, ifMissing: true } }", UNKNOWN).why());
    assertEquals(
        "company.size is above 200 (true if not known)",
        describe("{ company.size: { gt: 200, ifMissing: true } }"));
  }

  @Test
  void a_phrase_may_reach_over_a_sentence_where_it_says_so() {
    Lead lead = Leads.from("a@acme.example", "Single sign. On request.").lead();
    assertEquals(Verdict.FALSE, verdict("{ text: { phrase: sign on } }", lead));
    String across = "{ text: { phrase: { phrase: sign on, across: sentence } } }";
    assertEquals(Verdict.TRUE, verdict(across, lead));
    assertEquals("sign. On", ask(across, lead).match());
  }

  @Test
  void a_phrase_without_boundaries_is_found_inside_of_words() {
    Lead lead = Leads.from("a@acme.example", "我们需要单点登录。 价格？").lead();
    assertEquals(Verdict.FALSE, verdict("{ text: { phrase: 单点登录 } }", lead));
    String anywhere = "{ text: { phrase: [{ phrase: 单点登录, boundary: none }] } }";
    assertEquals(Verdict.TRUE, verdict(anywhere, lead));
    ConditionResult answer = ask(anywhere, lead);
    assertEquals("单点登录", answer.match());
    assertEquals(4, answer.evidence().get(0).start());
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

  @Test
  void a_condition_can_ask_for_what_is_not_own_text() {
    String text = "We need pumps.\n-- \nAda, Head of SSO\n";
    Lead lead = Leads.from(message -> message
            .visibleText("We need pumps.")
            .understanding(Understanding.NONE.withText(
                text,
                List.of(
                    new Segment(Segment.Kind.OWN_TEXT, 0, 15, "text", 0.9),
                    new Segment(Segment.Kind.SIGNATURE, 15, text.length(), "separator", 0.95)))))
        .lead();
    assertEquals(Verdict.FALSE, ask("{ text: { phrases: security } }", lead).verdict());
    ConditionResult answer = ask("{ text.signature: { phrases: security } }", lead);
    assertEquals(Verdict.TRUE, answer.verdict());
    assertEquals("text.signature", answer.evidence().get(0).field());
    assertEquals("SSO", answer.evidence().get(0).value());
  }

  @Test
  void evidence_tells_message_and_place_of_the_words() {
    Lead lead = Leads.from("jo@acme.example", "Hello.")
        .and("jo@acme.example", "Do you have SOC\n2, or Single-Sign On?")
        .lead();
    ConditionResult answer = ask("{ text: { phrases: security } }", lead);
    String second = lead.messages().get(1).id();
    assertEquals(
        List.of(
            Evidence.of("text", "SOC\n2", second, 12, 17),
            Evidence.of("text", "Single-Sign On", second, 22, 36)),
        answer.evidence());
    assertEquals("SOC\n2", answer.match());
    String text = lead.messages().get(1).visibleText();
    answer
        .evidence()
        .forEach(item -> assertEquals(item.value(), text.substring(item.start(), item.end())));
  }

  @Test
  void the_subject_is_text_but_no_phrase_reaches_from_it_into_the_body() {
    Lead lead = Leads.from(
            message -> message.subject("About SAML and soc").visibleText("2 questions"))
        .lead();
    assertEquals(
        List.of(Evidence.of("subject", "SAML", lead.messages().get(0).id(), 6, 10)),
        ask("{ text: { phrases: security } }", lead).evidence());
    assertEquals(Verdict.TRUE, verdict("{ subject: { phrase: about saml } }", lead));
    assertEquals(Verdict.FALSE, verdict("{ subject: { phrase: questions } }", lead));
  }

  @Test
  void the_original_inside_a_forward_counts() {
    Lead lead = Leads.from(message -> message
            .from(Address.of("colleague@leadkit.example"))
            .subject("Fwd: hello")
            .visibleText("See below.")
            .forwarded(new Forwarded(Address.of("jo@acme.example"), "hello", "Do you do SSO?")))
        .lead();
    assertEquals(
        List.of(Evidence.of("forwarded.text", "SSO", lead.messages().get(0).id(), 10, 13)),
        ask("{ text: { phrases: security } }", lead).evidence());
    assertEquals(Verdict.TRUE, verdict("{ sender.domain: { is: acme.example } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ sender.origin: { is: forwarded } }", lead));
  }

  @Test
  void quoted_history_and_signature_do_not_count() {
    Lead lead = Leads.from(message -> message
            .subject("Re: offer")
            .textBody("Thanks!\n> Do you need SSO?\n-- \nJo, SAML expert")
            .visibleText("Thanks!"))
        .lead();
    assertEquals(Verdict.FALSE, verdict("{ text: { phrases: security } }", lead));
  }

  @Test
  void a_mail_without_any_text_says_nothing_and_does_not_say_that_it_says_nothing() {
    Lead lead = Leads.from(message -> message.subject(" ").visibleText("\n")).lead();
    assertEquals(Verdict.UNKNOWN, verdict("{ text: { phrases: security } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ text: { missing: true } }", lead));
  }

  @Test
  void message_and_auth_mean_the_newest_message_that_a_person_wrote() {
    Lead lead = Leads.from(message -> message
            .visibleText("A question")
            .security(new Security(Result.PASS, Result.PASS, Result.PASS)))
        .and(message -> message
            .visibleText("One more")
            .spam(new Spam(0.75, List.of()))
            .security(new Security(Result.NONE, Result.NONE, Result.FAIL)))
        .and(message -> message
            .visibleText("I am away")
            .automation(Automation.AUTO_REPLY)
            .security(new Security(Result.PASS, Result.PASS, Result.PASS)))
        .lead();
    assertEquals(Verdict.TRUE, verdict("{ message.automation: { is: none } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ lead.automation: { is: none } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ auth.dmarc: { is: FAIL } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ spam.score: { between: [0.75, 0.8] } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ lead.messages: { is: 3 } }", lead));
    assertEquals(Verdict.TRUE, verdict("{ text: { phrase: a question } }", lead));
    assertEquals(Verdict.FALSE, verdict("{ text: { phrase: i am away } }", lead));
  }

  @Test
  void an_answer_says_why_in_words() {
    assertEquals(
        "company.size is 850, above 200",
        ask("{ company.size: { gt: 200 } }", KNOWN).why());
    assertEquals(
        "company.size is 850, not below 9",
        ask("{ company.size: { lt: 9 } }", KNOWN).why());
    assertEquals(
        "company.size is not known", ask("{ company.size: { gt: 2 } }", UNKNOWN).why());
    assertEquals(
        "company.country is DE, not NO or SE",
        ask("{ company.country: { in: [NO, SE] } }", KNOWN).why());
    assertEquals(
        "sender.domain acme.example is not in free",
        ask("{ sender.domain: { notInList: free } }", KNOWN).why());
    assertEquals(
        "text says \"SSO\"", ask("{ text: { phrases: security } }", KNOWN).why());
    assertEquals(
        "text says nothing of \"pilot\"",
        ask("{ text: { phrase: pilot } }", KNOWN).why());
    assertEquals(
        "company.size is not known; company.country is not known",
        ask("{ company.size: { gt: 2 }, company.country: { is: DE } }", UNKNOWN).why());
  }

  /** For each operator what it says of itself, where it is true and where it is false. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ company.size: { is: 850 } }|company.size is 850|company.size is 850",
        "{ company.size: { isNot: 850 } }|company.size is not 850|company.size is 850",
        "{ company.name: { is: acme, exact: true } }|company.name is exactly acme|company.name is Acme, not acme",
        "{ company.industry: { inList: markets } }|company.industry is in markets|company.industry software is in markets",
        "{ company.size: { gte: 850 } }|company.size is at least 850|company.size is 850, at least 850",
        "{ company.size: { gt: 850 } }|company.size is above 850|company.size is 850, not above 850",
        "{ company.size: { lte: 850 } }|company.size is at most 850|company.size is 850, at most 850",
        "{ company.size: { between: [1, 9] } }|company.size is at least 1 and below 9|company.size is 850, not at least 1 and below 9",
        "{ text: { phrase: sso } }|text says one of \"sso\"|text says \"SSO\"",
        "{ text: { count: { phrases: security, atLeast: 2 } } }|text says at least 2 of security|text says 1 of security, not 2",
        "{ text: { phrases: security } }|text says one of security|text says \"SSO\"",
        "{ text: { regex: 'need +sso' } }|text matches need +sso|text matches need +sso",
        "{ text: { regex: 'need saml' } }|text matches need saml|text does not match need saml",
        "{ lead.received: { since: 2026-03-02T12:00:00Z } }|lead.received is since 2026-03-02T12:00:00Z|lead.received is 2026-03-02T12:00:00Z, since 2026-03-02T12:00:00Z",
        "{ lead.received: { before: 2026-03-02T12:00:00Z } }|lead.received is before 2026-03-02T12:00:00Z|lead.received is 2026-03-02T12:00:00Z, not before 2026-03-02T12:00:00Z",
        "{ lead.received: { window: { from: '09:00', to: '17:00', zone: UTC } } }|lead.received is from 09:00 to before 17:00 in UTC|lead.received is 2026-03-02T12:00:00Z, from 09:00 to before 17:00 in UTC",
        "{ lead.received: { dayOf: { in: [tue, sun], zone: UTC } } }|lead.received is on tue or sun in UTC|lead.received is 2026-03-02T12:00:00Z, not on tue or sun in UTC",
        "{ company.size: { gt: 1, ifMissing: true } }|company.size is above 1 (true if not known)|company.size is 850, above 1",
        "{ company.size: { exists: true } }|company.size is known|company.size is known",
        "{ company.size: { missing: true } }|company.size is not known|company.size is known",
        "always|always|always",
        "{ all: [{ company.size: { gt: 1 } }, { company.size: { lt: 9999 } }] }|company.size is above 1 and company.size is below 9999|company.size is 850, above 1; company.size is 850, below 9999",
        "{ not: { company.size: { gt: 1 } } }|not (company.size is above 1)|company.size is 850, above 1",
        "{ sender.email: { is: ada@acme.example } }|sender.email is ada@acme.example|sender.email is ada@acme.example",
      })
  void a_condition_says_what_it_asks_and_what_it_found(String when, String asks, String found) {
    assertEquals(asks, describe(when));
    assertEquals(found, ask(when, KNOWN).why());
  }

  @Test
  void what_counts_as_answered_where_it_is_missing_says_so() {
    ConditionResult answer = ask("{ company.size: { gt: 200, ifMissing: true } }", UNKNOWN);
    assertEquals("company.size is not known, which counts as true", answer.why());
    assertEquals(List.of(), answer.evidence());
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ text: { phrase: demo } }|true",
        "{ text: { regex: 'demo+' } }|true",
        "{ text: { phrase: demo, ifMissing: true } }|true",
        "{ company.size: { gt: 5 } }|false",
        "always|false",
        "{ not: { text: { phrase: demo } } }|false",
        "{ not: { not: { text: { phrase: demo } } } }|true",
        "{ any: [{ company.size: { gt: 5 } }, { text: { phrase: demo } }] }|true",
        "{ all: [{ company.size: { gt: 5 } }, { text: { phrase: demo } }] }|true",
        "{ any: [{ company.size: { gt: 5 } }, { company.size: { lt: 3 } }] }|false",
        "{ all: [{ company.size: { gt: 5 } }, { company.size: { lt: 9 } }] }|false",
        "{ not: { any: [{ company.size: { gt: 5 } }, { text: { phrase: demo } }] } }|false",
      })
  void only_what_it_finds_makes_a_condition_quote_words(String when, boolean finds) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    Condition condition = ConditionLinter.check(
        ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    assertEquals(finds, condition.findsWords());
  }

  @Test
  void as_many_phrases_are_counted_as_there_are_each_with_its_place() {
    List<String> words =
        IntStream.range(0, 300).mapToObj(i -> "w" + i * 7 % 300 + "x").toList();
    Lead lead = Leads.from("ada@acme.example", String.join(" ", words) + " " + words.get(0))
        .lead();
    for (int atLeast : new int[] {300, 301}) {
      Settings root = Settings.yaml(
          "test",
          "phrases: { many: [" + String.join(", ", words) + ", other] }\n"
              + "when: { text: { count: { phrases: many, atLeast: " + atLeast + " } } }\n");
      Definitions vocabulary = Definitions.read(root);
      Condition condition = ConditionLinter.check(
          ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
      Conditions compiled = Conditions.of(vocabulary.fields(), List.of(condition));
      ConditionResult answer = condition.test(compiled.view(lead));
      assertEquals(Verdict.of(atLeast == 300), answer.verdict());
      assertEquals(atLeast == 300 ? 1 : 0, compiled.matches(lead).length);
      if (atLeast == 300) {
        assertEquals(
            words, answer.evidence().stream().map(Evidence::value).toList(), "in their order");
      }
    }
  }

  @Test
  void no_reason_names_a_person() {
    ConditionResult answer = ask("{ sender.email: { is: jo@acme.example } }", KNOWN);
    assertFalse(answer.why().contains("ada"), answer.why());
    assertEquals("ada@acme.example", answer.evidence().get(0).value());
  }

  @Test
  void a_condition_describes_itself() {
    assertEquals(
        "(sender.domain is not in free or text says one of security) and company.size is at least"
            + " 10 and below 20 and not (company.country is known)",
        describe(
            "{ any: [ { sender.domain: { notInList: free } }, { text: { phrases: security } } ],"
                + " company.size: { between: [10, 20] }, not: { company.country: { exists: true } } }"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          { sender.domian: { is: a } }        | test:8:9: when.sender.domian: unknown key; did you mean 'sender.domain'?
          { company.size: { above: 3 } }      | test:8:25: when.company.size.above: unknown key; known: is, isNot, in, notIn, gt, gte, lt, lte, between, exists, missing
          { company.size: { gt: big } }       | test:8:29: when.company.size.gt: set to 'big'; expected a number
          { company.size: 5 }                 | test:8:23: when.company.size: expected an operator and a value; known: is, isNot, in, notIn, gt, gte, lt, lte, between, exists, missing
          { company.size: { between: [2,1] } } | test:8:34: when.company.size.between: nothing lies from 2 to below 1; expected the smaller number first
          { auth.dmarc: { is: failed } }      | test:8:27: when.auth.dmarc.is: set to 'failed', which is not one of its values; did you mean 'fail'?
          { sender.domain: { inList: fre } }  | test:8:34: when.sender.domain.inList: set to 'fre', which is not defined; did you mean 'free'?
          { sender.name: { inList: free } }   | test:8:32: when.sender.name.inList: the list 'free' holds domains; expected one of words
          { text: { is: hello } }             | test:8:17: when.text.is: unknown key; known: phrase, phrases, count, regex, exists, missing
          { text: { phrase: "..." } }         | test:8:25: when.text.phrase: set to '...'; expected words of letters or digits, at most 6 '~' between them; symbols need a word beside them, as in c++
          { text: { phrase: "" } }            | test:8:25: when.text.phrase: set to ''; expected words of letters or digits, at most 6 '~' between them; symbols need a word beside them, as in c++
          { text: { phrase: [a, ""] } }       | test:8:29: when.text.phrase[1]: set to ''; expected words of letters or digits, at most 6 '~' between them; symbols need a word beside them, as in c++
          { sender.calling_code: { is: "+049" } } | test:8:36: when.sender.calling_code.is: set to '+049', which sender.calling_code never holds; expected + and a country code: +49
          { text: { phrases: [] } }           | test:8:26: when.text.phrases: expected the name of a phrase set
          { all: [] }                         | test:8:14: when.all: expected a list of one or more conditions
          { score: { gte: 70 } }              | test:8:16: when.score: the score is not known before all rules have been asked
          {}                                  | test:8:7: when: empty; expected always, or a condition
          []                                  | test:8:7: when: a list; expected all, any or not before it
          alway                               | test:8:7: when: set to 'alway'; expected always, or a condition
          { source.known: { is: maybe } }     | test:8:29: when.source.known.is: set to 'maybe'; expected true or false
          { text: { regex: "(a" } }           | test:8:24: when.text.regex: set to '(a', which is not a regular expression: expected ) at the end
          { text: { phrase: a, exact: true } } | test:8:35: when.text.exact: means nothing here; expected is, isNot, in, notIn or regex
          { text: { count: { phrases: security, atLeast: 9 } } } | test:8:35: when.text.count.phrases: has 4 phrases, never 9; expected atLeast: 1 to 4
          { lead.received: { dayOf: { in: [someday], zone: UTC } } } | test:8:40: when.lead.received.dayOf.in[0]: set to 'someday'; expected one of mon, tue, wed, thu, fri, sat, sun
          { lead.received: { window: { from: "9", to: "17:00", zone: UTC } } } | test:8:42: when.lead.received.window.from: set to '9'; expected a time such as "09:00"
          { lead.received: { since: today } } | test:8:33: when.lead.received.since: set to 'today'; expected an instant such as 2026-03-02T12:00:00Z
          { company.size: { ifMissing: true } } | test:8:23: when.company.size: expected an operator and a value; known: is, isNot, in, notIn, gt, gte, lt, lte, between, exists, missing
          { company.country: { in: [] } }     | test:8:32: when.company.country.in: expected a list of one or more values
          """)
  void what_is_wrong_is_said_at_its_place(String when, String problem) {
    assertEquals(List.of(problem), problems(when));
  }

  @Test
  void a_text_is_read_once_for_all_conditions() {
    Settings root = Settings.yaml(
        "test",
        WORDS
            + "a: { text: { phrases: security } }\nb: { not: { text: { phrase: [sso, need] } } }\n");
    Definitions vocabulary = Definitions.read(root);
    Condition one =
        ConditionLinter.check(ConditionReader.read(root.at("a"), vocabulary, vocabulary.fields()));
    Condition other =
        ConditionLinter.check(ConditionReader.read(root.at("b"), vocabulary, vocabulary.fields()));
    EvaluationContext view =
        Conditions.of(vocabulary.fields(), List.of(one, other)).view(KNOWN);
    assertEquals(Verdict.TRUE, one.test(view).verdict());
    assertEquals(Verdict.FALSE, other.test(view).verdict());
    assertTrue(view.hits("text") == view.hits("text"), "the passages were searched twice");
    var phrases = new IntList();
    view.hits("text").addTo(phrases, new int[][] {{0}, {1}, {2}, {3}, {4}, {5}});
    assertEquals(2, phrases.count());
  }
}
