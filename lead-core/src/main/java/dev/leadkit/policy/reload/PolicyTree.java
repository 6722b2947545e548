// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.spi.PolicyOrigin.Snapshot;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The tree of a policy, unread: for whoever wants to look at more than the policy itself, its findings, its fields, its examples. */
public final class PolicyTree {

  private PolicyTree() {}

  /**
   * Of a file in UTF-8; the files that it names are found relative to it.
   *
   * @throws PolicyException if the file cannot be read
   */
  public static Settings of(Path file) {
    try {
      Snapshot snapshot = PolicyOrigin.file(file).snapshot();
      return Settings.yaml(snapshot.label(), snapshot.files().read(snapshot.name()))
          .withFiles(snapshot.files());
    } catch (IOException e) {
      throw new PolicyException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * The JSON Schema (2020-12) of a policy file, for editors: they complete fields and operators and find wrong keys and values as one types.
   * What names refer to is left to the reader.
   */
  public static String schema() {
    return PolicySchema.text();
  }
}
