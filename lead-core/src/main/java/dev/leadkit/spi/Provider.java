// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import org.jspecify.annotations.Nullable;

/**
 * Creates a plug-in from configuration: the only interface that is found through {@link java.util.ServiceLoader}.
 *
 * <ol>
 *   <li>The constructor is public, takes no argument and does nothing; {@code create} makes a new product at each call.
 *   <li>Type and name together select it; both are constant, and the product is of the type. Two providers of the same type and name are an
 *       error that names both.
 *   <li>It reads its settings and nothing else: no environment variable, no system property.
 *   <li>It reports everything that is wrong with the settings to {@link Settings#problem} and does not throw; the product is then discarded.
 * </ol>
 *
 * @param <T> the extension point that the product implements
 */
public interface Provider<T> {

  /** The extension point. */
  Class<T> type();

  /** The name in configurations: in lower case with hyphens, unique for its type. */
  String name();

  /** Creates a product from these settings and reports to them what is wrong with them. */
  T create(Settings settings);

  /**
   * The product of the provider with this type and name, found by the calling thread's context class loader.
   *
   * @return null if there is no such provider, more than one, or it fails: the settings then have a problem that says so
   */
  static <T> @Nullable T create(Class<T> type, String name, Settings settings) {
    return Providers.installed().create(type, name, settings);
  }
}
