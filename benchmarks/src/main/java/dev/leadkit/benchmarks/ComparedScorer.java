// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

/** A scorer in the comparison, compiled from the rules of a workload. For one thread. */
interface ComparedScorer extends AutoCloseable {

  /** The rules that are true of the event with this number, the points, and the positions of the words. */
  Fired score(int event);

  @Override
  default void close() {}

  /** All scorers by name, in the order of the tables. */
  static ComparedScorer named(String name, ScoreWork work) {
    return switch (name) {
      case "leadkit" -> new LeadkitScorer(work);
      case "handWritten" -> new HandWrittenScorer(work);
      case "loop" -> new LoopScorer(work);
      case "easyRules" -> new EasyRulesScorer(work);
      case "drools" -> new DroolsScorer(work);
      case "cel" -> new CelScorer(work);
      default -> throw new IllegalArgumentException("no scorer is called " + name);
    };
  }
}
