// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Lead;
import dev.leadkit.pipeline.LeadPipeline;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.ExitCode;

/** Takes a mailbox in, has everything done that is due, and draws the balance. */
record Run(LeadCommand command, Path data, InstantSource clock, Progress.When progress) {

  /** The exit code: 1 if a mail failed, or if the sheet does not add up. */
  int of(Mailbox mailbox, Consumer<Lead> seen, Runnable beforeTheSheet) {
    try (Workplace workplace = Workplace.open(data)) {
      var bar = new Progress(command.err(), progress, mailbox.size());
      Intake intake;
      double accepted;
      double settled;
      try (LeadPipeline pipeline = workplace.pipeline(data, clock)) {
        intake = new Intake(pipeline, command, bar);
        intake.take(mailbox);
        accepted = bar.seconds();
        bar.say("working");
        pipeline.run();
        settled = bar.seconds();
      } finally {
        bar.end();
      }
      BalanceSheet sheet = BalanceSheet.of(intake, workplace, seen);
      beforeTheSheet.run();
      print(sheet, accepted, settled);
      return sheet.isBalanced() && sheet.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void print(BalanceSheet sheet, double accepted, double settled) {
    PrintStream out = command.out();
    out.println();
    sheet.lines().forEach(out::println);
    out.print(String.format(
        Locale.ROOT,
        "%nmade durable in %.2f s (%,d/s), all work done after %.2f s (%,d/s)%n",
        accepted,
        (long) (sheet.received() / accepted),
        settled,
        (long) (sheet.received() / settled)));
    if (!sheet.isBalanced()) {
      command.complain("the balance sheet does not add up");
    }
  }
}
