// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "demo",
    description = "Takes mails in and shows the leads that they make.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Mails: .eml, mbox, Maildir, and folders of these; the sample mailbox if there is none.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where to keep everything; a new temporary folder if it is not given.")
  private @Nullable Path data;

  @Option(
      names = "--mask",
      description = "Show of a sender no more than the first letter and the domain.")
  private boolean mask;

  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    LeadCommand lead = Objects.requireNonNull(command);
    Path folder = data == null ? Files.createTempDirectory("lead-") : data;
    lead.out().println("data in " + folder.toAbsolutePath());
    lead.out().println();
    var table = new LeadTable(mask ? LeadTable.Senders.MASKED : LeadTable.Senders.SHOWN);
    Mailbox mailbox = paths.isEmpty() ? Mailbox.sample() : Mailbox.of(paths);
    return new Run(lead, folder, common.clock(), common.progress())
        .of(mailbox, table::add, () -> table.print(lead.out()));
  }
}
