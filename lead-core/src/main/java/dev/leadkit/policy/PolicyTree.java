// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.spi.PolicyOrigin.Snapshot;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

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

  /** The JSON Schema (2020-12) of a policy file, for editors: it finds wrong keys and values as one types, and leaves the rest to the reader. */
  public static String schema() {
    try (InputStream in = PolicyTree.class.getResourceAsStream("lead-policy-1.schema.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
