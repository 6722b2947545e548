// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import java.util.List;
import java.util.Locale;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.api.RulesEngine;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.jeasy.rules.core.RuleBuilder;

/** Easy Rules 4 with conditions in Java, its fastest way. */
final class EasyRulesScorer implements ComparedScorer {

  private final List<ScoredEvent> events;
  private final Rules rules = new Rules();
  private final RulesEngine engine = new DefaultRulesEngine();

  EasyRulesScorer(ScoreWork work) {
    events = work.events();
    for (int number = 0; number < work.rules().size(); number++) {
      ScoredRule rule = work.rules().get(number);
      int id = number;
      rules.register(new RuleBuilder()
          .name("r" + number)
          .priority(number)
          .when(facts -> rule.isTrue(facts.<ScoredEvent>get("event"), facts.<String>get("lower")))
          .then(facts -> facts
              .<Fired>get("fired")
              .add(id, ScoredRule.points(id), rule.place(facts.get("lower"))))
          .build());
    }
  }

  @Override
  public Fired score(int number) {
    ScoredEvent event = events.get(number);
    var fired = new Fired();
    var facts = new Facts();
    facts.put("event", event);
    facts.put("lower", event.text().toLowerCase(Locale.ROOT));
    facts.put("fired", fired);
    engine.fire(rules, facts);
    return fired;
  }
}
