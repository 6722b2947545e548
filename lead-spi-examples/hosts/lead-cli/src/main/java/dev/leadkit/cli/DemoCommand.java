// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "demo", description = "Reads mails and shows the leads that result.")
final class DemoCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Mails: .eml, mbox, Maildir, or folders of these. Default: the sample mailbox.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder: leads, mails and lead.yaml. Default: a new temporary folder.")
  private @Nullable Path data;

  @Option(names = "--mask", description = "Show only the first letter and the domain of a sender.")
  private boolean mask;

  @Mixin
  private final SetupOptions setup = new SetupOptions();

  @Mixin
  private final WorkOptions work = new WorkOptions();

  @Mixin
  private final JsonOption json = new JsonOption();

  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    LeadCommand lead = call.lead();
    Wiring wiring = Wiring.of(data == null ? setup.setup() : setup.setup(data));
    Path folder = data == null ? Files.createTempDirectory("lead-") : data;
    DataFolder.create(folder);
    setup.remember(folder);
    if (!json.isGiven()) {
      lead.out().println("data in " + folder.toAbsolutePath());
      lead.out().println();
    }
    var table = new LeadTable(mask ? LeadTable.Senders.MASKED : LeadTable.Senders.SHOWN);
    Mailbox mailbox = paths.isEmpty() ? Mailbox.sample() : Mailbox.of(paths);
    IngestRun.Result result =
        new IngestRun(lead, folder, wiring, common, work).of(mailbox, table::add);
    if (json.isGiven()) {
      result
          .json()
          .put("data", folder.toAbsolutePath())
          .put("leads", table.json())
          .print(lead.out());
    } else {
      table.print(lead.out(), lead.ansi());
      result.print(lead.out());
    }
    return result.exitCode();
  }
}
