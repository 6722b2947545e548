// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Address;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.spi.LeadStore.Commit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Claims of data that earlier versions wrote. */
class FormerClaimsTest {

  @Test
  void a_copy_is_recognised_by_the_key_that_was_claimed_then_and_another_enquiry_is_not() {
    try (var letters = new Letters()) {
      var letter = Letters.and(
          Letters.from("web@site.example", "Form", "Prices?"),
          message -> message.replyTo(List.of(Address.of("ann@first.example"))));
      Message before = letter
          .apply(Message.builder("evt_before", Letters.MONDAY)
              .to(List.of(Address.of("sales@leadkit.example")))
              .date(Letters.MONDAY))
          .build();
      LeadId lead = LeadId.openedBy(before.id());
      var received = new Fact.Received(
          before, Source.unknown(""), List.of(Key.of(before).get(0), Key.former(before)), "");
      letters.host.store.commit(List.of(new Commit(
          lead,
          0,
          List.of(new LeadEvent(lead, 1, Letters.MONDAY, received)),
          Map.of(Key.of(before).get(0), before.id(), Key.former(before), before.id()),
          List.of(),
          null,
          null)));
      Receipt copy = letters.accept("copy", letter);
      assertEquals(Receipt.Status.DUPLICATE, copy.status());
      assertEquals(lead, copy.lead());
      Receipt other = letters.accept(
          "other",
          Letters.and(
              letter, message -> message.replyTo(List.of(Address.of("ben@second.example")))));
      assertEquals(Receipt.Status.OPENED, other.status(), "The former key did not see Reply-To");
    }
  }
}
