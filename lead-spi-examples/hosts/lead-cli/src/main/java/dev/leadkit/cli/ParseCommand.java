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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "parse", description = "Prints mails as JSON events, one per line.")
final class ParseCommand implements Callable<Integer> {

  private static final int MAILS_BETWEEN_CHECKS = 10;

  @Mixin
  private final Invocation call = new Invocation();

  @Parameters(
      paramLabel = "FILE|-|DIR",
      arity = "0..1",
      description = "A mail, a folder of mails, or - for the standard input.")
  private String input = "-";

  @Option(names = "--pretty", description = "Indent the JSON for people.")
  private boolean pretty;

  @Mixin
  private final ClockOption time = new ClockOption();

  @Option(
      names = "--trust",
      paramLabel = "HOST",
      description =
          "A mail host whose Authentication-Results and X-Spam fields are trusted; may be repeated."
              + " Default: the demo's.")
  private @Nullable List<String> trust;

  private boolean failed;
  private int shown;

  @Override
  public Integer call() throws IOException {
    LeadCommand lead = call.lead();
    MessageReader reader = new Setup(null, null, null, trust, null).reader();
    InstantSource clock = time.clock();
    if (input.equals("-")) {
      show(new Mail("-", lead.in().readAllBytes()), reader, clock);
    } else {
      MailFiles.walk(List.of(Path.of(input)), found -> show(found, reader, clock));
    }
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void show(Found found, MessageReader reader, InstantSource clock) {
    LeadCommand lead = call.lead();
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
    if (++shown % MAILS_BETWEEN_CHECKS == 0) {
      lead.checkOut();
    }
  }
}
