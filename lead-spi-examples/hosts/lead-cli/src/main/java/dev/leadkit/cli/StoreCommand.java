// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.integrity.StoreVerification;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(
    name = "store",
    description = "Checks the data folder.",
    subcommands = StoreCommand.Verify.class)
final class StoreCommand extends CommandGroup {

  @Command(
      name = "verify",
      description =
          "Checks that histories, projections, raw mails and attachments are what was stored.")
  static final class Verify implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() {
      LeadCommand lead = call.lead();
      StoreVerification found;
      try (DataFolder dataFolder = DataFolder.readOnly(data.folder())) {
        found = dataFolder.verify();
      }
      if (json.isGiven()) {
        new Json()
            .put("intact", found.isIntact())
            .put("leads", found.leads())
            .put("events", found.events())
            .put("blobs", found.blobs())
            .put("problems", found.problems())
            .put("remarks", found.remarks())
            .print(lead.out());
      } else {
        print(found, lead.out());
        found.problems().forEach(lead::complain);
      }
      return found.isIntact() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(StoreVerification found, PrintStream out) {
      found.remarks().forEach(remark -> out.println("note: " + remark));
      out.println(found.leads() + " leads, " + found.events() + " events and " + found.blobs()
          + " blobs checked, "
          + (found.isIntact() ? "no problem found" : found.problems().size() + " problems found"));
    }
  }
}
