// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.spi.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes a mistake in a command line on one line, with the probable correction. */
final class UsageHint {

  private UsageHint() {}

  static String problem(ParameterException e, String... given) {
    CommandLine line = e.getCommandLine();
    return text(e, given, line) + "; see " + line.getCommandSpec().qualifiedName() + " --help";
  }

  private static String text(ParameterException e, String[] given, CommandLine line) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched, line);
    }
    if (e instanceof MissingParameterException) {
      // a required option is often missing because it was mistyped
      for (String argument : given) {
        if (argument.equals("--")) {
          break;
        }
        if (argument.startsWith("--") && !options(line).contains(name(argument))) {
          return unknownOption(argument, line);
        }
      }
    }
    String message = String.valueOf(e.getMessage());
    ArgSpec argument = e.getArgSpec();
    return argument != null && message.startsWith("Invalid value for ")
        ? invalid(argument, String.valueOf(e.getValue()), message)
        : message;
  }

  /** Describes the values that an argument accepts, without the names of Java types. */
  private static String invalid(ArgSpec argument, String value, String message) {
    String name =
        argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    Class<?> type = argument.auxiliaryTypes()[0];
    String problem;
    if (type.isEnum()) {
      problem = "expected one of " + names(type) + ", got '" + value + "'";
    } else if (type == int.class) {
      problem = "expected a whole number, got '" + value + "'";
    } else if (type == Path.class) {
      problem = "'" + value + "' cannot be a path on this system; is the locale that of the name?";
    } else {
      problem = message.substring(message.indexOf(": ") + 2);
    }
    return name + ": " + problem;
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String name(String option) {
    int equals = option.indexOf('=');
    return equals < 0 ? option : option.substring(0, equals);
  }

  private static String unknownOption(String given, CommandLine line) {
    String near = Settings.nearest(name(given), options(line));
    return "unknown option '" + name(given) + "'"
        + (near.startsWith("did you mean") ? "; " + near : "");
  }

  private static String unknown(UnmatchedArgumentException e, CommandLine line) {
    String given = e.getUnmatched().get(0);
    if (given.startsWith("-")) {
      return unknownOption(given, line);
    }
    return commands(line).isEmpty()
        ? "unexpected argument '" + given + "'"
        : unknownCommand(given, line);
  }

  static String unknownCommand(String given, CommandLine line) {
    return "unknown command '" + given + "'; " + Settings.nearest(given, commands(line));
  }

  /** The names of the subcommands, without hidden ones. */
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
