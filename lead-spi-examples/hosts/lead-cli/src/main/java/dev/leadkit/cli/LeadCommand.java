// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.StoreException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code lead} command: mail in, explained and routed leads out, on one machine and without a network.
 *
 * <p>What was asked for goes to the standard output, everything else to the standard error, both in UTF-8 whatever the locale. It exits with
 * 0 if all is well, with 1 if the input failed, with 2 if it was called in a way that it does not know; an error is one line that says what
 * and where.
 */
@Command(
    name = "lead",
    description = "Turns mail into scored, routed and explained leads.",
    mixinStandardHelpOptions = true,
    version = "lead 0.1.0",
    subcommands = {
      DemoCommand.class,
      ParseCommand.class,
      IngestCommand.class,
      ExplainCommand.class,
      PolicyCommand.class,
      SimulateCommand.class,
      LabelCommand.class,
      ReplyCommand.class,
      ReassignCommand.class,
      ModelCommand.class,
      KpiCommand.class,
      ReopenCommand.class,
      RereadCommand.class,
      StoreCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all is well", "1:the input failed", "2:wrong usage"},
    synopsisSubcommandLabel = "COMMAND")
public final class LeadCommand implements Callable<Integer> {

  @Spec
  private @Nullable CommandSpec spec;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  LeadCommand(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... args) {
    int code;
    try (PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err)) {
      code = new LeadCommand(System.in, out, err).run(args);
      out.flush();
      if (out.checkError() && code == ExitCode.OK) {
        err.println("lead: the standard output cannot be written");
        code = ExitCode.SOFTWARE;
      }
    }
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }

  /** Runs one command and answers its exit code. */
  int run(String... args) {
    var commands = new CommandLine(this)
        .setOut(new PrintWriter(out, false, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, given) -> {
          complain(e.getMessage() + "; see lead --help");
          return ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((e, line, result) -> failed(e));
    int code;
    try {
      code = commands.execute(args);
    } catch (Error e) {
      code = failed(e);
    }
    commands.getOut().flush();
    out.flush();
    err.flush();
    return code;
  }

  private int failed(Throwable e) {
    if (e instanceof PolicyException policy) {
      policy.problems().forEach(this::complain);
    } else if (e instanceof InputException
        || e instanceof StoreException
        || e instanceof UncheckedIOException
        || e instanceof IOException) {
      complain(e.getMessage());
    } else if (e instanceof OutOfMemoryError) {
      complain("out of memory, " + e.getMessage() + "; more of it: JAVA_TOOL_OPTIONS=-Xmx1g");
    } else {
      complain(e.toString());
      e.printStackTrace(err);
    }
    return ExitCode.SOFTWARE;
  }

  /** Says in one line what went wrong, and where. */
  void complain(@Nullable String problem) {
    out.flush();
    err.println("lead: " + String.valueOf(problem).strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }

  @Override
  public Integer call() {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "expected a command");
  }

  InputStream in() {
    return in;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }
}
