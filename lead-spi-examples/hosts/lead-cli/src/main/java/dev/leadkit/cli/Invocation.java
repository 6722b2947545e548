// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.io.PrintStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The help options and the streams that every command has, and its exceptions for wrong usage. */
@Command(
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    versionProvider = LeadCommand.Version.class)
final class Invocation {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }

  LeadCommand lead() {
    return (LeadCommand) Objects.requireNonNull(spec).root().userObject();
  }

  PrintStream out() {
    return lead().out();
  }

  /** Returns an exception that ends the command with one line and exit code 2. */
  ParameterException wrongUsage(String problem) {
    return new ParameterException(line(), problem);
  }

  /** Returns the exception for a call of a command group without a command. */
  ParameterException missingCommand() {
    return wrongUsage("expected a command: " + String.join(", ", UsageHint.commands(line())));
  }
}
