// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

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
import dev.leadkit.routing.RouteTable;
import dev.leadkit.spi.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

/** Route tables over five fields: the lead matches the first route, the last one, or only the default. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteBenchmark {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final int COUNTRIES = 20;

  @Param({"10", "100", "1000"})
  private int routes;

  @Param({"first", "last", "rest"})
  private String met = "first";

  private RouteTable table = table(1, 0);
  private Lead lead = lead("none");
  private final Score score = Score.of(75, List.of(), List.of());

  @Setup
  public void table() {
    table = table(routes, met.equals("last") ? routes - 1 : 0);
    lead = lead(met.equals("rest") ? "none" : "wanted");
    String expected = met.equals("rest") ? "rest" : met.equals("last") ? "r" + (routes - 1) : "r0";
    if (!table.route(lead, score).route().equals(expected)) {
      throw new IllegalStateException("expected " + expected + ", got " + table.route(lead, score));
    }
  }

  /** Every route tests country, size, channel, product and score; the product decides which one the lead matches. */
  private static RouteTable table(int routes, int wanted) {
    var yaml = new StringBuilder("routes:\n");
    for (int i = 0; i < routes; i++) {
      yaml.append(String.format(
          Locale.ROOT,
          "  - { id: r%d, when: { company.country: { is: %s }, company.size: { gte: %d },"
              + " source.channel: { is: mail }, source.product: { is: %s }, score: { gte: %d } },"
              + " to: { queue: q%d, sla: 1h } }\n",
          i,
          i == wanted ? "C0" : "C" + i % COUNTRIES,
          i % 7,
          i == wanted ? "wanted" : "p" + i % 50,
          i % 70,
          i));
    }
    yaml.append("  - { id: rest, when: always, to: { queue: rest, sla: 1h } }\n");
    Settings settings = Settings.yaml("routes", yaml.toString());
    RouteTable table = RouteTable.read(settings);
    if (!settings.problems().isEmpty()) {
      throw new IllegalStateException(settings.problems().toString());
    }
    return table;
  }

  private static Lead lead(String product) {
    Message message = Message.builder("evt_1", NOON).build();
    Source source =
        Source.builder("mail", "sales@leadkit.example").product(product).build();
    var company = new Company("acme.example", "Acme", 850, "", "C0", "", List.of());
    LeadId id = LeadId.openedBy("evt_1");
    return Lead.of(
        id,
        List.of(
            new LeadEvent(id, 1, NOON, new Fact.Received(message, source, Key.of(message), "")),
            new LeadEvent(
                id, 2, NOON, new Fact.Enriched("task", "companies", Enrichment.of(company)))));
  }

  /** The assignment without the reasons of earlier routes, which are computed when they are read. */
  @Benchmark
  public Assignment route() {
    return table.route(lead, score);
  }

  /** The assignment with these reasons, as it is stored. */
  @Benchmark
  public int routeAndReasons() {
    return table.route(lead, score).passed().stream()
        .mapToInt(one -> one.why().length())
        .sum();
  }
}
