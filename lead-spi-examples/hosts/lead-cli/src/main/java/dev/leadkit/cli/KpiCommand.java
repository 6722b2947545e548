// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.kpi.Proportion;
import dev.leadkit.kpi.QueueMove;
import dev.leadkit.kpi.RoutingAccuracy;
import dev.leadkit.kpi.RoutingAccuracy.Cohort;
import dev.leadkit.kpi.SlaCompliance;
import dev.leadkit.kpi.SlaCompliance.Breach;
import dev.leadkit.kpi.SlaCompliance.Kept;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "kpi",
    description = "Reports from the histories whether SLAs were met and routes were right.",
    subcommands = {KpiCommand.Sla.class, KpiCommand.Routing.class})
final class KpiCommand extends CommandGroup {

  /** The options that every report has. */
  static final class Options {

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
        names = "--at",
        paramLabel = "INSTANT",
        description = "As of this time, such as 2026-03-02T12:00:00Z. Default: now.")
    private @Nullable Instant at;

    @Mixin
    private final JsonOption json = new JsonOption();

    DataFolder dataFolder() {
      return DataFolder.existing(data.folder());
    }

    Instant asOf() {
      return at == null ? InstantSource.system().instant() : at;
    }

    /** Writes the report as JSON, or as text. */
    int write(PrintStream out, Supplier<byte[]> bytes, Runnable text) {
      if (json.isGiven()) {
        out.writeBytes(bytes.get());
        out.println();
      } else {
        text.run();
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "sla",
      description = "Reports by queue which replies met the SLA and which leads still wait.")
  static final class Sla implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Mixin
    private final Options options = new Options();

    @Option(
        names = "--most",
        paramLabel = "N",
        defaultValue = "20",
        description = "Number of breaches to list, the longest overdue first.")
    private int most = 20;

    @Override
    public Integer call() {
      if (most < 0) {
        throw call.wrongUsage("--most: expected 0 or more, got " + most);
      }
      PrintStream out = call.out();
      SlaCompliance report;
      try (DataFolder dataFolder = options.dataFolder()) {
        report = dataFolder.slaCompliance(options.asOf(), most);
      }
      return options.write(out, report::toJson, () -> print(out, report));
    }

    private static void print(PrintStream out, SlaCompliance report) {
      SimulationText.line(
          out,
          "%-20s %8s %8s %8s %9s  %-26s %10s %10s",
          "queue",
          "kept",
          "breached",
          "running",
          "unlimited",
          "share",
          "median",
          "p95");
      report.queues().forEach((queue, kept) -> queue(out, queue, kept));
      queue(out, "all", report.all());
      for (Breach breach : report.breaches()) {
        SimulationText.line(
            out,
            "%s  %s, due %s, %s %s",
            breach.lead(),
            breach.queue(),
            breach.due(),
            breach.repliedAt() == null ? "no reply for" : "replied after",
            time(breach.late()));
      }
    }

    private static void queue(PrintStream out, String queue, Kept kept) {
      boolean none = kept.kept().total() == 0;
      SimulationText.line(
          out,
          "%-20s %,8d %,8d %,8d %,9d  %-26s %10s %10s",
          queue,
          kept.kept().hits(),
          kept.breached(),
          kept.running(),
          kept.unlimited(),
          share(kept.kept()),
          none ? "-" : orNever(kept.median()),
          none ? "-" : orNever(kept.p95()));
    }

    private static String orNever(@Nullable Duration time) {
      return time == null ? "never" : time(time);
    }

    private static String time(Duration time) {
      long minutes = time.toMinutes();
      return minutes < 120
          ? minutes + " min"
          : minutes < 72 * 60 ? minutes / 60 + " h" : time.toDays() + " d";
    }
  }

  @Command(
      name = "routing",
      description = "Reports by policy and route how often the first route was right.")
  static final class Routing implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Mixin
    private final Options options = new Options();

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "7",
        description =
            "Number of days after a decision in which a reassignment counts; younger leads are left out.")
    private int days = 7;

    @Override
    public Integer call() {
      if (days < 1) {
        throw call.wrongUsage("--days: expected 1 or more, got " + days);
      }
      PrintStream out = call.out();
      RoutingAccuracy report;
      try (DataFolder dataFolder = options.dataFolder()) {
        report = dataFolder.routingAccuracy(options.asOf(), Duration.ofDays(days));
      }
      return options.write(out, report::toJson, () -> print(out, report));
    }

    private static void print(PrintStream out, RoutingAccuracy report) {
      SimulationText.line(
          out,
          "%-20s %8s %9s %8s %9s %8s %8s  %s",
          "route",
          "routed",
          "misrouted",
          "absence",
          "balancing",
          "request",
          "pending",
          "right");
      report.routes().forEach((route, cohort) -> cohort(out, route, cohort));
      report.policies().forEach((policy, cohort) -> cohort(out, shortened(policy), cohort));
      cohort(out, "all", report.all());
      for (Map.Entry<QueueMove, Long> misroute : report.misroutes().entrySet()) {
        SimulationText.line(
            out,
            "%,8d  %s -> %s",
            misroute.getValue(),
            misroute.getKey().from(),
            misroute.getKey().to());
      }
    }

    private static String shortened(String policy) {
      return policy.length() > 20 ? policy.substring(0, 19) + "…" : policy;
    }

    private static void cohort(PrintStream out, String name, Cohort cohort) {
      SimulationText.line(
          out,
          "%-20s %,8d %,9d %,8d %,9d %,8d %,8d  %s",
          name,
          cohort.accuracy().total(),
          cohort.misrouted(),
          cohort.absence(),
          cohort.balancing(),
          cohort.request(),
          cohort.pending(),
          share(cohort.accuracy()));
    }
  }

  private static String share(Proportion share) {
    return share.total() == 0 ? "-" : SimulationText.interval(share);
  }
}
