// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Message;
import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import dev.leadkit.policy.field.SegmentFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the parts of a text that an example gives, such as {@code text.signature}, below the own text of its message. */
final class GivenText {

  private GivenText() {}

  static Message withSegments(Message message, Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    List<Segment> segments = new ArrayList<>();
    if (!values.containsKey("text.own")) {
      add(Kind.OWN_TEXT, message.visibleText(), text, segments);
    }
    for (Map.Entry<String, Set<Kind>> field : SegmentFields.all().entrySet()) {
      add(last(field.getValue()), values.getOrDefault(field.getKey(), ""), text, segments);
    }
    boolean given = SegmentFields.all().keySet().stream().anyMatch(values::containsKey);
    return given
        ? message.toBuilder()
            .understanding(message.understanding().toBuilder()
                .text(text.toString(), segments)
                .build())
            .build()
        : message;
  }

  /** Own text, the signature, the quoted message itself: not what introduces it. */
  private static Kind last(Set<Kind> kinds) {
    return kinds.contains(Kind.OWN_TEXT)
        ? Kind.OWN_TEXT
        : kinds.stream().reduce((first, second) -> second).orElseThrow();
  }

  private static void add(Kind kind, String given, StringBuilder text, List<Segment> segments) {
    if (!given.isBlank()) {
      int start = text.length();
      text.append(given).append('\n');
      segments.add(new Segment(kind, start, text.length(), "as the example says", 1));
    }
  }
}
