// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.check.ReachabilityAnalyzer;
import dev.leadkit.policy.check.ReachabilityAnalyzer.NotProved;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Proves for each route of a table over five fields whether a lead can reach it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnalysisBenchmark {

  private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "BR", "JP", "ES", "IT");
  private static final List<String> LANGUAGES = List.of("de", "fr", "en", "pt", "ja");
  private static final List<String> PRODUCTS = List.of("core", "api", "mobile", "data");

  @Param({"100", "300", "1000"})
  private int routes;

  private List<Condition> conditions = List.of();

  @Setup
  public void read() {
    var random = new Random(42);
    Settings root = Settings.of("none", Map.of());
    Definitions vocabulary = Definitions.read(root);
    Fields fields = vocabulary.fields().withScore();
    var all = new ArrayList<Condition>();
    for (int i = 0; i < routes; i++) {
      all.add(ConditionLinter.check(ConditionReader.read(
          Settings.yaml("route", route(random)).at("when"), vocabulary, fields)));
    }
    conditions = List.copyOf(all);
    if (reachable() == 0) {
      throw new IllegalStateException("expected routes to which leads come");
    }
  }

  /** Two of three routes test each of the five fields. */
  private static String route(Random random) {
    var parts = new ArrayList<String>();
    int from = random.nextInt(100);
    int size = random.nextInt(1000);
    add(parts, random, "score: { between: [%d, %d] }", from, from + random.nextInt(20));
    add(parts, random, "company.size: { between: [%d, %d] }", size, size + random.nextInt(300));
    add(
        parts,
        random,
        "company.country: { in: [%s, %s] }",
        any(COUNTRIES, random, 0),
        any(COUNTRIES, random, 1));
    add(parts, random, "sender.language: { is: %s }", any(LANGUAGES, random, 0));
    add(parts, random, "source.product: { is: %s }", any(PRODUCTS, random, 0));
    if (parts.isEmpty()) {
      return route(random);
    }
    return "when: { " + String.join(", ", parts) + " }";
  }

  private static void add(List<String> parts, Random random, String text, Object... values) {
    if (random.nextInt(3) > 0) {
      parts.add(String.format(Locale.ROOT, text, values));
    }
  }

  private static String any(List<String> words, Random random, int part) {
    int half = words.size() / 2;
    return words.get(part == 0 ? random.nextInt(half) : half + random.nextInt(words.size() - half));
  }

  /** The number of reachable routes. */
  @Benchmark
  public int reachable() {
    ReachabilityAnalyzer precedence = ReachabilityAnalyzer.of(conditions);
    int reachable = 0;
    for (int i = 0; i < conditions.size(); i++) {
      ReachabilityAnalyzer.Proof proof = precedence.comingTo(i);
      if (proof instanceof NotProved) {
        throw new IllegalStateException("route " + i + ": not proved");
      }
      reachable += proof instanceof ReachabilityAnalyzer.Reachable ? 1 : 0;
    }
    return reachable;
  }
}
