// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

/** The scorers in the comparison. */
final class Scorers {

  private Scorers() {}

  /** A new scorer of this name. */
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
