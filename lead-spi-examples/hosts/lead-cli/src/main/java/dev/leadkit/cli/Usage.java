// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, and what was probably meant. */
final class Usage {

  private Usage() {}

  static String problem(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String problem = e instanceof UnmatchedArgumentException unmatched
        ? unknown(unmatched, line)
        : String.valueOf(e.getMessage());
    return problem + "; see " + line.getCommandSpec().qualifiedName() + " --help";
  }

  private static String unknown(UnmatchedArgumentException e, CommandLine line) {
    String given = e.getUnmatched().get(0);
    if (given.startsWith("-")) {
      int equals = given.indexOf('=');
      String name = equals < 0 ? given : given.substring(0, equals);
      String near = Settings.nearest(name, options(line));
      return "unknown option '" + name + "'" + (near.startsWith("did you mean") ? "; " + near : "");
    }
    return commands(line).isEmpty()
        ? "unexpected argument '" + given + "'"
        : unknownCommand(given, line);
  }

  static String unknownCommand(String given, CommandLine line) {
    return "unknown command '" + given + "'; " + Settings.nearest(given, commands(line));
  }

  /** The names of the commands below this one, those that help leaves out excepted. */
  static List<String> commands(CommandLine line) {
    return line.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(spec -> !spec.usageMessage().hidden())
        .map(spec -> spec.name())
        .distinct()
        .toList();
  }

  private static List<String> options(CommandLine line) {
    var names = new ArrayList<String>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!option.hidden()) {
        names.addAll(List.of(option.names()));
      }
    }
    return names;
  }
}
