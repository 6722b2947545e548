// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static dev.leadkit.policy.PolicyFixture.ESCALATING;
import static dev.leadkit.policy.PolicyFixture.NOON;
import static dev.leadkit.policy.PolicyFixture.PLAIN;
import static dev.leadkit.policy.PolicyFixture.SLA;
import static dev.leadkit.policy.PolicyFixture.delivered;
import static dev.leadkit.policy.PolicyFixture.delivery;
import static dev.leadkit.policy.PolicyFixture.facts;
import static dev.leadkit.policy.PolicyFixture.received;
import static dev.leadkit.policy.PolicyFixture.settled;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.NextAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deadlines and escalations of a lead follow from time while no one has replied. */
class PolicyDeadlineTest {

  @Test
  void a_missed_deadline_is_a_breach_once() {
    Lead lead = deliveredEverywhere();
    assertEquals(new NextAction.Wait(NOON.plus(SLA)), PLAIN.next(lead, NOON.plusSeconds(1)));
    assertEquals(new NextAction.Decide(), PLAIN.next(lead, NOON.plus(SLA)));
    Settlement turn = PLAIN.settle(lead, List.of(), NOON.plus(SLA).plusSeconds(5));
    assertEquals(List.of(new Fact.Breached("sdr", NOON.plus(SLA))), facts(turn));
    assertEquals(new NextAction.Rest(), PLAIN.next(turn.after(), NOON.plus(SLA).plusSeconds(6)));
  }

  @Test
  void a_reply_in_time_stops_the_clock() {
    Lead lead = deliveredEverywhere();
    Fact reply = new Fact.Replied(Fact.Replied.Author.HUMAN, "kim");
    Lead replied = PLAIN.settle(lead, List.of(reply), NOON.plusSeconds(60)).after();
    assertEquals(Lead.Status.REPLIED, replied.status());
    assertEquals(new NextAction.Rest(), PLAIN.next(replied, NOON.plusSeconds(61)));
    assertEquals(
        List.of(),
        PLAIN.settle(replied, List.of(), NOON.plus(SLA).plusSeconds(5)).events());
  }

  @Test
  void an_automatic_reply_leaves_the_clock_running() {
    Fact reply = new Fact.Replied(Fact.Replied.Author.MACHINE, "autoresponder");
    Lead replied = PLAIN
        .settle(deliveredEverywhere(), List.of(reply), NOON.plusSeconds(60))
        .after();
    assertEquals(new NextAction.Wait(NOON.plus(SLA)), PLAIN.next(replied, NOON.plusSeconds(61)));
    assertEquals(
        List.of(new Fact.Breached("sdr", NOON.plus(SLA))),
        facts(PLAIN.settle(replied, List.of(), NOON.plus(SLA))));
  }

  @Test
  void escalations_follow_one_by_one_while_no_one_replies() {
    Lead lead = settled(ESCALATING, NOON, received("hello"));
    assertEquals(new NextAction.Wait(NOON.plusSeconds(720)), ESCALATING.next(lead, NOON));
    Settlement first = ESCALATING.settle(lead, List.of(), NOON.plusSeconds(720));
    assertEquals(
        List.of(new Fact.Escalated("leaders", "80%", NOON.plusSeconds(720))), facts(first));
    assertEquals(
        new NextAction.Wait(NOON.plus(SLA)), ESCALATING.next(first.after(), NOON.plusSeconds(720)));
    Settlement second = ESCALATING.settle(first.after(), List.of(), NOON.plus(SLA));
    assertEquals(
        List.of(
            new Fact.Breached("sdr", NOON.plus(SLA)),
            new Fact.Escalated("managers", "100%", NOON.plus(SLA))),
        facts(second));
    Fact reply = new Fact.Replied(Fact.Replied.Author.HUMAN, "kim");
    Lead replied = ESCALATING
        .settle(second.after(), List.of(reply), NOON.plusSeconds(1000))
        .after();
    assertEquals(new NextAction.Rest(), ESCALATING.next(replied, NOON.plusSeconds(1001)));
  }

  @Test
  void a_lead_that_was_forgotten_is_escalated_to_all_at_once_and_never_again() {
    Lead lead = settled(ESCALATING, NOON, received("hello"));
    Settlement late = ESCALATING.settle(lead, List.of(), NOON.plusSeconds(100_000));
    assertEquals(4, late.events().size());
    assertEquals(3, late.after().escalations().size());
    Settlement more = ESCALATING.settle(
        late.after(), List.of(new Fact.Reopened("again", "kim")), NOON.plusSeconds(200_000));
    assertEquals(
        List.of(Fact.Reopened.class, Fact.Qualified.class),
        facts(more).stream().map(Object::getClass).toList());
  }

  private static Lead deliveredEverywhere() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    return PLAIN
        .settle(
            lead,
            List.of(
                delivered(delivery(PLAIN, lead, "crm", NOON)),
                delivered(delivery(PLAIN, lead, "chat", NOON))),
            NOON)
        .after();
  }
}
