// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

/**
 * Makes a plug-in from configuration: the one interface that is found through {@link java.util.ServiceLoader}.
 *
 * <ol>
 *   <li>The constructor does nothing; {@code create} makes one product for each call.
 *   <li>Type and name together select it; two of the same type and name are refused, naming both.
 *   <li>It reads its settings and nothing else: no environment, no system property.
 *   <li>What is wrong with the settings goes to {@link Settings#problem}, all of it at once.
 * </ol>
 *
 * @param <T> the door that the product goes through
 */
public interface Provider<T> {

  /** The door. */
  Class<T> type();

  /** Lower-case, with hyphens; unique for its type. */
  String name();

  T create(Settings settings);
}
