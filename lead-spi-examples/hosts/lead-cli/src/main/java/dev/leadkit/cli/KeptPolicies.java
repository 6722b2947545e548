// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyArchive;
import dev.leadkit.spi.PolicyOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The policies that have decided leads of a data folder, each with all its files, in its subfolder {@code policies}. */
final class KeptPolicies {

  private final Path folder;

  /** @param data the data folder */
  KeptPolicies(Path data) {
    this.folder = data.resolve("policies");
  }

  Path folder() {
    return folder;
  }

  /** Stores the current policy of this origin and returns it. */
  Policy keep(PolicyOrigin origin) throws IOException {
    return PolicyArchive.in(folder).keep(origin.snapshot());
  }

  /** The policy of this version; null if it is not stored. */
  @Nullable
  Policy find(String version) throws IOException {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    PolicyArchive archive = PolicyArchive.existing(folder);
    return archive.has(version) ? archive.policy(version) : null;
  }
}
