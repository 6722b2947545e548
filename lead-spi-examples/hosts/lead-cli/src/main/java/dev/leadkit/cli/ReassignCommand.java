// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "reassign",
    description = "Remembers that a person gave a lead to another queue or owner, and why.",
    mixinStandardHelpOptions = true)
final class ReassignCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Mixin
  private final Observing observing = new Observing();

  @Parameters(index = "1", paramLabel = "QUEUE", description = "To which queue.")
  private String queue = "";

  @Option(names = "--owner", paramLabel = "NAME", defaultValue = "", description = "To whom in it.")
  private String owner = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; one that begins with absence, balancing or customer_request says nothing"
          + " against the route.")
  private String reason = "";

  @Override
  public Integer call() {
    if (queue.isBlank() || reason.isBlank()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "QUEUE and --reason: expected some words, got nothing");
    }
    LeadId id = observing.observe(
        by -> new Fact.Reassigned(queue.strip(), owner.strip(), reason.strip(), by));
    Objects.requireNonNull(command).out().println(id + " is given to " + queue.strip());
    return ExitCode.OK;
  }
}
