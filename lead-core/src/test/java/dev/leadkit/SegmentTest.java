// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Segment.Kind;
import org.junit.jupiter.api.Test;

class SegmentTest {

  @Test
  void a_segment_covers_a_part_of_a_text() {
    assertEquals("lo", new Segment(Kind.OWN_TEXT, 3, 5, "text", 1).of("hello"));
  }

  @Test
  void an_empty_or_negative_span_and_a_confidence_outside_0_to_1_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Segment(Kind.OWN_TEXT, 3, 3, "text", 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Segment(Kind.OWN_TEXT, -1, 3, "text", 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Segment(Kind.OWN_TEXT, 0, 3, "text", 1.1));
    assertThrows(
        IllegalArgumentException.class, () -> new Segment(Kind.OWN_TEXT, 0, 3, "text", Double.NaN));
  }
}
