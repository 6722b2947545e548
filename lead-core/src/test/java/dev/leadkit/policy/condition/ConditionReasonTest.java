// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static dev.leadkit.policy.condition.ConditionFixture.KNOWN;
import static dev.leadkit.policy.condition.ConditionFixture.UNKNOWN;
import static dev.leadkit.policy.condition.ConditionFixture.WORDS;
import static dev.leadkit.policy.condition.ConditionFixture.ask;
import static dev.leadkit.policy.condition.ConditionFixture.describe;
import static dev.leadkit.policy.condition.ConditionFixture.problems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition says what it asks, why it answered so, and what is wrong with it. */
class ConditionReasonTest {

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
}
