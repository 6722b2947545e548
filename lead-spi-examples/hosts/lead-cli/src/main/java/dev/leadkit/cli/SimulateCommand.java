// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicySource;
import dev.leadkit.simulation.PromotionGate;
import dev.leadkit.simulation.Simulation;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "simulate",
    description = "Decides all history again by another policy, and says what would be different.",
    mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The candidate; without it, the policy of the demo.")
  private @Nullable Path policy;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where the history is kept; it is only read.")
  private @Nullable Path data;

  @Option(names = "--json", description = "Write the report as JSON.")
  private boolean json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page, too.")
  private @Nullable Path html;

  @Option(
      names = "--budget",
      paramLabel = "FILE",
      description = "How much may change: exits with 1 and the reasons if more does.")
  private @Nullable Path budget;

  @Option(
      names = "--movers",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many of the leads that move farthest to show.")
  private int movers = 20;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "On how many threads.")
  private int threads = 2;

  @Override
  public Integer call() throws IOException {
    if (movers < 0 || threads < 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--movers: expected 0 or more, --threads: 1 or more; got " + movers + ", " + threads);
    }
    LeadCommand lead = Objects.requireNonNull(command);
    PromotionGate gate = gate();
    Policy candidate =
        policy == null ? DefaultPolicy.read() : PolicySource.file(policy).policy();
    SimulationReport report;
    try (Workplace workplace = Workplace.existing(Objects.requireNonNull(data))) {
      report = workplace.simulate(Simulation.of(candidate)
          .withThreads(threads)
          .withMovers(movers)
          .withCapacity(gate.capacity()));
    }
    if (html != null) {
      Files.writeString(html, new SimulationPage(report).html());
    }
    if (json) {
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
