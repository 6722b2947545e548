// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Company;
import dev.leadkit.Lead;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionLinterTest {

  private static final String WORDS = """
      lists: { free: { words: [gmail.com, web.example], as: domain }, markets: [software, banking] }
      phrases: { few: [sso], many: [sso, saml], long: [sso login, saml 2] }
      """;

  private static List<Diagnostic> findings(String when) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    ConditionLinter.check(ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    return root.findings();
  }

  private static String codes(String when) {
    return String.join(
        ", ", findings(when).stream().map(finding -> finding.code().text()).toList());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          { company.size: { gt: 200, lt: 100 } }                                        ; never-true
          { company.size: { gt: 200, lt: 201 } }                                        ; never-true
          { company.size: { lt: 0 } }                                                   ; never-true
          { company.size: { is: 1.5 } }                                                 ; never-true
          { company.size: { gt: 200, missing: true } }                                  ; never-true
          { spam.score: { gte: 5 } }                                                    ; never-true
          { auth.dmarc: { is: fail, isNot: fail } }                                     ; never-true
          { sender.domain: { is: mail.gmail.com, notInList: free } }                    ; never-true
          { all: [{ text: { phrases: few } }, { not: { text: { phrases: many } } }] }   ; never-true
          { all: [{ text: { phrases: long } }, { not: { text: { phrases: many } } }] }  ; never-true
          { text: { phrases: few, missing: true } }                                     ; never-true
          { not: { any: [{ spam.score: { exists: true } }, { spam.score: { missing: true } }] } } ; never-true
          { lead.received: { since: "2026-03-02T12:00:00Z", before: "2026-03-02T12:00:00Z" } }    ; never-true
          { any: [{ auth.dmarc: { exists: true } }, { auth.dmarc: { missing: true } }] } ; always-true
          { any: [{ company.size: { gte: 1, ifMissing: true } }, { company.size: { lt: 1 } }] } ; always-true
          { lead.messages: { gte: 0, ifMissing: true } }                                ; always-true
          { company.size: { gt: 200, gte: 100 } }                                       ; redundant-condition
          { company.size: { gt: 200, exists: true } }                                   ; redundant-condition
          { sender.domain: { is: mail.gmail.com, inList: free } }                       ; redundant-condition
          { any: [{ company.size: { gt: 200 } }, { company.size: { gt: 300 } }] }       ; redundant-condition
          { any: [{ text: { phrases: few } }, { text: { phrases: many } }] }            ; redundant-condition
          { text: { phrases: many, count: { phrases: many, atLeast: 2 } } }             ; redundant-condition
          { company.country: { is: DE, notIn: [US, FR] } }                              ; redundant-condition
          { sender.domain: { inList: free, isNot: acme.example } }                      ; redundant-condition
          { any: [{ spam.score: { gt: 1 } }, { auth.dmarc: { is: fail } }] }            ; never-true
          { not: { any: [{ company.size: { gt: 5 } }, { company.size: { gt: 9 } }] } }  ; redundant-condition
          { text: { regex: "[0-9]+" } }                                                 ; slow-regex
          """)
  void what_is_said_without_effect_is_found(String when, String codes) {
    assertEquals(codes, codes(when), () -> findings(when).toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          always
          { company.size: { gt: 200, lt: 202 } }
          { spam.score: { gt: 0.5 } }
          { all: [{ text: { phrases: few } }, { not: { text: { phrases: long } } }] }
          { text: { count: { phrases: many, atLeast: 2 } } }
          { any: [{ company.size: { gt: 200 } }, { company.size: { missing: true } }] }
          { sender.domain: { notInList: free, isNot: acme.example } }
          { not: { company.country: { in: [DE, FR] } } }
          { company.country: { is: DE }, company.industry: { inList: markets } }
          { text: { regex: "order-[0-9]+" } }
          """)
  void what_means_something_is_left_alone(String when) {
    assertEquals("", codes(when));
  }

  @Test
  void the_part_that_is_superfluous_is_named_at_its_place() {
    assertEquals(
        List.of(
            "test:3:39: redundant-condition: when.company.size.gte: changes nothing beside the rest:"
                + " company.size is at least 100; the rest: company.size is above 200"),
        findings("{ company.size: { gt: 200, gte: 100 } }").stream()
            .map(Diagnostic::text)
            .toList());
  }

  /** Conditions over three sizes, two countries and absence, against all leads that there can be. */
  @Test
  @Tag("slow")
  void never_and_always_are_what_trying_all_leads_says() {
    assertFoundByTrying(2_000);
  }

  @Test
  void never_and_always_are_what_trying_all_leads_says_of_a_few_conditions() {
    assertFoundByTrying(60);
  }

  private static void assertFoundByTrying(int rounds) {
    long seed = 59;
    var random = new Random(seed);
    List<Lead> leads = leads();
    int[] said = new int[3];
    for (int round = 0; round < rounds; round++) {
      String when = condition(random, 3);
      Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
      Definitions vocabulary = Definitions.read(root);
      Condition condition = ConditionLinter.check(
          ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
      Conditions compiled = Conditions.of(vocabulary.fields(), List.of(condition));
      long met = leads.stream()
          .filter(lead -> condition.verdict(compiled.view(lead)) == Verdict.TRUE)
          .count();
      List<Code> codes = root.findings().stream()
          .map(Diagnostic::code)
          .filter(ConditionLinterTest::isWhole)
          .toList();
      String message = "seed " + seed + ", round " + round + ": " + when + root.findings();
      boolean whole = root.findings().stream()
          .anyMatch(found -> found.path().equals("when") && isWhole(found.code()));
      if (met == 0) {
        assertTrue(codes.contains(Code.NEVER_TRUE), message);
        said[0]++;
      } else if (met == leads.size()) {
        assertTrue(codes.contains(Code.ALWAYS_TRUE), message);
        said[1]++;
      } else {
        assertTrue(!whole, message);
        said[2]++;
      }
    }
    assertTrue(
        said[0] > rounds / 40 && said[1] >= rounds / 100 && said[2] > rounds / 4,
        List.of(said[0], said[1], said[2])::toString);
  }

  private static boolean isWhole(Code code) {
    return code == Code.NEVER_TRUE || code == Code.ALWAYS_TRUE;
  }

  /** Leaving a part out that is called superfluous changes no lead's verdict. */
  @Test
  @Tag("slow")
  void a_superfluous_part_makes_no_difference_to_any_lead() {
    assertSuperfluous(2_000);
  }

  @Test
  void a_superfluous_part_of_a_few_conditions_makes_no_difference_to_any_lead() {
    assertSuperfluous(60);
  }

  private static void assertSuperfluous(int rounds) {
    long seed = 60;
    var random = new Random(seed);
    List<Lead> leads = leads();
    int found = 0;
    for (int round = 0; round < rounds; round++) {
      var parts = new ArrayList<String>();
      for (int n = 2 + random.nextInt(2); n > 0; n--) {
        parts.add(condition(random, 1));
      }
      String key = random.nextBoolean() ? "all" : "any";
      String when = "{ " + key + ": [" + String.join(", ", parts) + "] }";
      List<Diagnostic> redundant = findings(when).stream()
          .filter(one -> one.path().matches("when\\.(all|any)\\[\\d\\]"))
          .filter(one -> !isWhole(one.code()) || key.equals("any"))
          .toList();
      if (redundant.isEmpty()) {
        continue;
      }
      found++;
      var rest = new ArrayList<String>();
      for (int i = 0; i < parts.size(); i++) {
        int at = i;
        if (redundant.stream().noneMatch(one -> one.path().endsWith("[" + at + "]"))) {
          rest.add(parts.get(i));
        }
      }
      String shorter = "{ " + key + ": [" + String.join(", ", rest) + "] }";
      assertEquals(
          met(when, leads), met(shorter, leads), "seed " + seed + ", round " + round + ": " + when);
    }
    assertTrue(found > rounds / 10, "too few superfluous parts: " + found);
  }

  private static List<Boolean> met(String when, List<Lead> leads) {
    Settings root = Settings.yaml("test", WORDS + "when: " + when + "\n");
    Definitions vocabulary = Definitions.read(root);
    Condition condition = ConditionLinter.check(
        ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields()));
    Conditions compiled = Conditions.of(vocabulary.fields(), List.of(condition));
    return leads.stream()
        .map(lead -> condition.verdict(compiled.view(lead)) == Verdict.TRUE)
        .toList();
  }

  private static List<Lead> leads() {
    var leads = new ArrayList<Lead>();
    for (int size = -1; size <= 4; size++) {
      for (String country : List.of("", "DE", "US", "FR")) {
        for (String text : List.of("", "x", "sso", "saml", "sso saml", "sso login")) {
          leads.add(Leads.from(message -> message.from(Address.UNKNOWN).visibleText(text))
              .at(new Company("", "", size < 0 ? null : size, "", country, "", List.of()))
              .lead());
        }
      }
    }
    return leads;
  }

  private static String condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      int n = random.nextInt(4);
      String missing = random.nextInt(4) == 0 ? ", ifMissing: " + random.nextBoolean() : "";
      return switch (random.nextInt(9)) {
        case 0 -> "{ company.size: { gt: " + n + missing + " } }";
        case 1 -> "{ company.size: { lte: " + n + missing + " } }";
        case 2 -> "{ company.size: { in: [" + n + ", 1]" + missing + " } }";
        case 3 -> "{ company.size: { missing: " + random.nextBoolean() + " } }";
        case 4 -> "{ company.country: { is: DE" + missing + " } }";
        case 5 -> "{ company.country: { notIn: [DE, US]" + missing + " } }";
        case 6 -> "{ text: { phrases: few" + missing + " } }";
        case 7 -> "{ text: { phrases: many" + missing + " } }";
        default -> "{ text: { exists: true } }";
      };
    }
    if (random.nextInt(4) == 0) {
      return "{ not: " + condition(random, depth - 1) + " }";
    }
    var parts = new ArrayList<String>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      parts.add(condition(random, depth - 1));
    }
    return "{ " + (random.nextBoolean() ? "all" : "any") + ": [" + String.join(", ", parts) + "] }";
  }
}
