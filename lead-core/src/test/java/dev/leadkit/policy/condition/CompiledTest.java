// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Company;
import dev.leadkit.Lead;
import dev.leadkit.Spam;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The compiled conditions beside an evaluator that asks every condition of every lead, in the plainest way there is. */
class CompiledTest {

  private static final long SEED = 20261124;
  private static final int POLICIES = 150;
  private static final int LEADS = 60;
  private static final int CONDITIONS = 30;

  private static final String VOCABULARY = """
      lists:
        free: { words: [gmail.com, co.example], as: domain }
        markets: [software, banking]
      phrases:
        few: [sso, "soc~2"]
        many: [sso, saml, price list, "a b c", { phrase: IT, case: exact }]
      """;

  /** What a lead is made of: null and "" are missing. */
  private record Sample(
      String domain,
      String text,
      @Nullable Integer size,
      String industry,
      @Nullable Double spam) {

    Lead lead() {
      Leads leads = Leads.from(message -> message
          .from(domain.isEmpty() ? Address.UNKNOWN : Address.of("jo@" + domain))
          .visibleText(text)
          .spam(spam == null ? Spam.NONE : new Spam(spam, List.of("x"))));
      if (size != null || !industry.isEmpty()) {
        leads.at(new Company("", "", size, industry, "", "", List.of()));
      }
      return leads.lead();
    }

    boolean says(String words) {
      return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\. "))
          .map(sentence -> " " + sentence.replaceAll("[^a-z0-9]+", " ") + " ")
          .anyMatch(sentence -> sentence.contains(" " + words + " "));
    }

    boolean saysExactly(String words) {
      return (" " + text.replaceAll("[^A-Za-z0-9]+", " ") + " ").contains(" " + words + " ");
    }

    boolean isBelow(String above) {
      return domain.equals(above) || domain.endsWith("." + above);
    }
  }

  private record Case(String yaml, Function<Sample, Verdict> naive) {}

  private static Case leaf(String yaml, Function<Sample, @Nullable Boolean> naive) {
    return new Case(yaml, sample -> {
      Boolean holds = naive.apply(sample);
      return holds == null ? Verdict.UNKNOWN : Verdict.of(holds);
    });
  }

  private static <T> Function<Sample, @Nullable Boolean> known(
      Function<Sample, @Nullable T> value, Predicate<T> test) {
    return sample -> {
      T held = value.apply(sample);
      return held == null ? null : test.test(held);
    };
  }

  private static Case leaf(Random random) {
    Function<Sample, @Nullable String> text =
        sample -> sample.text().isBlank() ? null : sample.text();
    Function<Sample, @Nullable String> domain =
        sample -> sample.domain().isEmpty() ? null : sample.domain();
    Function<Sample, @Nullable String> industry =
        sample -> sample.industry().isEmpty() ? null : sample.industry();
    int n = random.nextInt(6) * 100;
    return switch (random.nextInt(18)) {
      case 0 ->
        leaf(
            "{ text: { phrases: few } }",
            sample -> text.apply(sample) == null ? null : few(sample) > 0);
      case 1 ->
        leaf(
            "{ text: { phrases: [few, many] } }",
            sample -> text.apply(sample) == null ? null : few(sample) + many(sample) > 0);
      case 2 ->
        leaf(
            "{ text: { phrase: price list } }",
            sample -> text.apply(sample) == null ? null : sample.says("price list"));
      case 3 ->
        leaf(
            "{ text: { count: { phrases: many, atLeast: 2 } } }",
            sample -> text.apply(sample) == null ? null : many(sample) >= 2);
      case 4 ->
        leaf(
            "{ text: { regex: \"pr[a-z]+ list|saml\" } }",
            known(
                text,
                it -> Pattern.compile("(?i)pr[a-z]+ list|saml").matcher(it).find()));
      case 5 -> leaf("{ company.size: { gt: " + n + " } }", known(Sample::size, it -> it > n));
      case 6 -> leaf("{ company.size: { lte: " + n + " } }", known(Sample::size, it -> it <= n));
      case 7 ->
        leaf(
            "{ company.size: { between: [" + n + ", " + (n + 150) + "] } }",
            known(Sample::size, it -> it >= n && it < n + 150));
      case 8 ->
        leaf(
            "{ company.size: { in: [" + n + ", 100] } }",
            known(Sample::size, it -> it == n || it == 100));
      case 9 ->
        leaf(
            "{ company.size: { gte: " + n + ", ifMissing: true } }",
            sample -> sample.size() == null || sample.size() >= n);
      case 10 ->
        leaf(
            "{ sender.domain: { inList: free } }",
            sample -> domain.apply(sample) == null
                ? null
                : sample.isBelow("gmail.com") || sample.isBelow("co.example"));
      case 11 ->
        leaf(
            "{ sender.domain: { notInList: free } }",
            sample -> domain.apply(sample) == null
                ? null
                : !sample.isBelow("gmail.com") && !sample.isBelow("co.example"));
      case 12 ->
        leaf(
            "{ sender.domain: { is: acme.co.example } }",
            known(domain, it -> it.equals("acme.co.example")));
      case 13 ->
        leaf(
            "{ company.industry: { inList: markets } }",
            known(
                industry, it -> it.equalsIgnoreCase("software") || it.equalsIgnoreCase("banking")));
      case 14 ->
        leaf(
            "{ company.industry: { isNot: Banking, exact: true } }",
            known(industry, it -> !it.equals("Banking")));
      case 15 ->
        leaf(
            "{ company.industry: { missing: true } }",
            sample -> sample.industry().isEmpty());
      case 16 -> leaf("{ spam.score: { exists: true } }", sample -> sample.spam() != null);
      default -> leaf("{ spam.score: { lt: 0.5 } }", known(Sample::spam, it -> it < 0.5));
    };
  }

  private static int few(Sample sample) {
    return (sample.says("sso") ? 1 : 0) + (sample.says("soc 2") || sample.says("soc2") ? 1 : 0);
  }

  private static int many(Sample sample) {
    return (sample.says("sso") ? 1 : 0)
        + (sample.says("saml") ? 1 : 0)
        + (sample.says("price list") ? 1 : 0)
        + (sample.says("a b c") ? 1 : 0)
        + (sample.saysExactly("IT") ? 1 : 0);
  }

  private static Case condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return leaf(random);
    }
    int kind = random.nextInt(3);
    if (kind == 0) {
      Case part = condition(random, depth - 1);
      return new Case(
          "{ not: " + part.yaml() + " }", sample -> part.naive().apply(sample).not());
    }
    List<Case> parts = IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(i -> condition(random, depth - 1))
        .toList();
    String yaml = String.join(", ", parts.stream().map(Case::yaml).toList());
    return kind == 1
        ? new Case(
            "{ all: [" + yaml + "] }",
            sample -> parts.stream()
                .map(part -> part.naive().apply(sample))
                .reduce(Verdict.TRUE, Verdict::and))
        : new Case(
            "{ any: [" + yaml + "] }",
            sample -> parts.stream()
                .map(part -> part.naive().apply(sample))
                .reduce(Verdict.FALSE, Verdict::or));
  }

  private static Sample sample(Random random) {
    String[] words = {
      "sso",
      "SSO",
      "crossover",
      "Saml",
      "soc",
      "SOC2",
      "2",
      "price",
      "list",
      "pricelist",
      "a",
      "b",
      "c",
      "it",
      "IT",
      "xit"
    };
    var text = new StringBuilder();
    for (int n = random.nextInt(9); n > 0; n--) {
      text.append(words[random.nextInt(words.length)]);
      text.append(List.of(" ", " ", " - ", ", ", ". ").get(random.nextInt(5)));
    }
    String[] domains = {"", "gmail.com", "mail.gmail.com", "notgmail.com", "acme.co.example"};
    String[] industries = {"", "Software", "BANKING", "Banking", "toys"};
    return new Sample(
        domains[random.nextInt(domains.length)],
        text.toString(),
        random.nextBoolean() ? null : random.nextInt(7) * 100,
        industries[random.nextInt(industries.length)],
        random.nextBoolean() ? null : random.nextInt(11) / 10.0);
  }

  @Test
  @Tag("slow")
  void compiled_conditions_say_what_a_naive_evaluator_says() {
    assertAsNaively(POLICIES, LEADS);
  }

  @Test
  void a_few_compiled_conditions_say_what_a_naive_evaluator_says() {
    assertAsNaively(3, 25);
  }

  private static void assertAsNaively(int policies, int leads) {
    var random = new Random(SEED);
    var verdicts = new int[3];
    for (int policy = 0; policy < policies; policy++) {
      List<Case> cases =
          IntStream.range(0, CONDITIONS).mapToObj(i -> condition(random, 3)).toList();
      var yaml = new StringBuilder(VOCABULARY).append("rules:\n");
      cases.forEach(one -> yaml.append("- ").append(one.yaml()).append('\n'));
      Settings root = Settings.yaml("test", yaml.toString());
      Definitions vocabulary = Definitions.read(root);
      List<Condition> conditions = root.list("rules").stream()
          .map(when ->
              ConditionLinter.check(ConditionReader.read(when, vocabulary, vocabulary.fields())))
          .toList();
      assertEquals(List.of(), root.problems());
      Conditions compiled = Conditions.of(vocabulary.fields(), conditions);
      for (int i = 0; i < leads; i++) {
        Sample sample = sample(random);
        String said = "seed " + SEED + ", policy " + policy + ": " + sample;
        compare(cases, conditions, compiled, sample, said, verdicts);
      }
    }
    for (Verdict verdict : Verdict.values()) {
      assertTrue(verdicts[verdict.ordinal()] > policies * leads, verdict + " came out too rarely");
    }
  }

  private static void compare(
      List<Case> cases,
      List<Condition> conditions,
      Conditions compiled,
      Sample sample,
      String said,
      int[] verdicts) {
    Lead lead = sample.lead();
    EvaluationContext view = compiled.view(lead);
    var expected = new ArrayList<Integer>();
    for (int i = 0; i < cases.size(); i++) {
      Verdict naive = cases.get(i).naive().apply(sample);
      String where = said + ": " + cases.get(i).yaml();
      assertEquals(naive, conditions.get(i).verdict(view), where);
      assertEquals(naive, conditions.get(i).test(view).verdict(), where);
      verdicts[naive.ordinal()]++;
      if (naive == Verdict.TRUE) {
        expected.add(i);
      }
    }
    assertArrayEquals(
        expected.stream().mapToInt(Integer::intValue).toArray(),
        compiled.matches(compiled.view(lead)),
        said);
    assertArrayEquals(compiled.matches(compiled.view(lead)), compiled.matches(lead), said);
    assertEquals(expected, find(compiled, lead), said + ": a third time");
  }

  @Test
  @Tag("slow")
  void leads_that_many_threads_evaluate_together_give_the_same_as_each_alone() throws Exception {
    var random = new Random(SEED);
    var yaml = new StringBuilder(VOCABULARY).append("rules:\n");
    for (int i = 0; i < CONDITIONS; i++) {
      yaml.append("- ").append(condition(random, 2).yaml()).append('\n');
    }
    Settings root = Settings.yaml("test", yaml.toString());
    Definitions vocabulary = Definitions.read(root);
    Conditions compiled = Conditions.of(
        vocabulary.fields(),
        root.list("rules").stream()
            .map(when ->
                ConditionLinter.check(ConditionReader.read(when, vocabulary, vocabulary.fields())))
            .toList());
    List<Lead> leads = Stream.generate(() -> sample(random).lead()).limit(200).toList();
    List<List<Integer>> alone = leads.stream().map(lead -> find(compiled, lead)).toList();
    // More than there are buffers.
    int threads = 40;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<List<List<Integer>>> all =
          () -> leads.stream().map(lead -> find(compiled, lead)).toList();
      for (Future<List<List<Integer>>> together :
          pool.invokeAll(Collections.nCopies(threads, all))) {
        assertEquals(alone, together.get());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Integer> find(Conditions compiled, Lead lead) {
    MatchedConditions found = compiled.find(lead);
    return IntStream.range(0, found.size()).map(found::number).boxed().toList();
  }
}
