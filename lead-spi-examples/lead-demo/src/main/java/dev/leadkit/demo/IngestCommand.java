// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.demo;

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

  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    return new Run(
            Objects.requireNonNull(command),
            Objects.requireNonNull(data),
            common.clock(),
            common.progress())
        .of(Mailbox.of(paths), lead -> {}, () -> {});
  }
}
