// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "unmerge",
    description = "Gives a message that was wrongly added to a lead a lead of its own.")
final class UnmergeCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Mixin
  private final ObservationOptions observing = new ObservationOptions();

  @Parameters(
      index = "1",
      paramLabel = "MESSAGE",
      description = "The id of the message, evt_…; see 'lead explain'.")
  private String message = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "another enquiry",
      description = "Why; recorded in the history of the lead.")
  private String reason = "";

  @Override
  public Integer call() {
    try {
      return observing.observe(
          call, by -> new Fact.Unmerged(message, reason, by), "no longer has " + message);
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()));
    }
  }
}
