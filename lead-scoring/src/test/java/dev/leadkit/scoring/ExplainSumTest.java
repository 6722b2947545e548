// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Company;
import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Score.Adjustment;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Security;
import dev.leadkit.Security.Result;
import dev.leadkit.Spam;
import dev.leadkit.Verdict;
import dev.leadkit.tck.Leads;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExplainSumTest {

  private static final long SEED = 64;
  private static final String[] WORDS = {"SSO", "saml", "SOC 2", "soc2", "crossover", "price", "."};

  @Test
  @Tag("slow")
  void the_lines_of_10000_random_leads_add_up_to_their_scores() {
    var random = new Random(SEED);
    Ruleset rules = random(random);
    var scores = new TreeSet<Integer>();
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    int adjusted = 0;
    for (int round = 0; round < 10_000; round++) {
      if (round % 100 == 0) {
        rules = random(random);
      }
      Score score = rules.score(lead(random));
      int sum = score.base();
      for (Contribution line : score.contributions()) {
        sum += line.points();
        verdicts.add(line.verdict());
        assertTrue(!line.why().isBlank(), "no reason, seed " + SEED + ", round " + round);
      }
      for (Adjustment adjustment : score.adjustments()) {
        sum += adjustment.points();
      }
      assertEquals(score.value(), sum, "seed " + SEED + ", round " + round);
      assertEquals(rules.rules().size(), score.contributions().size());
      scores.add(score.value());
      adjusted += score.adjustments().isEmpty() ? 0 : 1;
    }
    assertEquals(EnumSet.allOf(Verdict.class), verdicts);
    assertTrue(scores.size() > 50, "too few different scores: " + scores);
    assertTrue(adjusted > 1000, "too few caps and clamps: " + adjusted);
  }

  @Test
  @Tag("slow")
  void a_trace_names_the_rules_that_are_true_with_their_points_and_first_words() {
    var random = new Random(SEED);
    Ruleset rules = random(random);
    int places = 0;
    for (int round = 0; round < 5_000; round++) {
      if (round % 100 == 0) {
        rules = random(random);
      }
      Lead lead = lead(random);
      List<Contribution> lines = rules.score(lead).contributions().stream()
          .filter(line -> line.verdict() == Verdict.TRUE)
          .toList();
      Trace trace = rules.trace(lead);
      String seed = "seed " + SEED + ", round " + round;
      assertEquals(lines.size(), trace.size(), seed);
      for (int i = 0; i < trace.size(); i++) {
        Contribution line = lines.get(i);
        Evidence words = trace.words(i);
        assertEquals(line.rule(), trace.rule(i), seed);
        assertEquals(line.rule(), rules.rules().get(trace.number(i)), seed);
        assertEquals(line.points(), trace.points(i), seed);
        Evidence first = line.evidence().stream()
            .filter(evidence -> evidence.start() >= 0)
            .findFirst()
            .orElse(null);
        assertEquals(first, words, seed);
        assertEquals(first == null ? -1 : first.start(), trace.start(i), seed);
        assertEquals(first == null ? -1 : first.end(), trace.end(i), seed);
        places += words == null ? 0 : 1;
      }
    }
    assertTrue(places > 1000, "too few words: " + places);
  }

  private static Ruleset random(Random random) {
    String[] conditions = {
      "always",
      "{ sender.domain: { notInList: free } }",
      "{ text: { phrases: security } }",
      "{ company.size: { gt: 200 } }",
      "{ not: { company.country: { in: [DE, FR] } } }",
      "{ any: [{ spam.score: { gte: 0.5 } }, { auth.dmarc: { is: fail } }] }",
      "{ lead.messages: { gt: 1 }, text: { phrase: price } }"
    };
    var yaml = new StringBuilder("lists: { free: { words: [gmail.com], as: domain } }\n"
        + "phrases: { security: [sso, saml, \"soc~2\"] }\n");
    yaml.append("score: { base: ").append(random.nextInt(20));
    yaml.append(", clamp: [").append(-random.nextInt(50)).append(", ");
    yaml.append(random.nextInt(150)).append("], groups: { a: { cap: ");
    yaml.append(random.nextInt(60)).append(" }, b: { cap: 5 }, c: {} } }\nrules:\n");
    for (int i = 0; i < 8; i++) {
      yaml.append("- { id: r")
          .append(i)
          .append(", group: ")
          .append("abc".charAt(random.nextInt(3)));
      yaml.append(", add: ").append(random.nextInt(120) - 50).append(", when: ");
      yaml.append(conditions[random.nextInt(conditions.length)]).append(" }\n");
    }
    return Rulesets.of(yaml.toString());
  }

  private static Lead lead(Random random) {
    Leads leads = Leads.from(message -> message);
    for (int i = random.nextInt(3); i >= 0; i--) {
      var text = new StringBuilder();
      for (int words = random.nextInt(6); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      Result result = List.of(Result.values()).get(random.nextInt(8));
      String domain = random.nextBoolean() ? "gmail.com" : "acme.example";
      leads.and(message -> message
          .from(random.nextInt(5) == 0 ? Address.UNKNOWN : Address.of("jo@" + domain))
          .visibleText(text.toString())
          .spam(random.nextBoolean() ? Spam.NONE : new Spam(random.nextDouble(), List.of()))
          .security(new Security(Result.NONE, Result.NONE, result)));
    }
    if (random.nextBoolean()) {
      Integer size = random.nextBoolean() ? random.nextInt(500) : null;
      leads.at(new Company(
          "acme.example", "", size, "", random.nextBoolean() ? "DE" : "", "", List.of()));
    }
    return leads.lead();
  }
}
