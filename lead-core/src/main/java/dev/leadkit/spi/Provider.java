// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.Optional;

/**
 * Makes a plug-in from configuration: the one interface that is found through {@link java.util.ServiceLoader}.
 *
 * <ol>
 *   <li>The constructor is public, takes nothing and does nothing; {@code create} makes a new product at each call.
 *   <li>Type and name together select it; both are constant, and the product is of the type. Two providers of the same type and name are refused,
 *       naming both.
 *   <li>It reads its settings and nothing else: no environment, no system property.
 *   <li>What is wrong with the settings goes to {@link Settings#problem}, all of it at once; {@code create} does not throw. The product is then of
 *       no use, and is not used.
 * </ol>
 *
 * @param <T> the door that the product goes through
 */
public interface Provider<T> {

  /** The door. */
  Class<T> type();

  /** Lower-case, with hyphens; unique for its type. */
  String name();

  /** Makes a product from these settings; what is wrong with them is noted there. */
  T create(Settings settings);

  /**
   * What the provider of this type and name makes of the settings, found in the class path or module path of the calling thread's context.
   *
   * @return nothing where there is no such provider, more than one, or it fails: the settings then have a problem that says so
   */
  static <T> Optional<T> create(Class<T> type, String name, Settings settings) {
    return Providers.installed().create(type, name, settings);
  }
}
