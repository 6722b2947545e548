// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

/**
 * Delivers a lead to another system.
 *
 * <ol>
 *   <li>The same {@link Delivery#id()} has the same effect once, however often it is delivered.
 *   <li>Deliveries of one {@link Delivery#externalId()} update one record in the other system.
 *   <li>Throwing means "try again later", as {@link Outcome.Later} does.
 *   <li>It can be called by many threads at once, and may be interrupted.
 *   <li>The result is never null. Null, and anything thrown including {@link Error}s, is recorded as a failed attempt: the delivery is
 *       retried after a pause, and given up after the number of attempts that the policy allows.
 * </ol>
 */
@FunctionalInterface
public interface Connector {

  /** Delivers the lead once and returns the response of the other system. */
  Outcome deliver(Delivery delivery) throws Exception;
}
