// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Lead;
import dev.leadkit.pipeline.LeadPipeline;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.ExitCode;

/** Reads a mailbox into a data folder, performs the work and counts the outcomes. */
record IngestRun(
    LeadCommand command, Path data, Wiring wiring, CommonOptions common, WorkOptions work) {

  /**
   * The result of a run.
   *
   * @param accepted seconds until every mail was durable
   * @param finished seconds until the work was finished or stopped
   */
  record Result(BalanceSheet sheet, double accepted, double finished) {

    /** 1 if a mail failed or the sheet does not add up, 3 if work is left. */
    int exitCode() {
      if (!sheet.isBalanced() || sheet.failed() > 0) {
        return ExitCode.SOFTWARE;
      }
      return sheet.isFinished() ? ExitCode.OK : LeadCommand.UNFINISHED;
    }

    void print(PrintStream out) {
      out.println();
      sheet.lines().forEach(out::println);
      out.print(String.format(
          Locale.ROOT,
          "%nmade durable in %.2f s (%,d/s), %s after %.2f s (%,d/s)%n",
          accepted,
          rate(accepted),
          sheet.isFinished() ? "all work done" : "stopped",
          finished,
          rate(finished)));
      if (!sheet.isFinished()) {
        out.println(left());
      }
    }

    private String left() {
      Instant next = sheet.deliveries().nextAttempt();
      return "NOT ALL WORK IS DONE: "
          + sheet.undecided() + " leads undecided, "
          + sheet.deliveries().waiting() + " deliveries waiting"
          + (next == null ? "" : ", next attempt at " + next) + ", "
          + sheet.deliveries().deadLettered() + " dead-lettered; 'lead ingest' with the same mails"
          + " continues, 'lead reopen' tries dead letters again";
    }

    private long rate(double seconds) {
      return (long) (sheet.received() / seconds);
    }

    Json json() {
      return sheet
          .json()
          .put("finished", sheet.isFinished())
          .put(
              "seconds",
              new Json().put("accepted", rounded(accepted)).put("finished", rounded(finished)));
    }

    private static double rounded(double seconds) {
      return Math.round(seconds * 1000) / 1000.0;
    }
  }

  /**
   * Runs the pipeline on a mailbox.
   *
   * @param seen receives each lead that the mails opened or continued
   */
  Result of(Mailbox mailbox, Consumer<Lead> seen) {
    try (DataFolder dataFolder = DataFolder.open(data)) {
      var bar = new Progress(command.err(), common.progress(), mailbox.size());
      Intake intake;
      double accepted;
      double finished;
      try (LeadPipeline pipeline =
          dataFolder.pipeline(data, common.clock(), wiring, command.connectors())) {
        intake = new Intake(pipeline, command, bar);
        intake.take(mailbox);
        accepted = bar.seconds();
        bar.say("working");
        work.finish(pipeline, common.clock());
        finished = bar.seconds();
      } finally {
        bar.end();
      }
      BalanceSheet sheet = BalanceSheet.of(intake, dataFolder, wiring.policy(), seen);
      if (!sheet.isBalanced()) {
        command.complain("the balance sheet does not add up");
      }
      return new Result(sheet, accepted, finished);
    }
  }
}
