// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

/**
 * Hands a lead to another system.
 *
 * <ol>
 *   <li>The same {@link Delivery#id()} has the same effect once, however often it is delivered.
 *   <li>Deliveries of one {@link Delivery#externalId()} update one record in the other system.
 *   <li>Throwing means "try again later", as {@link Outcome.Later} does.
 *   <li>It can be called by many threads at once, and may be interrupted.
 *   <li>The answer is never null. Null, and whatever is thrown, {@link Error}s included, is recorded as a failed attempt: the delivery is
 *       tried again after a pause, and given up after as many attempts as the policy says.
 * </ol>
 */
@FunctionalInterface
public interface Connector {

  /** Delivers once, and answers what the other system made of it. */
  Outcome deliver(Delivery delivery) throws Exception;
}
