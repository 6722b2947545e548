// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;

/** Flags for policies that are made in code. */
public final class FlagPolicies {

  private FlagPolicies() {}

  /** One flag, which is on or off, and off by default. */
  public static Toggles flag(String name) {
    return Definitions.read(
            Settings.yaml("policy.yaml", "flags:\n  " + name + ": { default: \"off\" }\n"))
        .toggles();
  }
}
