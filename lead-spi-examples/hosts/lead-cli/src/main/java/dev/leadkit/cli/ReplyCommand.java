// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact;
import dev.leadkit.Fact.Replied.Author;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "reply", description = "Records that a lead was answered, which meets its SLA.")
final class ReplyCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Mixin
  private final ObservationOptions observing = new ObservationOptions();

  @Option(
      names = "--author",
      paramLabel = "human|machine",
      defaultValue = "human",
      description = "Who answered; an automatic reply does not meet the SLA.")
  private Author author = Author.HUMAN;

  @Override
  public Integer call() {
    return observing.observe(
        call,
        by -> new Fact.Replied(author, by),
        author == Author.HUMAN ? "has a reply" : "has an automatic reply");
  }
}
