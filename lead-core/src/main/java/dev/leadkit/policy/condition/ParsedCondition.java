// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.spi.Settings;
import java.util.IdentityHashMap;

/**
 * A condition as read from a policy, with the places of its parts, to which a check can attach diagnostics.
 *
 * @param condition what was read; {@link Condition.Always} in place of what could not be read
 * @param place of the whole condition
 * @param places of its parts, by identity
 */
public record ParsedCondition(
    Condition condition, Settings place, IdentityHashMap<Condition, Settings> places) {

  public ParsedCondition {
    places = new IdentityHashMap<>(places);
  }
}
