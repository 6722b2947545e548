// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

/** A scorer in the comparison, compiled from the rules of a workload. For one thread. */
interface ComparedScorer extends AutoCloseable {

  /** The rules that are true of the event with this number, the points, and the positions of the words. */
  Fired score(int event);

  @Override
  default void close() {}
}
