// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.reload.PolicyArchive;
import dev.leadkit.policy.reload.PolicyVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands on the policies that a host has stored. */
final class PolicyVersionsCommand {

  private PolicyVersionsCommand() {}

  /** A command on the folder in which a host stores its policies. */
  private abstract static class OnFolder implements Callable<Integer> {

    @Mixin
    private final Invocation call = new Invocation();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
        index = "0",
        paramLabel = "FOLDER",
        description = "The folder in which a host stores its policies.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
      PolicyArchive archive = PolicyArchive.existing(Objects.requireNonNull(folder));
      try {
        work(archive, call.out(), json.isGiven());
      } catch (IllegalArgumentException e) {
        throw new InputException(folder + ": " + e.getMessage());
      }
      return ExitCode.OK;
    }

    abstract void work(PolicyArchive archive, PrintStream out, boolean json) throws IOException;
  }

  @Command(
      name = "versions",
      description = "Lists the policies that a host has stored, the newest first.")
  static final class Versions extends OnFolder {

    @Override
    void work(PolicyArchive archive, PrintStream out, boolean json) throws IOException {
      for (PolicyVersion version : archive.versions()) {
        if (json) {
          new Json()
              .put("hash", version.hash())
              .put("role", version.role())
              .put("revision", version.revision())
              .print(out);
          continue;
        }
        String role = version.role().name().toLowerCase(Locale.ROOT);
        String revision = version.revision().isEmpty() ? "" : "  " + version.revision();
        out.println(version.hash() + "  " + role + revision);
      }
    }
  }

  @Command(
      name = "pin",
      description = "Returns to a stored policy; hosts follow at their next reload.")
  static final class Pin extends OnFolder {

    @Parameters(
        index = "1",
        paramLabel = "HASH",
        description = "The hash of the policy, or its first digits.")
    private @Nullable String hash;

    @Override
    void work(PolicyArchive archive, PrintStream out, boolean json) throws IOException {
      String pinned = archive.pin(Objects.requireNonNull(hash));
      if (json) {
        new Json().put("pinned", pinned).print(out);
      } else {
        out.println("pinned: " + pinned);
      }
    }
  }

  @Command(name = "unpin", description = "Follows the origin of the policy again.")
  static final class Unpin extends OnFolder {

    @Override
    void work(PolicyArchive archive, PrintStream out, boolean json) throws IOException {
      archive.unpin();
      if (json) {
        new Json().put("pinned", false).print(out);
      } else {
        out.println("not pinned");
      }
    }
  }
}
