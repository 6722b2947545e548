// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.json.LeadJson;
import dev.leadkit.pipeline.LeadPipeline;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** The options of every command that records what a person did with one lead. */
final class ObservationOptions {

  @Mixin
  private final LeadParameter lead = new LeadParameter();

  @Mixin
  private final DataOption data = new DataOption();

  @Mixin
  private final ByOption by = new ByOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final CommonOptions common = new CommonOptions();

  /**
   * Records a fact and reports it.
   *
   * @param fact makes the fact from the name of the person
   * @param text reported after the lead's id
   */
  int observe(Invocation call, Function<String, Fact.Observation> fact, String text) {
    Path folder = data.folder();
    LeadId id = lead.id(call);
    Fact.Observation observation = fact.apply(by.name());
    try (DataFolder dataFolder = DataFolder.existing(folder)) {
      if (dataFolder.history(id).isEmpty()) {
        throw LeadIds.unknown(id, folder);
      }
      try (LeadPipeline pipeline = dataFolder.pipeline(folder, common.clock())) {
        pipeline.observe(id, observation);
      }
    }
    if (json.isGiven()) {
      new Json()
          .put("lead", id)
          .put("type", LeadJson.type(observation))
          .putJson("fact", LeadJson.write(observation))
          .print(call.out());
    } else {
      call.out().println(id + " " + text);
    }
    return ExitCode.OK;
  }
}
