// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact;
import dev.leadkit.Fact.Replied.Author;
import dev.leadkit.LeadId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "reply",
    description = "Remembers that somebody answered a lead, which stops its clock.",
    mixinStandardHelpOptions = true)
final class ReplyCommand implements Callable<Integer> {

  @ParentCommand
  private @Nullable LeadCommand command;

  @Mixin
  private final Observing observing = new Observing();

  @Option(
      names = "--author",
      paramLabel = "human|machine",
      defaultValue = "human",
      description = "Who answered; a machine stops no clock.")
  private Author author = Author.HUMAN;

  @Override
  public Integer call() {
    LeadId id = observing.observe(by -> new Fact.Replied(author, by));
    Objects.requireNonNull(command)
        .out()
        .println(id + (author == Author.HUMAN ? " has a reply" : " has an automatic reply"));
    return ExitCode.OK;
  }
}
