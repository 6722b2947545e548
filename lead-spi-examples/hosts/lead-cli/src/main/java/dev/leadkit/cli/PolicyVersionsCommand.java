// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.LivePolicy;
import dev.leadkit.policy.PolicyShelf;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a host keeps of its policies, and how an operator goes back to one of them. */
final class PolicyVersionsCommand {

  private PolicyVersionsCommand() {}

  /** A command on the folder in which a host keeps its policies. */
  private abstract static class OnFolder implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
        index = "0",
        paramLabel = "FOLDER",
        description = "Where a host keeps its policies.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
      PolicyShelf shelf = PolicyShelf.existing(Objects.requireNonNull(folder));
      try {
        work(shelf, lead().out());
      } catch (IllegalArgumentException e) {
        throw new InputException(folder + ": " + e.getMessage());
      }
      return ExitCode.OK;
    }

    private LeadCommand lead() {
      return (LeadCommand) Objects.requireNonNull(spec).root().userObject();
    }

    abstract void work(PolicyShelf shelf, PrintStream out) throws IOException;
  }

  @Command(
      name = "versions",
      description = "Lists the policies that a host has kept, the newest first.",
      mixinStandardHelpOptions = true)
  static final class Versions extends OnFolder {

    @Override
    void work(PolicyShelf shelf, PrintStream out) throws IOException {
      for (LivePolicy.Version version : shelf.versions()) {
        String role = version.role().name().toLowerCase(Locale.ROOT);
        String revision = version.revision().isEmpty() ? "" : "  " + version.revision();
        out.println(version.hash() + "  " + role + revision);
      }
    }
  }

  @Command(
      name = "pin",
      description =
          "Goes back to a policy that was kept, and stays with it: hosts follow at their next look.",
      mixinStandardHelpOptions = true)
  static final class Pin extends OnFolder {

    @Parameters(index = "1", paramLabel = "HASH", description = "The version, or its first digits.")
    private @Nullable String hash;

    @Override
    void work(PolicyShelf shelf, PrintStream out) throws IOException {
      out.println("pinned: " + shelf.pin(Objects.requireNonNull(hash)));
    }
  }

  @Command(
      name = "unpin",
      description = "Lets the origin of the policy decide again.",
      mixinStandardHelpOptions = true)
  static final class Unpin extends OnFolder {

    @Override
    void work(PolicyShelf shelf, PrintStream out) throws IOException {
      shelf.unpin();
      out.println("not pinned");
    }
  }
}
