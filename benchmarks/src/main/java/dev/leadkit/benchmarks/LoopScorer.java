// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import java.util.List;
import java.util.Locale;

/** Evaluates every rule in turn: the simplest rule engine. */
final class LoopScorer implements ComparedScorer {

  private final List<ScoredEvent> events;
  private final ScoredRule[] rules;

  LoopScorer(ScoreWork work) {
    events = work.events();
    rules = work.rules().toArray(ScoredRule[]::new);
  }

  @Override
  public Fired score(int number) {
    ScoredEvent event = events.get(number);
    String lower = event.text().toLowerCase(Locale.ROOT);
    var fired = new Fired();
    for (int rule = 0; rule < rules.length; rule++) {
      if (rules[rule].isTrue(event, lower)) {
        fired.add(rule, ScoredRule.points(rule), rules[rule].place(lower));
      }
    }
    return fired;
  }
}
