// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicySource;
import dev.leadkit.simulation.Shadow;
import java.io.IOException;
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
    name = "ingest",
    description = "Takes mails in and says what became of them.",
    mixinStandardHelpOptions = true)
final class IngestCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Mails: .eml, mbox, Maildir, and folders of these.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Where to keep everything.")
  private @Nullable Path data;

  @Option(
      names = "--shadow",
      paramLabel = "FILE",
      description =
          "A policy that decides beside the active one, without any effect; where it decides otherwise is added to DIR/shadow.jsonl.")
  private @Nullable Path shadow;

  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    LeadCommand lead = Objects.requireNonNull(command);
    Path folder = Objects.requireNonNull(data);
    Run run = new Run(lead, folder, common.clock(), common.progress());
    if (shadow == null) {
      return run.of(Mailbox.of(paths), decided -> {}, () -> {});
    }
    Policy candidate = PolicySource.file(shadow).policy();
    long before;
    try (Workplace workplace = Workplace.open(folder)) {
      before = workplace.end();
    }
    int code = run.of(Mailbox.of(paths), decided -> {}, () -> {});
    try (Workplace workplace = Workplace.existing(folder);
        var differences = new ShadowFile(folder.resolve("shadow.jsonl"))) {
      Shadow beside = workplace.shadow(candidate, before, differences::take);
      beside.follow();
      lead.out()
          .println("beside them policy " + candidate.version() + ": " + beside.decisions()
              + " decisions, " + beside.changed() + " otherwise, " + beside.outcomeChanged()
              + " with another outcome, " + beside.moved()
              + " to another place, " + beside.failed() + " failed");
    }
    return code;
  }
}
