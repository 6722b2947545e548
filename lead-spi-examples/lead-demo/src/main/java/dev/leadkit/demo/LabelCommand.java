// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.demo;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.pipeline.LeadPipeline;
import java.nio.file.Path;
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
    name = "label",
    description = "Remembers what a lead turned out to be: simulations and models learn from it.",
    mixinStandardHelpOptions = true)
final class LabelCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "LEAD", description = "The id of a lead, lead_…")
  private String lead = "";

  @Parameters(paramLabel = "LABEL", description = "queue:NAME, spam, ham, or any other word.")
  private String label = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where everything is kept.")
  private @Nullable Path data;

  @Option(names = "--by", paramLabel = "NAME", defaultValue = "", description = "Who says so.")
  private String by = "";

  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Path folder = Objects.requireNonNull(data);
    LeadId id = LeadIds.of(lead, Objects.requireNonNull(spec));
    if (label.isBlank()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "LABEL: expected a word, got nothing");
    }
    try (Workplace workplace = Workplace.existing(folder)) {
      if (workplace.history(id).isEmpty()) {
        throw new InputException(folder + ": knows no lead " + id);
      }
      try (LeadPipeline pipeline = workplace.pipeline(folder, common.clock())) {
        pipeline.observe(id, new Fact.Labelled(label.strip(), by.strip()));
      }
    }
    Objects.requireNonNull(command).out().println(id + " is labelled " + label.strip());
    return ExitCode.OK;
  }
}
