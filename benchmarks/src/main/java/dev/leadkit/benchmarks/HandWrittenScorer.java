// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.benchmarks.ScoredRule.Domains;
import dev.leadkit.benchmarks.ScoredRule.Several;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The first four rules, written by hand in Java. */
final class HandWrittenScorer implements ComparedScorer {

  private final List<ScoredEvent> events;
  private final Set<String> customers;
  private final Set<String> hosts;

  HandWrittenScorer(ScoreWork work) {
    if (work.rules().size() != 4) {
      throw new IllegalArgumentException(
          "written for 4 rules, not " + work.rules().size());
    }
    events = work.events();
    customers = ((Domains) work.rules().get(1)).domains();
    hosts = ((Several) work.rules().get(3)).domains().domains();
  }

  @Override
  public Fired score(int number) {
    ScoredEvent event = events.get(number);
    String lower = event.text().toLowerCase(Locale.ROOT);
    var fired = new Fired();
    long asked = first(
        ScoredRule.find(lower, "price list"),
        first(ScoredRule.find(lower, "single sign on"), ScoredRule.find(lower, "pilot project")));
    if (asked >= 0) {
      fired.add(0, 1, asked);
    }
    if (customers.contains(event.domain())) {
      fired.add(1, 2, Fired.NOWHERE);
    }
    if (event.size() > 200) {
      fired.add(2, 3, Fired.NOWHERE);
    }
    if (event.size() > 50 && !(event.spam() < 0.001)) {
      long hosted =
          first(ScoredRule.find(lower, "on premises"), ScoredRule.find(lower, "private cloud"));
      if (hosted >= 0 || hosts.contains(event.domain())) {
        fired.add(3, 4, hosted);
      }
    }
    return fired;
  }

  private static long first(long one, long other) {
    return one < 0 ? other : other < 0 ? one : Math.min(one, other);
  }
}
