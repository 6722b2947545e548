// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.leadkit.Address;
import dev.leadkit.understanding.Segments;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What dividing a text costs, in bytes that are allocated, which do not depend on the load of the machine. */
class SegmentsCostTest {

  private static final Address JANE = new Address("jane.doe@example.com", "Jane Doe");

  private static final List<String> LINES = List.of(
      "Please quote 40 pumps.",
      "",
      " ",
      "\u00a0\u200b",
      "> quoted",
      ">> deeper",
      "On Mon, Apr 2, 2012 at 6:26 PM, Bob <bob@example.com> wrote:",
      "wrote:",
      "> wrote:",
      "---------- Forwarded message ---------",
      "-----Original Message-----",
      "From: Bob <bob@example.com>",
      "Date: Mon, 2 Apr 2012 18:26:00 +0200",
      "To: sales@example.org",
      "Subject: pumps",
      "-- ",
      "Thanks,",
      "Jane Doe",
      "Tel. +49 30 1234567",
      "Sent from my iPhone",
      "This e-mail is confidential and intended only for the addressee. Delete it if you got it in error.",
      "[EXTERNAL]",
      "reply On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:",
      "________________",
      "riak-users mailing list https://example.com",
      "PS: and 12 valves",
      "Name: Jane",
      "Phone: 123",
      "\ufeffAm 28.10.2021 um 12:46 schrieb Bob:");

  @Test
  void twice_as_many_lines_cost_twice_as_much() {
    for (String line : LINES) {
      allocated(line, 200);
      long once = allocated(line, 2_000);
      long twice = allocated(line, 4_000);
      assertTrue(
          twice <= 2.5 * once + 1_000_000,
          () -> "The cost must grow linearly: " + once + ", " + twice + " for " + line);
    }
  }

  private static long allocated(String line, int lines) {
    String text = (line + "\n").repeat(lines);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Segments segments = Segments.of("FW: x", JANE, text);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(text, segments.text());
    return bytes;
  }
}
