// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = "Says how a lead came to its score, its queue and its deliveries.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "LEAD", description = "The id of a lead, lead_…")
  private String lead = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where everything is kept.")
  private @Nullable Path data;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The policy that decided the lead, where DIR does not keep it; another one is not asked.")
  private @Nullable Path policy;

  @Override
  public Integer call() throws IOException {
    Path folder = Objects.requireNonNull(data);
    LeadId id = LeadIds.of(lead, Objects.requireNonNull(spec));
    try (Workplace workplace = Workplace.existing(folder)) {
      List<LeadEvent> history = workplace.history(id);
      if (history.isEmpty()) {
        throw new InputException(folder + ": knows no lead " + id);
      }
      LeadCommand shown = Objects.requireNonNull(command);
      var explanation = new Explanation(id, history, workplace.blobs());
      explanation.misses(new PolicyArchive(folder), policy);
      explanation.print(shown.out());
      explanation.problems().forEach(shown::complain);
      return explanation.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
