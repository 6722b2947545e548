// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(
    name = "explain",
    description = "Explains how a lead came to its score, its queue and its deliveries.")
final class ExplainCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Mixin
  private final LeadParameter lead = new LeadParameter();

  @Mixin
  private final DataOption data = new DataOption();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final SetupOptions setup = new SetupOptions();

  @Override
  public Integer call() throws IOException {
    LeadId id = lead.id(call);
    Path folder = data.folder();
    try (DataFolder dataFolder = DataFolder.existing(folder)) {
      List<LeadEvent> history = dataFolder.history(id);
      if (history.isEmpty()) {
        throw LeadIds.unknown(id, folder);
      }
      LeadCommand shown = call.lead();
      List<String> damage = dataFolder.problems(id, history);
      if (!isWhole(history)) {
        damage.forEach(shown::complain);
        throw new InputException(
            folder + ": the history of " + id + " has gaps and cannot be explained");
      }
      var explanation = new Explanation(id, history, dataFolder.blobs());
      explanation.misses(new KeptPolicies(folder), setup.setup(folder).policy());
      var problems = new ArrayList<>(explanation.problems());
      problems.addAll(damage);
      if (json.isGiven()) {
        explanation.json(problems).print(shown.out());
      } else {
        explanation.print(shown.out());
      }
      problems.forEach(shown::complain);
      return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private static boolean isWhole(List<LeadEvent> history) {
    return IntStream.range(0, history.size()).allMatch(i -> history.get(i).seq() == i + 1);
  }
}
