// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.spi.PolicyOrigin.Snapshot;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The tree of a policy file, for readers of more than the policy itself: its diagnostics, fields or examples. */
public final class PolicyTree {

  private PolicyTree() {}

  /**
   * The tree of a file in UTF-8; the files that it names are relative to it.
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
   * The JSON Schema (2020-12) of a policy file, for editors: they complete fields and operators, and report wrong keys and values.
   * Whether names are defined is checked by {@link PolicyReader} only.
   */
  public static String schema() {
    return PolicySchema.text();
  }
}
