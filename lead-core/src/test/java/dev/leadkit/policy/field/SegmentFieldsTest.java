// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Lead;
import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import dev.leadkit.Understanding;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.condition.Conditions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentFieldsTest {

  /** A text with one line of each kind, in their order. */
  private static Lead lead(Kind... kinds) {
    StringBuilder text = new StringBuilder();
    List<Segment> segments = new ArrayList<>();
    for (Kind kind : kinds) {
      int start = text.length();
      text.append("a line of ").append(kind).append('\n');
      segments.add(new Segment(kind, start, text.length(), "test", 1));
    }
    Understanding understanding =
        Understanding.builder().text(text.toString(), segments).build();
    return Leads.from(message -> message.understanding(understanding)).lead();
  }

  private static @Nullable List<Value.Passage> passages(String field, Lead lead) {
    Value value = Conditions.of(Fields.ofLead(), List.of()).view(lead).value(field);
    return value == null ? null : ((Value.Text) value).passages();
  }

  @Test
  void every_kind_of_segment_is_in_a_field() {
    Set<Kind> asked = EnumSet.noneOf(Kind.class);
    SegmentFields.all().values().forEach(asked::addAll);
    assertEquals(EnumSet.allOf(Kind.class), asked);
  }

  @Test
  void a_field_contains_the_segments_of_its_kinds_alone() {
    SegmentFields.all().forEach((field, kinds) -> {
      List<Value.Passage> found = passages(field, lead(Kind.values()));
      assertNotNull(found, field);
      String text = String.join("\n", found.stream().map(Value.Passage::text).toList());
      for (Kind kind : Kind.values()) {
        assertEquals(
            kinds.contains(kind), (text + "\n").contains("of " + kind + "\n"), field + " " + kind);
      }
      assertEquals(field, found.get(0).part());
    });
  }

  @Test
  void adjacent_segments_are_one_passage_and_others_are_not() {
    Lead apart = lead(Kind.QUOTATION_HEADER, Kind.QUOTED, Kind.OWN_TEXT, Kind.QUOTED);
    List<Value.Passage> found = passages("text.quoted", apart);
    assertNotNull(found);
    assertEquals(
        List.of("a line of QUOTATION_HEADER\na line of QUOTED", "a line of QUOTED"),
        found.stream().map(Value.Passage::text).toList());
  }

  @Test
  void a_field_is_missing_where_no_text_is_of_its_kinds() {
    assertNull(passages("text.disclaimer", lead(Kind.OWN_TEXT)));
    assertNull(passages("text.own", Leads.from(message -> message).lead()));
  }
}
