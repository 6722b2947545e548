// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.spi.Connector;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code lead} command: turns mail into scored, routed and explained leads, on one machine and without a network.
 *
 * <p>Results go to the standard output, everything else to the standard error, both in UTF-8 whatever the locale. The exit code is 0 on
 * success, 1 if the input failed, 2 for wrong usage or findings of {@code doctor}, and 3 if deliveries are waiting or were given up. An error is one line
 * with the problem and its place; only a fault of the command itself prints a stack trace.
 */
@Command(
    name = "lead",
    description = "Turns mail into scored, routed and explained leads.",
    subcommands = {
      DemoCommand.class,
      IngestCommand.class,
      ListCommand.class,
      ExplainCommand.class,
      ParseCommand.class,
      UnderstandCommand.class,
      PolicyCommand.class,
      SimulateCommand.class,
      ReplyCommand.class,
      ReassignCommand.class,
      LabelCommand.class,
      ReopenCommand.class,
      UnmergeCommand.class,
      RereadCommand.class,
      ModelCommand.class,
      KpiCommand.class,
      StoreCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:the input failed, or a check found a problem",
      "2:wrong usage, or doctor found a warning or an error",
      "3:deliveries are waiting or were given up, or leads are undecided (demo, ingest, reopen)"
    },
    footer = {"", "A data folder remembers its policy and more in lead.yaml; see docs/cli.md."},
    synopsisSubcommandLabel = "COMMAND")
public final class LeadCommand implements Callable<Integer> {

  /** The exit code when all mails were accepted but some deliveries are not confirmed. */
  static final int UNFINISHED = 3;

  /** Makes the connector of a name that the policy delivers to. */
  @FunctionalInterface
  interface Connectors {
    Connector connector(String name, Path folder);
  }

  /** The version of the jar; a folder of classes has none. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = LeadCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "lead " + (version == null ? "(development build)" : version),
        "Java " + System.getProperty("java.version")
      };
    }
  }

  @Mixin
  private final Invocation call = new Invocation();

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      defaultValue = "auto",
      scope = ScopeType.INHERIT,
      description = "When to colour the output; auto: on a terminal, unless NO_COLOR is set.")
  private Terminal.Colour colour = Terminal.Colour.AUTO;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Connectors connectors;
  private final boolean colouredByDefault;

  LeadCommand(InputStream in, PrintStream out, PrintStream err) {
    this(in, out, err, Wiring.FILES, false);
  }

  /**
   * A command with the given streams and connectors.
   *
   * @param colouredByDefault whether {@code --color auto} means colours
   */
  LeadCommand(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Connectors connectors,
      boolean colouredByDefault) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.connectors = connectors;
    this.colouredByDefault = colouredByDefault;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(main(new Terminal.Output(FileDescriptor.out), args));
  }

  static int main(Terminal.Output standard, String... args) {
    int code;
    boolean coloured = Terminal.isColoured(Terminal.isInteractive(), System::getenv);
    try (PrintStream out = utf8(standard);
        PrintStream err = utf8(new Terminal.Output(FileDescriptor.err))) {
      code = new LeadCommand(System.in, out, err, Wiring.FILES, coloured).run(args);
      out.flush();
      if (out.checkError() && code == ExitCode.OK && !standard.isPipeClosed()) {
        err.println("lead: the standard output cannot be written: "
            + (standard.failure() == null
                ? "unknown reason"
                : standard.failure().getMessage()));
        code = ExitCode.SOFTWARE;
      }
    }
    return code;
  }

  private static PrintStream utf8(OutputStream target) {
    return new PrintStream(
        new BufferedOutputStream(target, 1 << 16), false, StandardCharsets.UTF_8);
  }

  /** Runs one command and returns its exit code. */
  int run(String... args) {
    CommandLine commands = commands();
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

  /** The command line with all subcommands, as help, completion and the documentation show it. */
  CommandLine commands() {
    var commands = new CommandLine(this)
        .setOut(new PrintWriter(out, false, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Instant.class, new LeadFilter.Start())
        .setHelpFactory(HelpText::new)
        .setParameterExceptionHandler((e, given) -> {
          complain(UsageHint.problem(e, given));
          return ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((e, line, result) -> failed(e));
    commands.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    commands.setExecutionStrategy(parsed -> {
      commands.setColorScheme(Help.defaultColorScheme(ansi()));
      return new CommandLine.RunLast().execute(parsed);
    });
    return commands;
  }

  private int failed(Throwable e) {
    if (e instanceof PipeClosed) {
      return ExitCode.OK;
    }
    Problems.of(e).forEach(this::complain);
    if (!Problems.isExpected(e)) {
      e.printStackTrace(err);
    }
    return ExitCode.SOFTWARE;
  }

  /** Prints a problem and its place on one line. */
  void complain(@Nullable String problem) {
    out.flush();
    err.println("lead: " + String.valueOf(problem).strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }

  @Override
  public Integer call() {
    throw call.missingCommand();
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

  Connectors connectors() {
    return connectors;
  }

  /** Whether to colour the standard output. */
  Help.Ansi ansi() {
    boolean coloured =
        colour == Terminal.Colour.AUTO ? colouredByDefault : colour == Terminal.Colour.ALWAYS;
    return coloured ? Help.Ansi.ON : Help.Ansi.OFF;
  }

  /** Ends the command quietly if the reader of the standard output is gone; for commands with long output. */
  void checkOut() {
    if (out.checkError()) {
      throw new PipeClosed();
    }
  }

  private static final class PipeClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
