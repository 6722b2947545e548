// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The measured policy. */
final class Policies {

  private Policies() {}

  /** Four rules, three routes and a default route. */
  static Policy sample() {
    try (InputStream yaml =
        Objects.requireNonNull(Policies.class.getResourceAsStream("policy.yaml"))) {
      return PolicyReader.read(
          Settings.yaml("policy.yaml", new String(yaml.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
