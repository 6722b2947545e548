// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import static dev.leadkit.schedules.World.mail;
import static dev.leadkit.schedules.World.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.pipeline.Receipt;
import dev.leadkit.schedules.Evidence.Effect;
import dev.leadkit.schedules.Evidence.Observed;
import dev.leadkit.schedules.Evidence.Sent;
import dev.leadkit.schedules.Evidence.Told;
import dev.leadkit.schedules.Oracle.Weather;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule of the oracle notices when it is broken. */
class OracleTest {

  private final World world = new World();
  private LeadId lead;

  /** Two messages, a copy and a label of one lead, delivered twice. */
  @BeforeEach
  void play() {
    try (LeadPipeline engine = world.engine("a").build()) {
      world.accept(engine, mail("m0"));
      world.finish(engine);
      world.accept(engine, reply("m1", "m0"));
      world.accept(engine, mail("m0"));
      world.label(engine, "m0", "won");
      world.finish(engine);
    }
    lead = world.evidence.observed().get(0).lead();
  }

  private void assertBroken(int rule, List<String> violations) {
    assertTrue(
        violations.stream().anyMatch(violation -> violation.startsWith(rule + ": ")),
        "expected that rule " + rule + " is broken, got " + violations);
  }

  private List<String> violations() {
    return Oracle.violations(world.store, world.evidence, Weather.CALM);
  }

  /** The report of the oracle on the same evidence if the store had these events. */
  private List<String> violations(UnaryOperator<List<LeadEvent>> change) {
    return Oracle.violations(new Changed(world.store, change), world.evidence, Weather.CALM);
  }

  /** Something harmless happened instead of the facts of this kind. */
  private static UnaryOperator<List<LeadEvent>> without(Class<? extends Fact> kind) {
    return events -> events.stream()
        .map(event -> kind.isInstance(event.fact()) ? harmless(event) : event)
        .toList();
  }

  private static LeadEvent harmless(LeadEvent event) {
    var label = new Fact.Labelled("instead of " + event.seq(), "kim");
    return new LeadEvent(event.lead(), event.seq(), event.at(), label);
  }

  /** The first event of this kind has another fact. */
  private static <F extends Fact> UnaryOperator<List<LeadEvent>> first(
      Class<F> kind, UnaryOperator<F> change) {
    return events -> {
      var changed = new ArrayList<>(events);
      for (int i = 0; i < changed.size(); i++) {
        LeadEvent event = changed.get(i);
        if (kind.isInstance(event.fact())) {
          Fact fact = change.apply(kind.cast(event.fact()));
          changed.set(i, new LeadEvent(event.lead(), event.seq(), event.at(), fact));
          break;
        }
      }
      return changed;
    };
  }

  /** The history ends with one more fact. */
  private UnaryOperator<List<LeadEvent>> with(Fact fact) {
    return events -> {
      LeadEvent last = events.get(events.size() - 1);
      var longer = new ArrayList<>(events);
      longer.add(new LeadEvent(lead, last.seq() + 1, last.at(), fact));
      return longer;
    };
  }

  private <F extends Fact> F fact(Class<F> kind) {
    return world.store.events(0, 100).events().stream()
        .map(LeadEvent::fact)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  private Effect effect() {
    return world.evidence.effects().get(0);
  }

  @Test
  void a_world_that_keeps_its_promises_is_not_accused() {
    assertEquals(List.of(), violations());
  }

  @Test
  void rule_1_an_acknowledged_message_is_missing() {
    var receipt = new Receipt("evt_lost", lead, Receipt.Status.CONTINUED);
    world.evidence.add(new Sent("evt_lost", receipt, null));
    assertBroken(1, violations());
  }

  @Test
  void rule_1_an_acknowledged_observation_is_missing() {
    world.evidence.add(new Observed(lead, "lost", true));
    assertBroken(1, violations());
  }

  @Test
  void rule_1_what_was_refused_may_be_missing() {
    world.evidence.add(new Observed(lead, "refused", false));
    world.evidence.add(new Sent("evt_refused", null, null));
    assertEquals(List.of(), violations());
  }

  @Test
  void rule_2_a_message_is_received_twice() {
    assertBroken(2, violations(with(fact(Fact.Received.class))));
  }

  @Test
  void rule_2_a_copy_is_received_like_a_new_message() {
    Fact.Received first = fact(Fact.Received.class);
    Message copy =
        Message.builder(World.copy(mail("m0")), first.message().receivedAt()).build();
    assertBroken(
        2, violations(with(new Fact.Received(copy, first.source(), first.keys(), first.thread()))));
  }

  @Test
  void rule_2_a_copy_is_recorded_once_more_than_it_was_sent() {
    assertBroken(2, violations(with(fact(Fact.Duplicated.class))));
  }

  @Test
  void rule_2_an_acknowledged_copy_is_not_recorded() {
    assertBroken(2, violations(without(Fact.Duplicated.class)));
  }

  @Test
  void rule_2_a_copy_is_in_another_lead() {
    Fact.Duplicated copy = fact(Fact.Duplicated.class);
    assertBroken(
        2,
        violations(first(
            Fact.Duplicated.class,
            fact -> new Fact.Duplicated(
                copy.event(), copy.raw(), copy.source(), copy.key(), "evt_elsewhere"))));
  }

  @Test
  void rule_2_an_observation_is_recorded_twice() {
    assertBroken(2, violations(with(fact(Fact.Labelled.class))));
  }

  @Test
  void rule_3_a_reply_opens_a_lead_of_its_own() {
    String event = fact(Fact.Received.class).message().id();
    var receipt = new Receipt(event, lead, Receipt.Status.OPENED);
    world.evidence.add(new Sent(event, receipt, LeadId.openedBy("evt_other")));
    assertBroken(3, violations());
  }

  @Test
  void rule_4_a_delivery_had_no_effect() {
    assertBroken(4, violations(with(new Fact.Delivered("dlv_never", "crm", ""))));
  }

  @Test
  void rule_5_an_effect_is_not_recorded() {
    assertBroken(5, violations(without(Fact.Delivered.class)));
  }

  @Test
  void rule_6_a_need_has_its_effect_under_another_id() {
    world.evidence.add(new Effect("crm", "dlv_other", effect().lead()));
    assertBroken(6, violations());
  }

  @Test
  void rule_7_a_task_is_performed_twice_for_no_reason() {
    world.evidence.add(effect());
    assertBroken(7, violations());
  }

  @Test
  void rule_7_after_failures_a_task_may_be_performed_twice() {
    world.evidence.add(effect());
    assertEquals(List.of(), Oracle.violations(world.store, world.evidence, Weather.FAILURES));
  }

  @Test
  void rule_8_a_decision_is_not_what_the_policy_makes_of_the_history() {
    assertBroken(
        8,
        violations(first(
            Fact.Qualified.class,
            fact -> new Fact.Qualified(
                fact.score(), world.route("elsewhere"), fact.policy(), fact.inputs()))));
  }

  @Test
  void rule_8_a_decision_is_of_an_unknown_policy() {
    assertBroken(
        8,
        violations(first(
            Fact.Qualified.class,
            fact -> new Fact.Qualified(fact.score(), fact.assignment(), "v0", fact.inputs()))));
  }

  @Test
  void rule_8_a_history_has_a_gap() {
    assertBroken(
        8,
        violations(events -> events.stream()
            .filter(event -> !(event.fact() instanceof Fact.Labelled))
            .toList()));
  }

  @Test
  void rule_9_a_connector_saw_what_is_not_in_the_history() {
    Lead seen = effect().lead();
    Lead other = seen.apply(new LeadEvent(
        lead, seen.seq() + 1, seen.updatedAt(), new Fact.Labelled("never recorded", "kim")));
    world.evidence.add(new Effect("crm", effect().task(), other));
    assertBroken(9, violations());
  }

  @Test
  void rule_9_the_events_are_not_those_of_the_history() {
    LeadStore torn = new Changed(world.store, UnaryOperator.identity()) {
      @Override
      public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
        Map<LeadId, List<LeadEvent>> histories = new LinkedHashMap<>(super.histories(leads));
        histories.replaceAll((id, history) -> history.subList(0, history.size() - 1));
        return histories;
      }
    };
    assertBroken(9, Oracle.violations(torn, world.evidence, Weather.CALM));
  }

  @Test
  void rule_10_a_listener_receives_an_event_that_is_not_in_the_store() {
    world.evidence.add(
        new Told("a", new LeadEvent(lead, 99, Instant.EPOCH, new Fact.Labelled("never", "kim"))));
    assertBroken(10, violations());
  }

  @Test
  void rule_10_a_listener_receives_an_event_twice() {
    world.evidence.add(new Told("b", world.evidence.told().get(0).event()));
    assertBroken(10, violations());
  }

  @Test
  void rule_10_a_listener_receives_events_out_of_order() {
    world.evidence.add(new Told("a", world.evidence.told().get(0).event()));
    assertTrue(
        violations().stream().anyMatch(violation -> violation.startsWith("10: a told of 1 after ")),
        () -> "expected that the order is noticed, got " + violations());
  }

  @Test
  void rule_11_a_lead_is_left_undecided() {
    assertBroken(11, violations(without(Fact.Qualified.class)));
  }

  @Test
  void rule_11_the_last_decision_is_not_delivered() {
    assertBroken(11, violations(events -> {
      var changed = new ArrayList<>(events);
      LeadEvent last = events.stream()
          .filter(event -> event.fact() instanceof Fact.Delivered)
          .reduce((one, other) -> other)
          .orElseThrow();
      changed.replaceAll(event -> event.equals(last) ? harmless(event) : event);
      return changed;
    }));
  }

  @Test
  void rule_11_a_lead_still_waits() {
    LeadStore waiting = new ForwardingStore(world.store) {
      @Override
      public Instant nextWake() {
        return Instant.EPOCH;
      }
    };
    assertBroken(11, Oracle.violations(waiting, world.evidence, Weather.CALM));
  }

  @Test
  void rule_12_what_went_wrong_elsewhere_is_reported() {
    world.evidence.fault("a caller got no answer");
    assertBroken(12, violations());
  }

  /** A store with other events. */
  private static class Changed extends ForwardingStore {

    private final UnaryOperator<List<LeadEvent>> change;

    Changed(LeadStore store, UnaryOperator<List<LeadEvent>> change) {
      super(store);
      this.change = change;
    }

    @Override
    public Page events(long position, int max) {
      Page page = super.events(position, max);
      return page.events().isEmpty()
          ? page
          : new Page(change.apply(page.events()), page.position());
    }

    @Override
    public @Nullable Instant nextWake() {
      return null;
    }
  }
}
