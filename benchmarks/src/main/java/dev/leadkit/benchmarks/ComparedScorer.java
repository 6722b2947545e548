// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

/** A scorer in the comparison, compiled from the rules of some work. Used by one thread. */
interface ComparedScorer extends AutoCloseable {

  /** What is true of the event of this number, how many points that is, and where its words stand. */
  Fired score(int event);

  @Override
  default void close() {}
}
