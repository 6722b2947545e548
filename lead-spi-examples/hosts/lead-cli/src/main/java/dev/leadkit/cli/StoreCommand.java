// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "store",
    description = "Looks after the data folder.",
    mixinStandardHelpOptions = true,
    subcommands = StoreVerifyCommand.class,
    synopsisSubcommandLabel = "COMMAND")
final class StoreCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Spec
  private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "expected a command: verify");
  }

  LeadCommand lead() {
    return Objects.requireNonNull(command);
  }
}
