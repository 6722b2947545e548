// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Settings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the section {@code when} with a condition that just keeps it and one that just breaks it. */
class ConditionProblemsTest {

  private static List<String> findings(String when) {
    Settings root = Settings.yaml("test", """
        lists:
          free: { words: [gmail.com], as: domain }
          markets: [software]
        phrases:
          security: [sso, saml]
        when: %s
        """.formatted(when));
    Definitions vocabulary = Definitions.read(root);
    ConditionLinter.check(ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    return root.findings().stream().map(Diagnostic::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "always|-",
        "never|set to 'never'; expected always, or a condition",
        "{}|empty; expected always, or a condition",
        "[{ text: { phrase: demo } }]|a list; expected all, any or not before it",
        "|not set; expected always, or a condition",
        "{ all: [] }|all: expected a list of one or more conditions",
        "{ any: [] }|any: expected a list of one or more conditions",
        "{ any: [{ text: { phrase: demo } }, { text: { phrase: price } }] }|-",
        "{ score: { gt: 5 } }|the score is not known before all rules have been asked",
        "{ company.siz: { gt: 5 } }|unknown key; did you mean 'company.size'?",
        "{ al: [always] }|unknown key; did you mean 'all'?",
        "{ company.size: 5 }|expected an operator and a value; known: is, isNot, in, notIn, gt, gte, lt, lte, between, exists, missing",
        "{ company.size: {} }|expected an operator and a value; known: is,",
        "{ company.size: { gr: 5 } }|unknown key; did you mean 'gt'?",
        "{ company.size: { phrase: x } }|phrase: unknown key",
        "{ company.size: { ifMissing: true } }|expected an operator and a value; known: is,",
        "{ company.size: { gt: 5, ifMissing: true } }|-",
        "{ company.size: { exists: true, ifMissing: true } }|exists and missing need no ifMissing; expected other operators",
        "{ company.size: { gt: 5, exact: true } }|exact: means nothing here; expected is, isNot, in, notIn or regex",
        "{ company.name: { is: Acme, exact: true } }|-",
        "{ company.name: { in: [Acme], exact: true, ifMissing: true } }|-",
        "{ company.name: { in: [] } }|expected a list of one or more values",
        "{ company.name: { is: ' ' } }|empty; expected a value, or missing: true",
        "{ auth.dmarc: { is: pass } }|-",
        "{ auth.dmarc: { is: ' PASS ' } }|-",
        "{ auth.dmarc: { is: passed } }|set to 'passed', which is not one of its values; did you mean 'pass'?",
        "{ company.industry: { inList: markets } }|-",
        "{ sender.domain: { inList: free } }|-",
        "{ sender.domain: { inList: markets } }|the list 'markets' holds words; expected one with as: domain",
        "{ company.industry: { inList: free } }|the list 'free' holds domains; expected one of words",
        "{ company.industry: { inList: marked } }|did you mean 'markets'?",
        "{ text: { phrase: [] } }|expected one or more phrases",
        "{ text: { phrases: [] } }|expected the name of a phrase set",
        "{ text: { phrases: security } }|-",
        "{ text: { phrases: securety } }|did you mean 'security'?",
        "{ text: { count: { phrases: security, atLeast: 2 } } }|-",
        "{ text: { count: { phrases: security, atLeast: 3 } } }|has 2 phrases, never 3; expected atLeast: 1 to 2",
        "{ text: { count: { phrases: security, atLeast: 0 } } }|atLeast: set to 0; expected 1 to 1000000",
        "{ text: { count: { phrases: security } } }|atLeast: not set",
        "{ text: { count: { atLeast: 2 } } }|phrases: not set",
        "{ text: { regex: 'need \\d+' } }|-",
        "{ text: { regex: 'ab\\d+' } }|slow-regex: when.text.regex: no plain text of 3 characters or more is part of every match",
        "{ text: { regex: 'abc\\d+' } }|-",
        "{ text: { regex: '(' } }|set to '(', which is not a regular expression: ",
        "{ lead.received: { since: 2026-03-02T12:00:00Z } }|-",
        "{ lead.received: { since: 2026-03-02 } }|set to '2026-03-02'; expected an instant such as 2026-03-02T12:00:00Z",
        "{ lead.received: { window: { from: '09:00', to: '17:00', zone: UTC } } }|-",
        "{ lead.received: { window: { from: '09:00', to: '09:00', zone: UTC } } }|from and to are the same; expected two times of a day",
        "{ lead.received: { window: { from: '9', to: '17:00', zone: UTC } } }|from: set to '9'; expected a time such as",
        "{ lead.received: { window: { to: '17:00', zone: UTC } } }|from: not set",
        "{ lead.received: { window: { from: '09:00', zone: UTC } } }|to: not set",
        "{ lead.received: { window: { from: '09:00', to: '17:00' } } }|zone: not set",
        "{ lead.received: { window: { from: '09:00', to: '17:00', zone: Europe/Berlim } } }|did you mean 'Europe/Berlin'?",
        "{ lead.received: { dayOf: { in: [mon, sun], zone: UTC } } }|-",
        "{ lead.received: { dayOf: { in: [], zone: UTC } } }|in: empty; expected days, of mon, tue, wed, thu, fri, sat, sun",
        "{ lead.received: { dayOf: { zone: UTC } } }|in: not set",
        "{ lead.received: { dayOf: { in: [mo], zone: UTC } } }|set to 'mo'",
        "{ company.size: { between: [1, 2] } }|-",
        "{ company.size: { between: [1] } }|between: expected",
        "{ company.size: { between: [1, 2, 3] } }|between: expected",
        "{ company.size: { between: [2, 1] } }|between",
        "{ sender.tld: { is: de } }|-",
        "{ sender.tld: { is: .de } }|expected the last label of a domain, without a dot: de",
        "{ sender.tld: { is: 'co.uk' } }|expected the last label of a domain, without a dot: uk",
        "{ sender.tld: { is: '.' } }|expected the last label of a domain, without a dot: de",
        "{ sender.calling_code: { is: '+49' } }|-",
        "{ sender.calling_code: { is: '49' } }|expected + and a country code: +49",
        "{ sender.calling_code: { is: '+49 30' } }|expected + and a country code: +49",
        "{ sender.calling_code: { is: 'x' } }|expected + and a country code: +49",
        "{ sender.language: { is: de } }|-",
        "{ sender.language: { is: DE-at } }|expected a language code of ISO 639: de",
        "{ sender.language: { is: german } }|expected a language code of ISO 639: de",
        "{ sender.email: { is: kim@acme.example } }|-",
        "{ sender.email: { is: kim } }|expected an address such as kim@acme.example",
        "{ recipient.address: { is: kim } }|expected an address such as kim@acme.example",
        "{ recipient.local: { is: kim } }|-",
        "{ recipient.local: { is: kim@acme.example } }|expected the part of an address before the @",
        "{ company.country: { is: DE } }|-",
        "{ company.country: { is: DEU } }|expected a country code of two letters (ISO 3166-1 alpha-2), such as DE",
        "{ sender.domain: { is: acme.example } }|-",
        "{ sender.domain: { is: 'a b' } }|expected a domain such as acme.example",
      })
  void a_condition_can_be_meant(String when, String said) {
    List<String> findings = findings(when == null ? "" : when);
    if (said.equals("-")) {
      assertEquals(List.of(), findings, when);
    } else {
      assertTrue(findings.stream().anyMatch(one -> one.contains(said)), when + " " + findings);
    }
  }
}
