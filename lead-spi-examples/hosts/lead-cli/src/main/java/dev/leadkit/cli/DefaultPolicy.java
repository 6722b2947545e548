// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.spi.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The policy of the demo, which is in the jar. */
final class DefaultPolicy {

  private static final String NAME = "policy.yaml";

  private DefaultPolicy() {}

  static Policy read() {
    try {
      return PolicyReader.read(
          Settings.yaml(NAME, resource(NAME)).withFiles(DefaultPolicy::resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The place of the policy and of the files that it includes. */
  static PolicyOrigin origin() {
    return () -> new PolicyOrigin.Snapshot(NAME, "", DefaultPolicy::resource);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DefaultPolicy.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
