// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import java.util.List;
import java.util.Locale;
import org.drools.model.DSL;
import org.drools.model.PatternDSL;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** Drools 10 with its executable model, one session for all events: each event is inserted, the rules fire, and the event is removed. */
final class DroolsScorer implements ComparedScorer {

  /** The inserted fact. */
  record Inserted(ScoredEvent event, String lower, Fired fired) {}

  private final List<ScoredEvent> events;
  private final KieSession session;

  DroolsScorer(ScoreWork work) {
    events = work.events();
    var model = new ModelImpl();
    for (int number = 0; number < work.rules().size(); number++) {
      model.addRule(rule(number, work.rules().get(number)));
    }
    session = KieBaseBuilder.createKieBaseFromModel(model).newKieSession();
  }

  private static Rule rule(int number, ScoredRule rule) {
    Variable<Inserted> inserted = DSL.declarationOf(Inserted.class);
    return PatternDSL.rule("r" + number)
        .build(
            PatternDSL.pattern(inserted)
                .expr("e" + number, fact -> rule.isTrue(fact.event(), fact.lower())),
            DSL.on(inserted)
                .execute(fact ->
                    fact.fired().add(number, ScoredRule.points(number), rule.place(fact.lower()))));
  }

  @Override
  public Fired score(int number) {
    ScoredEvent event = events.get(number);
    var fired = new Fired();
    FactHandle handle =
        session.insert(new Inserted(event, event.text().toLowerCase(Locale.ROOT), fired));
    session.fireAllRules();
    session.delete(handle);
    return fired;
  }

  @Override
  public void close() {
    session.dispose();
  }
}
