// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "help", helpCommand = true, description = "Shows the help of a command.")
final class HelpCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "A command, such as 'ingest' or 'policy check'; without it, the list of all.")
  private List<String> path = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine line = call.line().getParent();
    for (String name : path) {
      CommandLine next = line.getSubcommands().get(name);
      if (next == null) {
        throw new CommandLine.ParameterException(line, UsageHint.unknownCommand(name, line));
      }
      line = next;
    }
    call.out().print(line.getUsageMessage(call.line().getColorScheme()));
    return ExitCode.OK;
  }
}
