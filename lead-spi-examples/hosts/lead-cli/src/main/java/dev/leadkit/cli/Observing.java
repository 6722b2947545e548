// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.pipeline.LeadPipeline;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command can be told that remembers what a person did with one lead. */
final class Observing {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "LEAD", description = "The id of a lead, lead_…")
  private String lead = "";

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

  /** Remembers the fact, which is told who says so, and answers the lead. */
  LeadId observe(Function<String, Fact.Observation> fact) {
    Path folder = Objects.requireNonNull(data);
    LeadId id = LeadIds.of(lead, Objects.requireNonNull(spec));
    try (Workplace workplace = Workplace.existing(folder)) {
      if (workplace.history(id).isEmpty()) {
        throw new InputException(folder + ": knows no lead " + id);
      }
      try (LeadPipeline pipeline = workplace.pipeline(folder, common.clock())) {
        pipeline.observe(id, fact.apply(by.strip()));
      }
    }
    return id;
  }
}
