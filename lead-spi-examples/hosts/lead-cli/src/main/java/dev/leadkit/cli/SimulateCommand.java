// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.simulation.PromotionGate;
import dev.leadkit.simulation.Simulation;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "simulate",
    description = "Decides all history again under another policy and reports what would change.")
final class SimulateCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The candidate. Default: that of lead.yaml in the data folder, else the demo's.")
  private @Nullable Path policy;

  @Mixin
  private final DataOption data = new DataOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report as a web page, too.")
  private @Nullable Path html;

  @Option(
      names = "--budget",
      paramLabel = "FILE",
      description = "Limits of change; if one is exceeded, print why and exit with 1.")
  private @Nullable Path budget;

  @Option(
      names = "--movers",
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of biggest score changes to list.")
  private int movers = 20;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Number of threads.")
  private int threads = 2;

  @Override
  public Integer call() throws IOException {
    if (movers < 0) {
      throw call.wrongUsage("--movers: expected 0 or more, got " + movers);
    }
    if (threads < 1) {
      throw call.wrongUsage("--threads: expected 1 or more, got " + threads);
    }
    LeadCommand lead = call.lead();
    PromotionGate gate = gate();
    SimulationReport report;
    try (DataFolder dataFolder = DataFolder.existing(data.folder())) {
      Policy candidate = policy == null
          ? new SetupFile(data.folder()).read().readPolicy()
          : PolicySource.file(policy).policy();
      report = dataFolder.simulate(Simulation.of(candidate)
          .withThreads(threads)
          .withMovers(movers)
          .withCapacity(gate.capacity()));
    }
    if (html != null) {
      Files.writeString(html, new SimulationPage(report).html());
    }
    if (json.isGiven()) {
      lead.out().writeBytes(report.toJson());
      lead.out().println();
    } else {
      new SimulationText(report).print(lead.out());
    }
    List<String> reasons = gate.reasons(report);
    if (budget == null) {
      return ExitCode.OK;
    }
    reasons.forEach(reason -> lead.complain(budget + ": " + reason));
    return reasons.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private PromotionGate gate() throws IOException {
    return PromotionGate.read(
        budget == null
            ? Settings.yaml("no budgets", "schema: lead-budget/1")
            : Settings.yaml(String.valueOf(budget.getFileName()), Files.readString(budget)));
  }
}
