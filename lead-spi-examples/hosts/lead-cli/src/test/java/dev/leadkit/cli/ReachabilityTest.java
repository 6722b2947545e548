// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.check.Example;
import dev.leadkit.policy.check.Examples;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Proofs about routes, with the scores that the rules of the same policy can give. */
class ReachabilityTest {

  private static final Set<Code> UNREACHABLE =
      Set.of(Code.UNREACHABLE_ROUTE, Code.UNREACHABLE_SCORE);
  private static final Pattern SHOWN = Pattern.compile("such as (\\{.*})$");

  private static List<Diagnostic> findings(String policy) {
    Settings settings = Settings.yaml("p.yaml", policy);
    PolicyReader.read(settings);
    return settings.findings();
  }

  /** The routes that no lead reaches, by their ids, with the reasons. */
  private static List<String> unreachable(String rules, String... conditions) {
    var policy = new StringBuilder("schema: lead-policy/1\n" + rules + "routes:\n");
    char id = 'a';
    for (String condition : conditions) {
      policy.append("  - { id: ").append(id).append(", when: ").append(condition);
      policy.append(", to: { queue: ").append(id++).append(" } }\n");
    }
    policy.append("  - { id: rest, when: always, to: { queue: rest } }\n");
    return findings(policy.toString()).stream()
        .filter(finding -> UNREACHABLE.contains(finding.code()))
        .map(finding -> (char) ('a' + Integer.parseInt(finding.path().replaceAll("\\D", ""))) + ": "
            + finding.message())
        .toList();
  }

  private static final String RULES = """
      rules:
        - { id: sso, add: 40, when: { text: { phrase: [sso, saml] } } }
        - { id: large, add: 30, when: { company.size: { gte: 500 } } }
        - { id: middle, add: 15, when: { company.size: { gte: 50, lt: 500 } } }
      """;

  @Test
  void a_score_that_rules_of_exclusive_conditions_would_have_to_give_together_is_out_of_reach() {
    assertEquals(
        List.of("a: no set of rules gives such a score: score is at least 85; scores of leads that"
            + " meet the rest go from 0 to 70"),
        unreachable(RULES, "{ score: { gte: 85 } }"));
    assertEquals(List.of(), unreachable(RULES, "{ score: { gte: 70 } }"));
    assertEquals(1, unreachable(RULES, "{ score: { between: [41, 55] } }").size(), "40, then 55");
  }

  @Test
  void the_condition_of_a_route_determines_which_rules_count() {
    assertEquals(
        List.of(
            "a: no set of rules gives such a score: text says one of \"saml\" and score is below"
                + " 40; scores of leads that meet the rest go from 40 to 70"),
        unreachable(RULES, "{ text: { phrase: saml }, score: { lt: 40 } }"));
    assertEquals(
        1,
        unreachable(RULES, "{ company.size: { lt: 50 }, score: { gt: 40 } }").size(),
        "a small company has at most what the text gives");
    assertEquals(List.of(), unreachable(RULES, "{ company.size: { lt: 50 }, score: { gte: 40 } }"));
    assertEquals(
        List.of(),
        unreachable(RULES, "{ text: { phrase: demo }, score: { lt: 40 } }"),
        "a lead that asks for a demo need not ask for SSO");
  }

  @Test
  void earlier_routes_take_a_lead_by_the_score_that_its_facts_give() {
    assertEquals(
        List.of("b: no lead reaches this route: every lead that meets it meets 'a' first"),
        unreachable(RULES, "{ score: { gte: 40 } }", "{ text: { phrase: sso } }"));
  }

  @Test
  void caps_and_clamp_limit_the_scores() {
    String capped = "score: { clamp: [0, 60], groups: { fit: { cap: 10 } } }\n"
        + RULES.replace("id: large,", "id: large, group: fit,");
    assertEquals(1, unreachable(capped, "{ score: { between: [51, 55] } }").size());
    assertEquals(List.of(), unreachable(capped, "{ score: { is: 55 } }"), "40 and 15");
    assertEquals(
        1,
        unreachable(capped, "{ company.size: { is: 900 }, score: { gt: 50 } }").size());
    assertEquals(1, unreachable(capped, "{ score: { gt: 60 } }").size());
    assertEquals(1, unreachable(capped, "{ score: { lt: 0 } }").size());
  }

  @Test
  void points_that_fade_can_be_anything_up_to_all_of_them() {
    String fading = RULES.replace("add: 40,", "add: 40, decay: { halfLife: 7d },");
    assertEquals(List.of(), unreachable(fading, "{ score: { is: 33 } }"));
    assertEquals(List.of(), unreachable(fading, "{ text: { phrase: sso }, score: { is: 7 } }"));
    assertEquals(1, unreachable(fading, "{ score: { gt: 70 } }").size());
  }

  @Test
  void a_company_is_in_one_arm_of_an_experiment() {
    String arms =
        "experiments: { bonus: { salt: spring, arms: { none: 50, some: 30, much: 20 } } }\n"
            + RULES
            + "  - { id: some, add: 5, when: { experiment.bonus: { is: some } } }\n"
            + "  - { id: much, add: 10, when: { experiment.bonus: { is: much } } }\n";
    assertEquals(List.of(), unreachable(arms, "{ score: { gte: 80 } }"));
    assertEquals(1, unreachable(arms, "{ score: { gt: 80 } }").size(), "5 and 10 never add up");
    assertEquals(
        1,
        unreachable(arms, "{ experiment.bonus: { is: none }, score: { gt: 70 } }")
            .size());
  }

  @Test
  void a_lead_that_shows_a_competition_has_the_score_that_its_facts_give() {
    List<Diagnostic> found = findings("""
        schema: lead-policy/1
        rules:
          - { id: sso, add: 40, when: { text: { phrase: sso } } }
          - { id: large, add: 30, when: { company.size: { gte: 500 } } }
        routes:
          - { id: ae, when: { score: { gte: 70 } }, to: { queue: ae } }
          - { id: devrel, when: { source.product: { is: api } }, to: { queue: devrel } }
          - { id: rest, when: always, to: { queue: rest } }
        """);
    assertEquals(
        List.of("leads that also meet 'ae' go there, such as { company.size: 500, score: 70,"
            + " source.product: api, text: sso. }"),
        found.stream()
            .filter(finding -> finding.code() == Code.OVERLAPPING_ROUTES)
            .map(Diagnostic::message)
            .toList());
  }

  @Test
  void routes_that_only_an_impossible_score_would_let_compete_do_not() {
    assertEquals(
        List.of(),
        findings("""
            schema: lead-policy/1
            rules:
              - { id: sso, add: 40, when: { text: { phrase: sso } } }
              - { id: free, add: -30, when: { source.product: { is: api } } }
            routes:
              - { id: ae, when: { score: { gte: 40 } }, to: { queue: ae } }
              - { id: devrel, when: { source.product: { is: api } }, to: { queue: devrel } }
              - { id: rest, when: always, to: { queue: rest } }
            """).stream()
            .filter(finding -> finding.code() == Code.OVERLAPPING_ROUTES)
            .map(Diagnostic::text)
            .toList());
  }

  private static final int SIZES = 5;
  private static final List<String> COUNTRIES = List.of("", "DE", "US");

  /** Random policies over a space that is small enough to try every lead: proofs agree with trials, and every lead that is shown exists. */
  @Test
  void proofs_agree_with_trying_every_lead() {
    List<Lead> leads = everyLead();
    int proved = 0;
    int shown = 0;
    for (long seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      String text = policy(random);
      Settings settings = Settings.yaml("p.yaml", text);
      Policy policy = PolicyReader.read(settings);
      List<Diagnostic> findings = settings.findings();
      assertTrue(
          findings.stream().noneMatch(finding -> finding.code() == Code.UNPROVED),
          "seed " + seed + ": a space as small as this is searched");
      Set<String> hit = leads.stream()
          .map(lead -> policy.router().route(lead, policy.scorer().score(lead)).route())
          .collect(Collectors.toSet());
      var unreachable = new TreeSet<String>();
      for (Diagnostic finding : findings) {
        if (UNREACHABLE.contains(finding.code())) {
          unreachable.add("r" + finding.path().replaceAll("\\D", ""));
        } else if (finding.code() == Code.OVERLAPPING_ROUTES) {
          check(text, finding, "seed " + seed);
          shown++;
        }
      }
      for (String route : unreachable) {
        assertFalse(hit.contains(route), "seed " + seed + ", " + route + " is reached\n" + text);
      }
      var missed = new TreeSet<String>();
      for (int i = 0; i < settings.list("routes").size() - 1; i++) {
        String path = "routes[" + i + "].when";
        boolean isNever = findings.stream()
            .anyMatch(one -> one.code() == Code.NEVER_TRUE && one.path().equals(path));
        if (!hit.contains("r" + i) && !isNever && !unreachable.contains("r" + i)) {
          missed.add("r" + i);
        }
      }
      assertEquals(Set.of(), missed, "seed " + seed + ": never reached\n" + text);
      proved += unreachable.size();
    }
    assertTrue(proved > 100, "some routes are out of reach: " + proved);
    assertTrue(shown > 100, "some routes compete: " + shown);
  }

  /** Decides the lead that a finding shows. */
  private static void check(String policy, Diagnostic finding, String seed) {
    Matcher shown = SHOWN.matcher(finding.message());
    assertTrue(shown.find(), finding.message());
    String taker = finding.message().replaceAll("^leads that also meet '(\\w+)'.*", "$1");
    Matcher score = Pattern.compile("score: (-?\\d+)").matcher(shown.group(1));
    assertTrue(score.find(), finding.message());
    String given = shown
        .group(1)
        .replaceAll("score: -?\\d+(, )?", "")
        .replaceAll("[\\w.]+: missing(, )?", "")
        .replace(", }", " }");
    Settings settings = Settings.yaml(
        "p.yaml",
        policy + "examples:\n  - { name: shown, given: " + given + ", expect: { route: " + taker
            + ", score: " + score.group(1) + " } }\n");
    Policy read = PolicyReader.read(settings);
    for (Example.Result result : Examples.read(settings).run(read)) {
      assertEquals(List.of(), result.differences(), seed + ": " + finding.text() + "\n" + policy);
    }
  }

  private static String policy(Random random) {
    var policy = new StringBuilder("schema: lead-policy/1\nscore: { base: " + random.nextInt(3)
        + ", clamp: [" + (random.nextInt(4) - 4) + ", " + (5 + random.nextInt(8))
        + "], groups: { fit: { cap: " + random.nextInt(6) + " }, risk: {} } }\nrules:\n");
    int rules = 1 + random.nextInt(5);
    for (int i = 0; i < rules; i++) {
      int add = random.nextInt(12) - 3;
      policy.append(String.format(
          Locale.ROOT,
          "  - { id: x%d, %sadd: %d, when: %s }%n",
          i,
          List.of("group: fit, ", "group: risk, ", "").get(random.nextInt(3)),
          add == 0 ? 7 : add,
          condition(random, 1 + random.nextInt(2), false)));
    }
    policy.append("routes:\n");
    int routes = 2 + random.nextInt(4);
    for (int i = 0; i < routes; i++) {
      policy.append(String.format(
          Locale.ROOT,
          "  - { id: r%d, when: %s, to: { queue: q%d } }%n",
          i,
          condition(random, random.nextInt(3), true),
          i));
    }
    return policy + "  - { id: rest, when: always, to: { queue: rest } }\n";
  }

  private static String condition(Random random, int depth, boolean inRoute) {
    if (depth > 0) {
      String one = condition(random, depth - 1, inRoute);
      return switch (random.nextInt(3)) {
        case 0 -> "{ not: " + one + " }";
        case 1 -> "{ all: [" + one + ", " + condition(random, depth - 1, inRoute) + "] }";
        default -> "{ any: [" + one + ", " + condition(random, depth - 1, inRoute) + "] }";
      };
    }
    return switch (random.nextInt(inRoute ? 7 : 5)) {
      case 0 -> "{ company.size: { gte: " + random.nextInt(SIZES) + " } }";
      case 1 -> "{ company.size: { lt: " + random.nextInt(SIZES) + ", ifMissing: true } }";
      case 2 -> "{ company.country: { is: " + COUNTRIES.get(1 + random.nextInt(2)) + " } }";
      case 3 -> "{ text: { phrase: [sso, saml] } }";
      case 4 -> "{ text: { phrase: " + List.of("sso", "demo").get(random.nextInt(2)) + " } }";
      case 5 -> "{ score: { gte: " + (random.nextInt(14) - 3) + " } }";
      default -> "{ score: { lt: " + (random.nextInt(14) - 3) + " } }";
    };
  }

  private static List<Lead> everyLead() {
    var leads = new ArrayList<Lead>();
    for (int size = -1; size <= SIZES; size++) {
      for (String country : List.of("", "DE", "US", "FR")) {
        for (String text : List.of("", "hello", "sso", "demo", "saml", "saml. demo", "sso. demo")) {
          leads.add(lead(size, country, text));
        }
      }
    }
    return leads;
  }

  private static Lead lead(int size, String country, String text) {
    Company company =
        new Company("acme.example", "", size < 0 ? null : size, "", country, "", List.of());
    Message message =
        Message.builder("evt_1", Instant.EPOCH).textBody(text).visibleText(text).build();
    LeadId id = LeadId.openedBy("evt_1");
    Source source = Source.of("mail", "sales@leadkit.example");
    return Lead.of(
        id,
        List.of(
            new LeadEvent(
                id, 1, Instant.EPOCH, new Fact.Received(message, source, Key.of(message), "")),
            new LeadEvent(
                id,
                2,
                Instant.EPOCH,
                new Fact.Enriched("task", "companies", Enrichment.of(company)))));
  }
}
