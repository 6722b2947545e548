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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "label",
    description = "Remembers what a lead turned out to be: simulations and models learn from it.",
    mixinStandardHelpOptions = true)
final class LabelCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Mixin
  private final Observing observing = new Observing();

  @Parameters(
      index = "1",
      paramLabel = "LABEL",
      description = "queue:NAME, spam, ham, or any other word.")
  private String label = "";

  @Override
  public Integer call() {
    if (label.isBlank()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "LABEL: expected a word, got nothing");
    }
    LeadId id = observing.observe(by -> new Fact.Labelled(label.strip(), by));
    Objects.requireNonNull(command).out().println(id + " is labelled " + label.strip());
    return ExitCode.OK;
  }
}
