// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.leadkit.RawMessage;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.spi.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one tenant receives never joins what another has. */
class TenantTest {

  private final Host host = new Host();
  private final RawMessage opening = Host.mail("<1@x>", "hello");
  private final RawMessage reply = Host.mail("<2@x>", "<1@x>", "more");

  private LeadPipeline pipeline() {
    return host.pipeline().connector("crm", delivery -> Outcome.accepted("")).build();
  }

  @Test
  void a_copy_or_a_reply_in_another_tenant_is_a_lead_of_its_own() {
    try (LeadPipeline leads = pipeline()) {
      Receipt first = leads.accept(opening);
      Receipt copy = leads.accept(opening.withTenant("north"));
      assertEquals(Status.OPENED, copy.status());
      assertNotEquals(first.lead(), copy.lead());
      Receipt elsewhere = leads.accept(reply.withTenant("south"));
      assertEquals(Status.OPENED, elsewhere.status(), "it answers a mail of others");
      assertEquals(first.lead(), leads.accept(reply).lead());
      assertEquals(copy.lead(), leads.accept(reply.withTenant("north")).lead());
    }
  }

  @Test
  void the_same_holds_within_one_batch() {
    try (LeadPipeline leads = pipeline()) {
      List<Receipt> receipts = leads.accept(
          List.of(opening, reply.withTenant("north"), reply, opening.withTenant("north")));
      assertEquals(
          List.of(Status.OPENED, Status.OPENED, Status.CONTINUED, Status.CONTINUED),
          receipts.stream().map(Receipt::status).toList(),
          "In the north the answer came before the mail that it answers");
      assertEquals(receipts.get(1).lead(), receipts.get(3).lead());
      assertEquals(receipts.get(0).lead(), receipts.get(2).lead());
    }
  }
}
