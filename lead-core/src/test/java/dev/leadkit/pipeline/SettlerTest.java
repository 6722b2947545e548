// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.LeadStore.Commit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is committed together. */
class SettlerTest {

  private final Host host = new Host();
  private final Faults faults = new Faults();
  private final Settler settler = new Settler(
      host.store,
      new LeadLoader(host.store, () -> 0),
      new CurrentPolicy(PolicySource.of(host.policy()), faults),
      new EngineClock(host.clock),
      () -> 0,
      Duration.ofMinutes(1),
      faults);

  private Entry entry(RawMessage mail, Key... keys) {
    var message = Host.reader().read(mail, host.time.get(), host.blobs);
    return Entry.of(
        keys.length == 0
            ? ReadMessage.of(message, Source.unknown(""))
            : new ReadMessage(message, Source.unknown(""), List.of(keys)));
  }

  @Test
  void all_entries_of_a_lead_are_one_commit() {
    var plan = settler.settle(List.of(
        entry(Host.mail("<1@x>", "hello")),
        entry(Host.mail("<2@x>", "another")),
        entry(Host.mail("<3@x>", "<1@x>", "and more")),
        entry(Host.mail("<1@x>", "hello"))));
    assertEquals(2, plan.proposals().size(), "One commit for each lead");
    Commit first = plan.proposals().get(0).commit();
    assertEquals(
        List.of("Received", "Qualified", "Received", "Qualified", "Duplicated"),
        first.events().stream()
            .map(LeadEvent::fact)
            .map(fact -> fact.getClass().getSimpleName())
            .toList());
    assertEquals(
        5,
        first.keys().size(),
        "It claims the keys of all its messages, and one under which the person is found");
  }

  @Test
  void a_group_is_cut_before_a_message_that_leaves_a_key_to_an_unconfirmed_lead() {
    var known = new Key(Key.Layer.EVENT, "known");
    var wanted = new Key(Key.Layer.MESSAGE, "wanted");
    var opening = settler.settle(List.of(entry(Host.mail("<0@x>", "holds a key"), known)));
    LeadId holder = opening.proposals().get(0).commit().lead();
    host.store.commit(List.of(opening.proposals().get(0).commit()));
    Entry claims = entry(Host.mail("<1@x>", "claims the other"), wanted);
    Entry leaves = entry(Host.mail("<2@x>", "would leave it"), known, wanted);
    Entry after = entry(Host.mail("<3@x>", "comes after"));
    var plan = settler.settle(List.of(claims, leaves, after));
    assertEquals(
        List.of(LeadId.openedBy(claims.readMessage.message().id())),
        plan.proposals().stream().map(proposal -> proposal.commit().lead()).toList());
    assertEquals(List.of(leaves, after), plan.later(), "The order of the rest is kept");
    var next = settler.settle(plan.later());
    Commit copy = next.proposals().get(0).commit();
    assertEquals(holder, copy.lead());
    assertEquals(
        Map.of(wanted, leaves.readMessage.message().id()),
        copy.keys(),
        "If the claim was refused, the key is claimed by the message that has it too");
  }

  @Test
  void a_group_is_cut_before_a_message_that_links_to_an_unconfirmed_lead() {
    Entry opens = entry(Host.mail("<1@x>", "opens a lead"));
    Entry stranger = entry(
        RawMessage.of("<2@x>|<1@x>|bob@other.example|answers it".getBytes(StandardCharsets.UTF_8)));
    var plan = settler.settle(List.of(opens, stranger));
    LeadId unconfirmed = LeadId.openedBy(opens.readMessage.message().id());
    assertEquals(
        List.of(stranger),
        plan.later(),
        "If another process has a copy of the first message, its lead is never opened");
    host.store.commit(List.of(plan.proposals().get(0).commit()));
    var next = settler.settle(plan.later());
    Fact link = next.proposals().get(0).commit().events().get(1).fact();
    assertEquals(unconfirmed, assertInstanceOf(Fact.Linked.class, link).lead());
    assertEquals(List.of(), next.later(), "A lead that exists can be linked at once");
  }
}
