// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in a shell.",
    footer = {
      "",
      "bash: source <(lead completion bash)",
      "zsh:  source <(lead completion zsh)",
      "To keep it, add that line to ~/.bashrc or ~/.zshrc."
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells that the script supports. */
  enum Shell {
    BASH,
    ZSH
  }

  @Mixin
  private final Invocation call = new Invocation();

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    CommandLine root = call.line().getParent();
    if (shell == Shell.ZSH) {
      // both shells use the same script; zsh needs to know the command that it completes
      call.out().println("#compdef lead");
    }
    call.out().print(AutoComplete.bash("lead", root));
    return ExitCode.OK;
  }
}
