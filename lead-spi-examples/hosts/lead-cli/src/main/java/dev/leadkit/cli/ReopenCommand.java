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
import dev.leadkit.policy.PolicySource;
import dev.leadkit.spi.PolicyOrigin;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    name = "reopen",
    description = "Has leads decided anew by today's policy; delivers again what changes by it.",
    mixinStandardHelpOptions = true)
final class ReopenCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "LEAD", arity = "0..*", description = "The ids of leads, lead_…")
  private List<String> leads = new ArrayList<>();

  @Option(names = "--all", description = "Every lead that there is.")
  private boolean all;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where everything is kept.")
  private @Nullable Path data;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy that decides; without it, the policy of the demo.")
  private @Nullable Path policy;

  @Option(
      names = "--approve",
      description = "Does it; without it, what would be done is only shown.")
  private boolean approved;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "the policy changed",
      description = "Stands in the history of each lead; ${DEFAULT-VALUE} if not said.")
  private String reason = "";

  @Option(names = "--by", paramLabel = "NAME", defaultValue = "", description = "Who says so.")
  private String by = "";

  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    if (all != leads.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "expected either LEADs or --all");
    }
    Path folder = Objects.requireNonNull(data);
    Policy active =
        policy == null ? DefaultPolicy.read() : PolicySource.file(policy).policy();
    PrintStream out = Objects.requireNonNull(command).out();
    try (Workplace workplace = Workplace.existing(folder)) {
      List<LeadId> changed = new ArrayList<>();
      for (LeadId id : asked(workplace)) {
        Lead lead = lead(workplace, id);
        String change = change(lead, active);
        if (!change.isEmpty()) {
          changed.add(id);
          out.println(id + "  " + change);
        }
      }
      if (approved) {
        reopen(workplace, changed);
        out.println(changed.size() + " leads are decided anew, by policy " + active.version());
      } else {
        out.println(changed.size() + " leads would be decided anew, by policy " + active.version()
            + "; nothing is done without --approve");
      }
    }
    return ExitCode.OK;
  }

  private Collection<LeadId> asked(Workplace workplace) {
    return all
        ? workplace.leads()
        : leads.stream()
            .map(lead -> LeadIds.of(lead, Objects.requireNonNull(spec)))
            .distinct()
            .toList();
  }

  private Lead lead(Workplace workplace, LeadId id) {
    List<LeadEvent> history = workplace.history(id);
    if (history.isEmpty()) {
      throw new InputException(data + ": knows no lead " + id);
    }
    return Lead.of(id, history);
  }

  /** What would be delivered otherwise, or tried again; {@code ""} if nothing. */
  private static String change(Lead lead, Policy policy) {
    Qualified before = lead.decision();
    if (before == null || lead.isStale()) {
      return ""; // it will be decided anyhow
    }
    Qualified after = policy.qualify(lead);
    Lead changed = lead.apply(new LeadEvent(lead.id(), lead.seq() + 1, lead.asOf(), after));
    if (!changed.revision().equals(lead.revision())) {
      return shown(before) + " -> " + shown(after);
    }
    return lead.deadLetters().isEmpty()
        ? ""
        : shown(before) + ", " + lead.deadLetters().size() + " given up, tried again";
  }

  private static String shown(Qualified decision) {
    Assignment assignment = decision.assignment();
    return decision.score().value() + " "
        + (assignment.queue().isEmpty() ? "(" + assignment.route() + ")" : assignment.queue())
        + (assignment.owner().isEmpty() ? "" : "/" + assignment.owner());
  }

  private void reopen(Workplace workplace, List<LeadId> changed) {
    Path folder = Objects.requireNonNull(data);
    InstantSource clock = common.clock();
    Policy kept =
        Workplace.kept(folder, policy == null ? DefaultPolicy.origin() : PolicyOrigin.file(policy));
    try (LeadPipeline pipeline = workplace.pipeline(folder, clock, kept)) {
      for (LeadId id : changed) {
        pipeline.observe(id, new Fact.Reopened(reason, by));
      }
      pipeline.run();
    }
  }
}
