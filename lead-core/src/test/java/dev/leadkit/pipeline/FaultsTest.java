// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.LeadId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final LeadId LEAD = LeadId.openedBy("evt_1");

  private final Faults faults = new Faults();

  @Test
  void only_the_first_failure_of_a_series_and_the_end_of_it_are_news() {
    assertFalse(faults.works("store"), "it did not fail before");
    assertTrue(faults.failed("store", new IllegalStateException("gone")));
    assertFalse(faults.failed("store", new IllegalStateException("gone still")));
    assertFalse(faults.works("policy source"), "another part");
    assertEquals(List.of("store failed: IllegalStateException: gone still"), faults.problems());
    assertTrue(faults.works("store"));
    assertEquals(List.of(), faults.problems());
  }

  @Test
  void a_lead_is_left_alone_for_a_minute_then_twice_as_long_each_time_up_to_an_hour() {
    List<Integer> minutes = List.of(1, 2, 4, 8, 16, 32, 60, 60);
    for (int expected : minutes) {
      assertEquals(Duration.ofMinutes(expected), faults.failed(LEAD));
    }
    for (int i = 0; i < 100; i++) {
      assertEquals(Duration.ofHours(1), faults.failed(LEAD), "however often it fails");
    }
    assertEquals(List.of("1 leads cannot be read or decided"), faults.problems());
    faults.works(LEAD);
    assertEquals(List.of(), faults.problems());
    assertEquals(Duration.ofMinutes(1), faults.failed(LEAD), "the count begins again");
  }

  @Test
  void ten_thousand_leads_are_counted_and_the_others_left_alone_for_an_hour() {
    for (int i = 0; i < 9_999; i++) {
      faults.failed(LeadId.openedBy("evt_" + i));
    }
    assertEquals(List.of("9999 leads cannot be read or decided"), faults.problems());
    assertEquals(Duration.ofMinutes(1), faults.failed(LeadId.openedBy("evt_last")));
    assertEquals(List.of("more than 10000 leads cannot be read or decided"), faults.problems());
    assertEquals(Duration.ofHours(1), faults.failed(LeadId.openedBy("evt_beyond")));
    assertEquals(
        Duration.ofMinutes(2), faults.failed(LEAD), "a lead that is counted has its own pause");
  }

  @Test
  void a_fault_is_summed_up_by_its_kind_and_its_message_if_it_can_tell_one() {
    assertEquals(
        "IllegalStateException: a bug", Faults.summary(new IllegalStateException("a bug")));
    assertEquals("IllegalStateException", Faults.summary(new IllegalStateException()));
    assertEquals("Mute", Faults.summary(new Mute()));
  }

  @Test
  void a_fault_is_printed_as_it_is_unless_it_throws_when_it_is_printed() {
    var fault = new IllegalStateException("a bug");
    assertSame(fault, Faults.printable(fault));
    assertEquals(
        Mute.class.getName() + ", which cannot be printed",
        Faults.printable(new Mute()).getMessage());
  }

  /** Throws when its message is read, or when it is printed. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public void printStackTrace(PrintWriter out) {
      throw new IllegalStateException("no trace");
    }
  }
}
