// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.files.MailFiles;
import dev.leadkit.files.MailFiles.Found;
import dev.leadkit.files.MailFiles.Mail;
import dev.leadkit.files.MailFiles.Unreadable;
import dev.leadkit.json.LeadJson;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.MessageReader.Sink;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "parse",
    description = "Shows mails as the events that the library makes of them, in JSON.",
    mixinStandardHelpOptions = true)
final class ParseCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Parameters(
      paramLabel = "FILE|-|DIR",
      description = "A mail; - for the standard input; a folder for one line each, in path order.")
  private String input = "-";

  @Option(names = "--pretty", description = "Over several lines, for a person.")
  private boolean pretty;

  @Option(names = "--now", paramLabel = "INSTANT", hidden = true)
  private @Nullable Instant now;

  private final MessageReader reader = Workplace.reader();
  private boolean failed;

  @Override
  public Integer call() throws IOException {
    LeadCommand lead = Objects.requireNonNull(command);
    InstantSource clock = now == null ? InstantSource.system() : InstantSource.fixed(now);
    if (input.equals("-")) {
      show(new Mail("-", lead.in().readAllBytes()), lead, clock);
    } else {
      MailFiles.walk(List.of(Path.of(input)), found -> show(found, lead, clock));
    }
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void show(Found found, LeadCommand lead, InstantSource clock) {
    if (found instanceof Unreadable problem) {
      failed = true;
      lead.complain(problem.origin() + ": " + problem.reason());
      return;
    }
    RawMessage raw = ((Mail) found).raw();
    Message message = reader.read(raw, clock.instant(), Sink.discarding());
    byte[] json = LeadJson.write(message);
    PrintStream out = lead.out();
    out.writeBytes(pretty ? LeadJson.pretty(json) : json);
    out.write('\n');
  }
}
