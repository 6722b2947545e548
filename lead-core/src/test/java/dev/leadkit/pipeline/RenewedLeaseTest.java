// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Lease;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A lead may be leased again while a visit under an earlier lease ends. */
class RenewedLeaseTest {

  private final LeadId lead = LeadId.openedBy("evt_1");
  private final Lease first = new Lease(lead, 2, "1", Instant.EPOCH);
  private final Lease second = new Lease(lead, 3, "2", Instant.EPOCH);
  private final LeaseSession visit = new LeaseSession(first, 0, null);

  @Test
  void a_visit_ends_with_its_lease() {
    assertTrue(visit.end(first));
  }

  @Test
  void a_visit_that_is_under_way_goes_on_under_the_newer_lease() {
    assertTrue(visit.renew(second, 0));
    assertEquals(second, visit.lease());
    assertFalse(visit.end(first), "The newer lease has to be given back as well");
    assertTrue(visit.end(second));
  }

  @Test
  void a_visit_that_is_over_cannot_take_a_newer_lease_along() {
    visit.end(first);
    assertFalse(visit.renew(second, 0), "The newer lease would never be given back");
    assertEquals(first, visit.lease());
  }
}
