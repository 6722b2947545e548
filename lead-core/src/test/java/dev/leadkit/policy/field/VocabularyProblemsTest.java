// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Settings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the sections that define words and fields, with a section that just keeps it and one that just breaks it. */
class VocabularyProblemsTest {

  /** Everything that is said of it, and what is used nowhere if it has a condition or the row expects it. */
  private static void assertSaid(String policy, String said) {
    Settings root = Settings.yaml("test", policy.replace("; ", "\n"))
        .withFiles(name -> "a.example\nb.example\n");
    Definitions vocabulary = Definitions.read(root);
    if (root.has("when")) {
      ConditionLinter.check(ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    }
    if (said.contains("nowhere") || root.has("when")) {
      vocabulary.reportUnused();
    }
    List<String> findings = root.findings().stream().map(Diagnostic::text).toList();
    if (said.equals("-")) {
      assertEquals(List.of(), findings, policy);
    } else {
      assertTrue(findings.stream().anyMatch(one -> one.contains(said)), policy + " " + findings);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lists: { a: [x, y] }|-",
        "lists: { a: { words: [x], as: word } }|-",
        "lists: { a: { file: f.txt, as: domain } }|-",
        "lists: { a: [x, ' X '] }|lists.a[1]: ' X ' occurs twice; expected it once",
        "lists: { a: [x, X] }|redundant-entry: lists.a[1]: 'X' occurs twice; expected it once",
        "lists: { a: [] }|lists.a: has no entries; expected one or more",
        "lists: { a: { words: [x], file: f.txt } }|expected either words or file",
        "lists: { a: { as: word } }|expected either words or file",
        "lists: { a: { words: [acme], as: domain } }|-",
        "lists: { a: { words: [a b], as: domain } }|'a b' is not a domain; expected for example acme.example",
        "lists: { a: { words: [acme.example, mail.acme.example], as: domain } }|redundant-entry: lists.a.words[1]: 'mail.acme.example' lies below 'acme.example', which is listed too",
        "lists: { a: { words: [acme.example, mailacme.example], as: domain } }|-",
        "lists: { a: [x] }|unused-list: lists.a: is used nowhere; expected a condition or field that does",
        "lists: { a: [x] }; when: { company.name: { inList: a } }|-",
        "lists: { a: [x] }; when: { company.name: { inList: b } }|set to 'b', which is not defined; ",
        "lists: { a: [DE, Germany] }; when: { company.country: { inList: a } }|'Germany' is an entry that company.country never holds; expected a country code",
        "lists: { a: [DE] }; when: { company.country: { inList: a } }|-",
        "phrases: { a: [sso, saml] }|-",
        "phrases: { a: [sso, sso] }|redundant-phrase: phrases.a[1]: 'sso' occurs twice; expected it once",
        "phrases: { a: [sso, SSO] }|redundant-phrase: phrases.a[1]: 'SSO' contains 'sso', which is found wherever it is",
        "phrases: { a: [{ phrase: sso, case: exact }, SSO] }|redundant-phrase: phrases.a[0]: 'sso' contains 'SSO'",
        "phrases: { a: [{ phrase: sso, case: exact }, { phrase: SSO, case: exact }] }|-",
        "phrases: { a: [single sign on, sign on] }|redundant-phrase: phrases.a[0]: 'single sign on' contains 'sign on', which is found wherever it is",
        "phrases: { a: [sign on, single sign in] }|-",
        "phrases: { a: { words: [sso], case: exact, across: sentence, boundary: none } }|-",
        "phrases: { a: { words: [sso], case: both } }|case: set to 'both'; expected one of any, exact",
        "phrases: { a: { words: [sso], across: all } }|across: set to 'all'; expected one of nothing, sentence",
        "phrases: { a: { words: [sso], boundary: line } }|boundary: set to 'line'; expected one of word, none",
        "phrases: { a: ['...'] }|set to '...'; expected words of letters or digits, at most 6 '~' between them",
        "phrases: { a: [a~b~c~d~e~f~g] }|-",
        "phrases: { a: [a~b~c~d~e~f~g~h] }|at most 6 '~' between them",
        "phrases: { a: [x] }|unused-list: phrases.a: is used nowhere",
        "maps: { a: { x: y } }|unused-list: maps.a: is used nowhere",
        "maps: { a: { x: y } }; derive: { m: { of: company.name, map: a } }; when: { m: { is: y } }|-",
        "flags: { f: { default: on } }; when: { flag.f: { is: on } }|-",
        "flags: { f: { default: on } }|unused-flag: flags.f: is asked nowhere; expected a condition on flag.f",
        "flags: { f: { default: maybe } }; when: { flag.f: { is: on } }|set to 'maybe', which is not a value of the flag",
        "flags: { f: { values: [a, b], default: b } }; when: { flag.f: { is: a } }|-",
        "flags: { f: { values: [a], default: a } }|expected two values or more, each once",
        "flags: { f: { values: [a, a], default: a } }|expected two values or more, each once",
        "flags: { f: {} }|default: not set",
        "flags: { 'a b': { default: on } }|is called 'a b'; expected letters, digits, '.', '_' and '-'",
        "experiments: { 'a b': { salt: s, arms: { a: 100 } } }|is called 'a b'; expected letters",
        "experiments: { e: { salt: s, arms: { a: 1, b: 99 } } }|unused-experiment: experiments.e: is asked nowhere",
        "experiments: { e: { salt: s, arms: { a: 1, b: 99 } } }; when: { experiment.e: { is: a } }|-",
        "experiments: { e: { salt: s, arms: { a: 99, b: 1 } } }; when: { experiment.e: { is: a } }|-",
        "experiments: { e: { salt: s, arms: { a: 0, b: 100 } } }|empty-arm: experiments.e.arms.a: set to 0 percent, so that no company is in it; expected 1 to 100",
        "experiments: { e: { salt: s, arms: { a: -1, b: 100 } } }|set to -1; expected 0 to 100 percent",
        "experiments: { e: { salt: s, arms: { a: 101 } } }|set to 101; expected 0 to 100 percent",
        "experiments: { e: { salt: s, arms: { a: 50, b: 49 } } }|the arms have 99 percent together; expected 100",
        "experiments: { e: { arms: { a: 100 } } }|salt: not set",
        "experiments: { e: { salt: s } }|arms: not set",
        "lists: { w: [x] }; experiments: { e: { salt: s, arms: { a: 100 }, byContact: w } }|'w' is a list of words; expected domains",
        "lists: { d: { words: [a.example], as: domain } }; experiments: { e: { salt: s, arms: { a: 99, b: 1 }, byContact: d } }; when: { experiment.e: { is: a } }|-",
        "derive: { d: { of: company.name } }; when: { d: { is: a } }|-",
        "derive: { d: { of: company.name } }|unused-field: derive.d: is used nowhere; expected a condition or queue that does",
        "derive: { d: x }|derive.d: expected a section with of or firstOf",
        "derive: { d: { firstOf: [x] } }|expected a section with of",
        "derive: { d: { firstOf: [{ of: company.name }], of: company.size } }|expected either of or firstOf",
        "derive: { d: { of: company.nam } }|set to 'company.nam', which is not a field; did you mean 'company.name'?",
        "derive: { d: { else: x } }|of: not set",
        "derive: { d: { of: company.name, map: {} } }|expected pairs of a key and a value, neither empty",
        "derive: { d: { of: company.name, map: { a: '' } } }|expected a key and a value, neither empty",
        "derive: { d: { of: company.name, map: { ' ': b } } }|expected a key and a value, neither empty",
        "derive: { d: { of: company.name, prefix: { a: x, A: y } } }|'A' occurs twice; expected each key once, whatever its case",
        "derive: { d: { of: sender.domain, suffix: { .de: x } } }|has the key '.de', which sender.domain never holds; expected the last labels of a domain, without a dot before them",
        "derive: { d: { of: company.country, map: { Germany: x } } }|has the key 'Germany', which company.country never holds; expected a country code",
        "derive: { d: { of: company.country, prefix: { Germany: x } } }; when: { d: { is: x } }|-",
        "derive: { company.name: { of: company.country } }|a field of that name exists already; expected another name",
        "derive: { score: { of: company.country } }|a field of that name exists already; expected another name",
        "derive: { company.x: { of: company.country } }|has a name that begins like those of built-in fields; expected another name",
        "derive: { mine.x: { of: company.country } }; when: { mine.x: { is: DE } }|-",
        "derive: { .x: { of: company.country } }; when: { .x: { is: DE } }|-",
      })
  void what_is_defined_can_be_meant_and_is_used(String policy, String said) {
    assertSaid(policy, said);
  }
}
