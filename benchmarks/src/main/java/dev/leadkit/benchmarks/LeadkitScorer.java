// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Address;
import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.Spam;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.scoring.Ruleset;
import dev.leadkit.scoring.Trace;
import dev.leadkit.spi.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Our scorer, from a policy file and with leads as in the engine. */
final class LeadkitScorer implements ComparedScorer {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final Ruleset rules;
  private final List<ScoredEvent> events;
  private final Lead[] leads;

  LeadkitScorer(ScoreWork work) {
    rules = (Ruleset) policy(work).scorer();
    events = work.events();
    leads = events.stream().map(LeadkitScorer::lead).toArray(Lead[]::new);
  }

  static Policy policy(ScoreWork work) {
    return PolicyReader.read(Settings.yaml("policy.yaml", work.yaml()));
  }

  private static Lead lead(ScoredEvent event) {
    LeadId id = LeadId.openedBy("evt_" + event.domain());
    return Lead.of(id, history(id, event));
  }

  /** The lead of an event before it is decided. */
  List<LeadEvent> history(LeadId id, int event) {
    return history(id, events.get(event));
  }

  private static List<LeadEvent> history(LeadId id, ScoredEvent event) {
    var raw = RawMessage.of(event.text().getBytes(StandardCharsets.UTF_8));
    Message message = Message.builder(raw, NOON)
        .from(Address.of("jo@" + event.domain()))
        .visibleText(event.text())
        .spam(new Spam(event.spam(), List.of("test")))
        .build();
    var company = new Company("", "", event.size(), "", event.country(), "", List.of());
    List<Fact> facts = List.of(
        new Fact.Received(message, Source.of("mail", "sales@example.com"), Key.of(message), ""),
        new Fact.Enriched("task", "companies", Enrichment.of(company)));
    var history = new ArrayList<LeadEvent>();
    facts.forEach(fact -> history.add(new LeadEvent(id, history.size() + 1, NOON, fact)));
    return history;
  }

  /** The score as the engine computes it: the value, with the explanation still to be computed. */
  Score score(Lead lead) {
    return rules.score(lead);
  }

  Lead lead(int event) {
    return leads[event];
  }

  /** The rules and positions: the timed part. */
  Trace trace(int event) {
    return rules.trace(leads[event]);
  }

  @Override
  public Fired score(int event) {
    Trace trace = trace(event);
    var fired = new Fired();
    for (int i = 0; i < trace.size(); i++) {
      long place = trace.start(i) < 0 ? Fired.NOWHERE : Fired.place(trace.start(i), trace.end(i));
      fired.add(trace.number(i), trace.points(i), place);
    }
    return fired;
  }
}
