// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that only groups others: called without one of them, it names them and exits with 2. */
@Command(synopsisSubcommandLabel = "COMMAND")
abstract class CommandGroup implements Callable<Integer> {

  @Mixin
  private final Invocation call = new Invocation();

  @Override
  public final Integer call() {
    throw call.missingCommand();
  }
}
