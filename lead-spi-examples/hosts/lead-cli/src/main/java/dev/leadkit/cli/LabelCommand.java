// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "label",
    description = "Records what a lead turned out to be; simulations and models learn from it.")
final class LabelCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Mixin
  private final ObservationOptions observing = new ObservationOptions();

  @Parameters(
      index = "1",
      paramLabel = "LABEL",
      description = "queue:NAME, spam, ham, or any other word.")
  private String label = "";

  @Override
  public Integer call() {
    if (label.isBlank()) {
      throw call.wrongUsage("LABEL: expected a word, got nothing");
    }
    String given = label.strip();
    return observing.observe(call, by -> new Fact.Labelled(given, by), "is labelled " + given);
  }
}
