// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.Verdict;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingAnalyzerTest {

  private static final Set<Code> OWN =
      Set.of(Code.UNREACHABLE_ROUTE, Code.OVERLAPPING_ROUTES, Code.UNPROVED);

  private static final String LAST = "  - { id: rest, when: always, to: { queue: rest } }\n";

  private static List<Diagnostic> findings(String policy) {
    Settings settings = Settings.yaml("policy.yaml", policy);
    RouteTable.read(settings);
    return settings.findings().stream()
        .filter(finding -> OWN.contains(finding.code()))
        .toList();
  }

  /** Routes a, b, c… with these conditions, each with a queue of its own, and one for the rest. */
  private static List<Diagnostic> of(String... conditions) {
    var policy = new StringBuilder("routes:\n");
    char id = 'a';
    for (String condition : conditions) {
      policy.append("  - { id: ").append(id).append(", when: ").append(condition);
      policy.append(", to: { queue: ").append(id++).append(" } }\n");
    }
    return findings(policy + LAST);
  }

  private static List<String> texts(List<Diagnostic> findings) {
    return findings.stream().map(Diagnostic::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ score: { gte: 50 } }|{ score: { gte: 70 } }|a",
        "{ source.product: { exists: true } }|{ source.product: { is: api } }|a",
        "{ sender.domain: { in: [acme.example, b.example] } }|{ sender.domain: { is: b.example } }|a",
        "{ company.size: { gt: 10 } }|{ company.size: { gt: 10 }, score: { gte: 5 } }|a",
        "{ text: { phrase: [demo, price] } }|{ text: { phrase: price } }|a",
      })
  void a_route_whose_leads_an_earlier_one_takes_all_is_found(
      String first, String second, String rivals) {
    assertEquals(
        List.of("unreachable-route"),
        of(first, second).stream().map(finding -> finding.code().text()).toList());
    assertTrue(
        of(first, second).get(0).message().endsWith("meets '" + rivals + "' first"),
        () -> texts(of(first, second)).toString());
  }

  @Test
  void a_route_whose_leads_several_earlier_ones_take_together_is_found() {
    List<Diagnostic> found = of(
        "{ score: { lt: 10 } }",
        "{ score: { gte: 90 } }",
        "{ score: { between: [10, 90] } }",
        "{ score: { gt: 30 }, company.country: { is: DE } }");
    assertEquals(
        List.of(
            "policy.yaml:5:20: unreachable-route: routes[3].when: no lead reaches this route: every"
                + " lead that meets it meets 'b' or 'c' first"),
        texts(found));
  }

  @Test
  void a_lead_with_missing_fields_reaches_a_later_route() {
    assertEquals(
        List.of(),
        texts(of(
            "{ company.size: { gte: 100 } }",
            "{ company.size: { lt: 100 } }",
            "{ company.size: { missing: true } }")));
    assertEquals(
        1,
        of(
                "{ company.size: { gte: 100 } }",
                "{ company.size: { lt: 100 } }",
                "{ company.size: { exists: true } }")
            .size());
  }

  @Test
  void the_guides_routes_compete_for_good_leads_that_ask_for_the_api() {
    List<Diagnostic> found = of("{ score: { gte: 70 } }", "{ source.product: { is: api } }");
    assertEquals(
        List.of(
            "policy.yaml:3:20: overlapping-routes: routes[1].when: leads that also meet 'a' go there,"
                + " such as { score: 70, source.product: api }"),
        texts(found));
  }

  @Test
  void routes_of_the_same_outcome_and_special_cases_before_general_ones_are_not_reported() {
    assertEquals(List.of(), texts(findings("""
        routes:
          - { id: one, when: { score: { gte: 70 } }, to: { queue: ae } }
          - { id: other, when: { source.product: { is: api } }, to: { queue: ae } }
        """ + LAST)));
    assertEquals(
        List.of(),
        texts(of(
            "{ score: { gte: 90 }, source.product: { is: api } }",
            "{ source.product: { is: api } }")));
  }

  @Test
  void routes_that_keep_mail_from_people_do_not_compete() {
    assertEquals(List.of(), texts(findings("""
        routes:
          - { id: spam, when: { spam.score: { gt: 0.5 } }, to: { disposition: quarantined } }
          - { id: ae, when: { score: { gte: 70 } }, to: { queue: ae } }
        """ + LAST)));
  }

  @Test
  void an_unproved_route_is_reported_as_unproved() {
    var parts = new ArrayList<String>();
    for (int i = 0; i < 11; i++) {
      parts.add("{ any: [{ company.country: { isNot: C" + i + " } }, { source.product: { isNot: p"
          + i + " } }] }");
    }
    List<Diagnostic> found = of("{ all: [" + String.join(", ", parts) + "] }");
    assertEquals(List.of(Code.UNPROVED), found.stream().map(Diagnostic::code).toList());
    assertTrue(found.get(0).message().endsWith("come to: a"));
  }

  @Test
  void many_expressions_on_one_text_are_distinguished_and_shown_by_a_text_that_matches() {
    String[] conditions = new String[9];
    for (int i = 0; i < conditions.length; i++) {
      conditions[i] = "{ text: { regex: \"ab?x" + i + "+\" } }";
    }
    List<Diagnostic> found = of(conditions);
    assertEquals(36, found.size(), "each pair of the nine competes");
    assertEquals(
        "policy.yaml:3:20: overlapping-routes: routes[1].when: leads that also meet 'a' go there,"
            + " such as { text: \"ax0 ax1\" }",
        found.get(0).text());
  }

  @Test
  @Tag("slow")
  void a_thousand_routes_over_five_fields_are_proved() {
    var random = new Random(3);
    var policy = new StringBuilder("routes:\n");
    for (int i = 0; i < 1_000; i++) {
      policy.append(String.format(
          Locale.ROOT,
          "  - { id: r%d, when: { company.country: { is: C%d }, score: { gte: %d },"
              + " source.product: { is: p%d }, company.size: { gte: %d }, source.channel: { is: s%d } },"
              + " to: { queue: q } }%n",
          i,
          random.nextInt(20),
          random.nextInt(100),
          random.nextInt(5),
          random.nextInt(1_000),
          random.nextInt(4)));
    }
    assertTrue(findings(policy + LAST).stream().noneMatch(one -> one.code() == Code.UNPROVED));
  }

  /** Every combination of values against the table, by the logic of Kleene written down once more. */
  @Test
  @Tag("slow")
  void proofs_on_small_tables_agree_with_exhaustive_trials() {
    assertJudgedAsTried(3_000);
  }

  @Test
  void proofs_on_a_few_small_tables_agree_with_exhaustive_trials() {
    assertJudgedAsTried(60);
  }

  private static void assertJudgedAsTried(int seeds) {
    for (long seed = 0; seed < seeds; seed++) {
      var random = new Random(seed);
      var table = new ArrayList<Small>();
      int routes = 2 + random.nextInt(4);
      for (int i = 0; i < routes; i++) {
        table.add(Small.any(random, 2));
      }
      Set<String> unreachable = of(table.stream().map(Small::yaml).toArray(String[]::new)).stream()
          .filter(finding -> finding.code() == Code.UNREACHABLE_ROUTE)
          .map(Diagnostic::path)
          .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(tried(table), unreachable, "seed " + seed + ": " + table);
    }
  }

  /** The index finds what asking one route after the other does, with the same reasons. */
  @Test
  @Tag("slow")
  void the_index_routes_small_tables_like_a_sequential_search() {
    assertRoutedAsAsked(500);
  }

  @Test
  void the_index_routes_a_few_small_tables_like_a_sequential_search() {
    assertRoutedAsAsked(15);
  }

  private static void assertRoutedAsAsked(int seeds) {
    for (long seed = 0; seed < seeds; seed++) {
      var random = new Random(seed);
      var table = new ArrayList<Small>();
      for (int i = 0; i < 2 + random.nextInt(6); i++) {
        table.add(Small.any(random, 2));
      }
      var policy = new StringBuilder("routes:\n");
      for (int i = 0; i < table.size(); i++) {
        policy.append(String.format(
            Locale.ROOT,
            "  - { id: r%d, when: %s, to: { queue: q%d } }%n",
            i,
            table.get(i).yaml(),
            i));
      }
      RouteTable routes = Tables.of(policy + LAST);
      for (int tries = 0; tries < 20; tries++) {
        int score = random.nextInt(8);
        int size = random.nextInt(9) - 1;
        int product = random.nextInt(5) - 1;
        Assignment assignment =
            routes.route(lead(size, product), Score.of(score, List.of(), List.of()));
        var verdicts = new ArrayList<Integer>();
        int first = 0;
        while (first < table.size() && table.get(first).verdict(score, size, product) != 1) {
          verdicts.add(table.get(first++).verdict(score, size, product));
        }
        String say = "seed " + seed + ": " + table + " " + score + ", " + size + ", " + product;
        assertEquals(first == table.size() ? "rest" : "r" + first, assignment.route(), say);
        assertEquals(
            verdicts,
            assignment.passed().stream()
                .map(passed -> passed.verdict() == Verdict.UNKNOWN
                    ? 0
                    : passed.verdict() == Verdict.TRUE ? 1 : -1)
                .toList(),
            say);
      }
    }
  }

  private static Lead lead(int size, int product) {
    String name = product < 0 ? "" : "p" + product;
    Company company =
        new Company("acme.example", "", size < 0 ? null : size, "", "", "", List.of());
    var received = Message.builder("evt_1", Instant.EPOCH).build();
    Source source =
        Source.builder("mail", "sales@leadkit.example").product(name).build();
    LeadId id = LeadId.openedBy("evt_1");
    return Lead.of(
        id,
        List.of(
            new LeadEvent(
                id, 1, Instant.EPOCH, new Fact.Received(received, source, Key.of(received), "")),
            new LeadEvent(
                id,
                2,
                Instant.EPOCH,
                new Fact.Enriched("task", "companies", Enrichment.of(company)))));
  }

  private static Set<String> tried(List<Small> table) {
    var met = new boolean[table.size()];
    var reached = new boolean[table.size()];
    for (int score = -1; score <= 7; score++) {
      for (int size = -1; size <= 7; size++) {
        for (int product = -1; product <= 3; product++) {
          boolean taken = false;
          for (int i = 0; i < table.size(); i++) {
            boolean meets = Integer.valueOf(1).equals(table.get(i).verdict(score, size, product));
            met[i] |= meets;
            reached[i] |= meets && !taken;
            taken |= meets;
          }
        }
      }
    }
    var unreachable = new TreeSet<String>();
    for (int i = 0; i < table.size(); i++) {
      if (met[i] && !reached[i]) {
        unreachable.add("routes[" + i + "].when");
      }
    }
    return unreachable;
  }

  /** A small condition over the score, the size of the company (-1: not known) and the product (-1: not known). */
  private record Small(String kind, int limit, List<Small> parts) {

    static Small any(Random random, int depth) {
      int kind = random.nextInt(depth == 0 ? 4 : 7);
      return switch (kind) {
        case 0 -> new Small("score", random.nextInt(7), List.of());
        case 1 -> new Small("size", random.nextInt(7), List.of());
        case 2 -> new Small("known", 0, List.of());
        case 3 -> new Small("product", random.nextInt(3), List.of());
        case 4 -> new Small("not", 0, List.of(any(random, depth - 1)));
        case 5 -> new Small("all", 0, List.of(any(random, depth - 1), any(random, depth - 1)));
        default -> new Small("any", 0, List.of(any(random, depth - 1), any(random, depth - 1)));
      };
    }

    String yaml() {
      return switch (kind) {
        case "score" -> "{ score: { gte: " + limit + " } }";
        case "size" -> "{ company.size: { lt: " + limit + " } }";
        case "known" -> "{ company.size: { exists: true } }";
        case "product" -> "{ source.product: { is: p" + limit + " } }";
        case "not" -> "{ not: " + parts.get(0).yaml() + " }";
        default ->
          "{ " + kind + ": [" + parts.get(0).yaml() + ", " + parts.get(1).yaml() + "] }";
      };
    }

    /** 1 true, -1 false, 0 not known. */
    int verdict(int score, int size, int product) {
      return switch (kind) {
        case "score" -> score >= limit ? 1 : -1;
        case "size" -> size < 0 ? 0 : size < limit ? 1 : -1;
        case "known" -> size < 0 ? -1 : 1;
        case "product" -> product < 0 ? 0 : product == limit ? 1 : -1;
        case "not" -> -parts.get(0).verdict(score, size, product);
        case "all" ->
          Math.min(
              parts.get(0).verdict(score, size, product),
              parts.get(1).verdict(score, size, product));
        default ->
          Math.max(
              parts.get(0).verdict(score, size, product),
              parts.get(1).verdict(score, size, product));
      };
    }
  }
}
