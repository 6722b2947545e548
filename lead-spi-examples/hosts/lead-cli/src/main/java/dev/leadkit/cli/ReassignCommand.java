// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Fact;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "reassign",
    description = "Records that a person moved a lead to another queue or owner, and why.")
final class ReassignCommand implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Mixin
  private final ObservationOptions observing = new ObservationOptions();

  @Parameters(index = "1", paramLabel = "QUEUE", description = "The new queue.")
  private String queue = "";

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The new owner in that queue.")
  private String owner = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description =
          "Why. One that begins with absence, balancing or customer_request does not count as a"
              + " wrong route.")
  private String reason = "";

  @Override
  public Integer call() {
    if (queue.isBlank() || reason.isBlank()) {
      throw call.wrongUsage("QUEUE and --reason: expected some words, got nothing");
    }
    return observing.observe(
        call,
        by -> new Fact.Reassigned(queue.strip(), owner.strip(), reason.strip(), by),
        "is assigned to " + queue.strip());
  }
}
