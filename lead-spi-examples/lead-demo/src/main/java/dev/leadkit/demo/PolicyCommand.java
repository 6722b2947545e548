// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.demo;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicySource;
import dev.leadkit.routing.RouteTable;
import dev.leadkit.scoring.Ruleset;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "policy",
    description = "Works on policies.",
    mixinStandardHelpOptions = true,
    subcommands = PolicyCommand.Check.class,
    synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "expected a command: check");
  }

  @Command(
      name = "check",
      description = "Says what is wrong with a policy, each problem with its place.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {

    @ParentCommand
    private @Nullable PolicyCommand parent;

    @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
    private @Nullable Path file;

    @Override
    public Integer call() {
      LeadCommand lead = Objects.requireNonNull(Objects.requireNonNull(parent).command);
      Path checked = Objects.requireNonNull(file);
      Policy policy = PolicySource.file(checked).policy();
      lead.out()
          .println("ok: " + checked + ", version " + policy.version()
              + (policy.scorer() instanceof Ruleset rules
                  ? ", " + rules.rules().size() + " rules"
                  : "")
              + (policy.router() instanceof RouteTable table
                  ? ", " + table.routes().size() + " routes"
                  : ""));
      return ExitCode.OK;
    }
  }
}
