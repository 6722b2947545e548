// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reopen",
    description = "Decides leads again under the current policy and delivers what changes.")
final class ReopenCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Parameters(
      paramLabel = "LEAD",
      arity = "0..*",
      description = "The ids of leads, lead_…; see 'lead list'.")
  private List<String> leads = new ArrayList<>();

  @Option(names = "--all", description = "Every lead of the data folder.")
  private boolean all;

  @Mixin
  private final DataOption data = new DataOption();

  @Mixin
  private final SetupOptions setup = new SetupOptions();

  @Option(
      names = "--approve",
      description = "Do it; without this option the changes are only shown.")
  private boolean approved;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "the policy changed",
      description = "Why; recorded in the history of each lead.")
  private String reason = "";

  @Mixin
  private final ByOption by = new ByOption();

  @Mixin
  private final WorkOptions work = new WorkOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    if (all != leads.isEmpty()) {
      throw call.wrongUsage("expected the ids of leads, or --all");
    }
    Path folder = data.folder();
    PrintStream out = call.out();
    try (DataFolder dataFolder = DataFolder.existing(folder)) {
      Wiring wiring = Wiring.of(setup.setup(folder));
      Policy active = wiring.policy();
      Map<LeadId, String> changes = new LinkedHashMap<>();
      for (LeadId id : asked(dataFolder)) {
        String change = change(lead(dataFolder, id), active);
        if (!change.isEmpty()) {
          changes.put(id, change);
          if (!json.isGiven()) {
            out.println(id + "  " + change);
          }
        }
      }
      DeliveryCounts deliveries = null;
      if (approved) {
        setup.remember(folder);
        deliveries = reopen(dataFolder, wiring, changes.keySet());
      }
      if (json.isGiven()) {
        json(changes, active, deliveries).print(out);
      } else if (deliveries == null) {
        out.println(changes.size() + " leads would be decided again by policy " + active.version()
            + "; nothing is done without --approve");
      } else {
        out.println(changes.size() + " leads were decided again by policy " + active.version());
        deliveries.lines().forEach(out::println);
      }
      return deliveries == null || deliveries.isFinished() ? ExitCode.OK : LeadCommand.UNFINISHED;
    }
  }

  private static Json json(
      Map<LeadId, String> changes, Policy policy, @Nullable DeliveryCounts deliveries) {
    return new Json()
        .put("policy", policy.version())
        .put("done", deliveries != null)
        .put(
            "changes",
            changes.entrySet().stream()
                .map(change ->
                    new Json().put("lead", change.getKey()).put("change", change.getValue()))
                .toList())
        .put("deliveries", deliveries == null ? null : deliveries.json());
  }

  private Collection<LeadId> asked(DataFolder dataFolder) {
    return all
        ? dataFolder.leads()
        : leads.stream().map(lead -> LeadIds.of(lead, call)).distinct().toList();
  }

  private Lead lead(DataFolder dataFolder, LeadId id) {
    List<LeadEvent> history = dataFolder.history(id);
    if (history.isEmpty()) {
      throw LeadIds.unknown(id, data.folder());
    }
    return Lead.of(id, history);
  }

  /** Describes what would be delivered differently, or retried; {@code ""} if nothing. */
  private static String change(Lead lead, Policy policy) {
    Qualified before = lead.decision();
    if (before == null || lead.isStale()) {
      return ""; // it will be decided in any case
    }
    Qualified after = policy.qualify(lead);
    Lead changed = lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, lead.asOf(), after));
    if (!changed.revision().equals(lead.revision())) {
      return shown(before) + " -> " + shown(after);
    }
    return lead.deadLetters().isEmpty()
        ? ""
        : shown(before) + ", " + lead.deadLetters().size() + " dead letters, tried again";
  }

  private static String shown(Qualified decision) {
    Assignment assignment = decision.assignment();
    return decision.score().value() + " "
        + (assignment.queue().isEmpty() ? "(" + assignment.route() + ")" : assignment.queue())
        + (assignment.owner().isEmpty() ? "" : "/" + assignment.owner());
  }

  private DeliveryCounts reopen(DataFolder dataFolder, Wiring wiring, Collection<LeadId> changed) {
    Path folder = data.folder();
    InstantSource clock = common.clock();
    try (LeadPipeline pipeline =
        dataFolder.pipeline(folder, clock, wiring, call.lead().connectors())) {
      for (LeadId id : changed) {
        pipeline.observe(id, new Fact.Reopened(reason, by.name()));
      }
      work.finish(pipeline, clock);
    }
    var counting = new DeliveryCounts.Counting(wiring.policy());
    changed.forEach(id -> counting.count(lead(dataFolder, id)));
    return counting.sheet();
  }
}
