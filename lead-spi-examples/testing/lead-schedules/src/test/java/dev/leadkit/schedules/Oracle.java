// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Task;
import dev.leadkit.pipeline.Receipt;
import dev.leadkit.policy.Policy;
import dev.leadkit.schedules.Evidence.Effect;
import dev.leadkit.schedules.Evidence.Observed;
import dev.leadkit.schedules.Evidence.Sent;
import dev.leadkit.schedules.Evidence.Told;
import dev.leadkit.spi.LeadStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the evidence with the final state of the store, and reports which promises were broken.
 *
 * <ol>
 *   <li>An acknowledged message is in the history of the lead that its receipt names.
 *   <li>A message is received once, and no other message under one of its keys; a duplicate is recorded in the lead of its original. Without
 *       failures it is recorded at most as often as it was sent.
 *   <li>A reply to a message that was acknowledged before belongs to the same lead, unless it was written itself before.
 *   <li>A recorded delivery had its effect.
 *   <li>An effect is recorded as a delivery.
 *   <li>Every effect has the id of the need that it met, so a need has no effect under two ids.
 *   <li>Without failures, no task is performed twice.
 *   <li>A history has no gap and its time never decreases; every decision is that of its policy for the history before it.
 *   <li>Every lead that a connector saw is the fold of the history up to its seq.
 *   <li>A listener receives an event once, in the order of each lead, and equal to the one in the store.
 *   <li>In the end every lead is decided, its last decision is delivered or a dead letter, and it waits for nothing.
 *   <li>Every caller gets an answer, and nothing else went wrong.
 * </ol>
 */
final class Oracle {

  /** Whether failures were injected, so that a task may be performed again under its id. */
  enum Weather {
    CALM,
    FAILURES
  }

  private final LeadStore store;
  private final Evidence evidence;
  private final Weather weather;
  private final Map<LeadId, List<LeadEvent>> histories;
  private final List<String> violations = new ArrayList<>();

  private Oracle(LeadStore store, Evidence evidence, Weather weather) {
    this.store = store;
    this.evidence = evidence;
    this.weather = weather;
    histories = histories(store);
  }

  /** Every broken promise, each beginning with the number of its rule. */
  static List<String> violations(LeadStore store, Evidence evidence, Weather weather) {
    var oracle = new Oracle(store, evidence, weather);
    oracle.judge();
    return oracle.violations;
  }

  private static Map<LeadId, List<LeadEvent>> histories(LeadStore store) {
    Map<LeadId, List<LeadEvent>> histories = new LinkedHashMap<>();
    LeadStore.Page page = store.events(0, 500);
    while (!page.events().isEmpty()) {
      for (LeadEvent event : page.events()) {
        histories.computeIfAbsent(event.lead(), lead -> new ArrayList<>()).add(event);
      }
      page = store.events(page.position(), 500);
    }
    return histories;
  }

  private void judge() {
    continuous();
    if (!violations.isEmpty()) {
      return; // histories that cannot be folded cannot be judged either
    }
    acknowledged();
    received();
    effects();
    decisions();
    listeners();
    rest();
    evidence.faults().forEach(fault -> broken(12, fault));
  }

  private void broken(int rule, String what) {
    violations.add(rule + ": " + what);
  }

  private List<LeadEvent> history(LeadId lead) {
    return histories.getOrDefault(lead, List.of());
  }

  private <F extends Fact> List<F> facts(LeadId lead, Class<F> kind) {
    return history(lead).stream()
        .map(LeadEvent::fact)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private Lead fold(LeadId id, long seq) {
    return Lead.of(id, history(id).stream().filter(event -> event.seq() <= seq).toList());
  }

  private void acknowledged() {
    for (Sent sent : evidence.sent()) {
      Receipt receipt = sent.receipt();
      if (receipt == null) {
        continue;
      }
      LeadId lead = receipt.lead();
      boolean isThere = facts(lead, Fact.Received.class).stream()
              .anyMatch(fact -> fact.message().id().equals(sent.event()))
          || facts(lead, Fact.Duplicated.class).stream()
              .anyMatch(fact -> fact.event().equals(sent.event()));
      if (!isThere) {
        broken(1, sent.event() + " was acknowledged for " + lead + ", which lacks it");
      }
      boolean isCopy =
          receipt.status() == Receipt.Status.DUPLICATE; // it may be older than its parent
      if (!isCopy && sent.thread() != null && !sent.thread().equals(lead)) {
        broken(3, sent.event() + " belongs to " + sent.thread() + ", but came to " + lead);
      }
    }
    for (Observed observed : evidence.observed()) {
      boolean isThere = facts(observed.lead(), Fact.Labelled.class).stream()
          .anyMatch(fact -> fact.label().equals(observed.label()));
      if (observed.isAcknowledged() && !isThere) {
        broken(1, observed + " was acknowledged, and its lead lacks it");
      }
    }
  }

  private void received() {
    Map<String, LeadId> owners = new HashMap<>();
    Set<Key> keys = new HashSet<>();
    Map<String, Integer> arrivals = new HashMap<>();
    for (LeadEvent event : events()) {
      if (event.fact() instanceof Fact.Received fact) {
        String id = fact.message().id();
        arrivals.merge(id, 1, Integer::sum);
        if (owners.put(id, event.lead()) != null) {
          broken(2, id + " was received twice");
        }
        fact.keys().stream()
            .filter(key -> !keys.add(key))
            .forEach(
                key -> broken(2, id + " was received although another message has its " + key));
      } else if (event.fact() instanceof Fact.Duplicated fact) {
        arrivals.merge(fact.event(), 1, Integer::sum);
        if (!event.lead().equals(owners.get(fact.original()))) {
          broken(2, fact.event() + " is not in the lead of its original " + fact.original());
        }
      }
    }
    Map<String, Integer> acknowledged = new HashMap<>();
    Map<String, Integer> attempts = new HashMap<>();
    for (Sent sent : evidence.sent()) {
      attempts.merge(sent.event(), 1, Integer::sum);
      acknowledged.merge(sent.event(), sent.receipt() == null ? 0 : 1, Integer::sum);
    }
    attempts.forEach((id, most) -> {
      int least = acknowledged.getOrDefault(id, 0);
      int there = arrivals.getOrDefault(id, 0);
      boolean isTooOften = there > most && weather == Weather.CALM;
      if (there < least || isTooOften) {
        broken(
            2,
            id + " was sent " + most + " times, acknowledged " + least + " times and is there "
                + there + " times");
      }
    });
    for (LeadId lead : histories.keySet()) {
      Set<String> labels = new HashSet<>();
      facts(lead, Fact.Labelled.class).stream()
          .filter(fact -> !labels.add(fact.label()))
          .forEach(fact -> broken(2, fact.label() + " was observed once and recorded twice"));
    }
  }

  private List<LeadEvent> events() {
    return histories.values().stream().flatMap(List::stream).toList();
  }

  private void effects() {
    Set<String> happened = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    for (Effect effect : evidence.effects()) {
      happened.add(effect.task());
      times.merge(effect.task(), 1, Integer::sum);
      Lead seen = effect.lead();
      Task need = Task.Deliver.of(seen.id(), effect.connector(), seen.revision());
      if (!need.id().equals(effect.task())) {
        broken(6, effect.task() + " had the effect of " + need.id());
      }
      if (!summary(fold(seen.id(), seen.seq())).equals(summary(seen))) {
        broken(
            9,
            effect.task() + " saw " + summary(seen) + ", the history says "
                + summary(fold(seen.id(), seen.seq())));
      }
    }
    Set<String> recorded = new HashSet<>();
    Map<String, Integer> failures = new HashMap<>();
    for (LeadEvent event : events()) {
      if (event.fact() instanceof Fact.Delivered fact) {
        recorded.add(fact.task());
        if (!happened.contains(fact.task())) {
          broken(4, fact.task() + " was recorded and had no effect");
        }
      } else if (event.fact() instanceof Fact.Failed fact) {
        failures.merge(fact.task(), 1, Integer::sum);
      }
    }
    times.forEach((task, number) -> {
      if (!recorded.contains(task)) {
        broken(5, task + " had its effect and was not recorded");
      }
      if (weather == Weather.CALM && number > 1 + failures.getOrDefault(task, 0)) {
        broken(7, task + " was performed " + number + " times");
      }
    });
  }

  private void continuous() {
    histories.forEach((id, history) -> {
      long seq = 0;
      Instant at = Instant.MIN;
      for (LeadEvent event : history) {
        if (event.seq() != ++seq || event.at().isBefore(at)) {
          broken(8, event.seq() + " of " + id + " at " + event.at() + " cannot follow " + at);
          return;
        }
        at = event.at();
      }
    });
  }

  private void decisions() {
    Map<String, Policy> policies = new HashMap<>();
    evidence.policies().forEach(policy -> policies.put(policy.version(), policy));
    histories.forEach((id, history) -> {
      Lead lead = Lead.of(id);
      for (LeadEvent event : history) {
        if (event.fact() instanceof Fact.Qualified decision) {
          Policy policy = policies.get(decision.policy());
          if (policy == null || !policy.qualify(lead).equals(decision)) {
            broken(8, decision + " is not what its policy makes of " + summary(lead));
          }
        }
        lead = lead.apply(event);
      }
    });
  }

  private void listeners() {
    Set<LeadEvent> known = new HashSet<>(events());
    Set<LeadEvent> told = new HashSet<>();
    Map<String, Map<LeadId, Long>> last = new HashMap<>();
    for (Told notice : evidence.told()) {
      LeadEvent event = notice.event();
      if (!known.contains(event)) {
        broken(10, notice.engine() + " told of what is not in the store: " + event);
      }
      if (!told.add(event)) {
        broken(10, "told twice: " + event);
      }
      Long before = last.computeIfAbsent(notice.engine(), engine -> new HashMap<>())
          .put(event.lead(), event.seq());
      if (before != null && before >= event.seq()) {
        broken(10, notice.engine() + " told of " + event.seq() + " after " + before);
      }
    }
  }

  private void rest() {
    if (store.nextWake() != null) {
      broken(11, "a lead waits until " + store.nextWake());
    }
    for (LeadId id : histories.keySet()) {
      Lead lead = fold(id, Long.MAX_VALUE);
      if (!summary(lead).equals(summary(Lead.of(id, stored(id))))) {
        broken(9, id + " is not the fold of its events");
      }
      Fact.Qualified decision = lead.decision();
      if (decision == null || lead.isStale()) {
        broken(11, id + " is not decided on all its messages");
        continue;
      }
      for (String connector : decision.assignment().connectors()) {
        String owed = Task.Deliver.of(id, connector, lead.revision()).id();
        Fact.Delivered last = lead.deliveries().get(connector);
        boolean isDelivered = last != null && last.task().equals(owed);
        if (!isDelivered && !lead.deadLetters().containsKey(owed)) {
          broken(11, connector + " lacks the last decision on " + id + ": " + summary(lead));
        }
      }
    }
  }

  private List<LeadEvent> stored(LeadId id) {
    return store.histories(List.of(id)).getOrDefault(id, List.of());
  }

  /** The parts of a lead that can be compared. */
  static String summary(Lead lead) {
    return lead.id() + " at " + lead.seq() + ": "
        + lead.messages().stream().map(Message::textBody).toList() + ", " + lead.duplicates()
        + " copies, labels " + lead.labels() + ", revision " + lead.revision() + ", delivered "
        + lead.deliveries() + ", failed " + lead.efforts().keySet();
  }
}
