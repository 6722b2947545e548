// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Lead;
import dev.leadkit.Message;
import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import dev.leadkit.Understanding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields of the parts of the texts of all messages, so that a policy can ask for what is not the senders' own text. */
public final class SegmentFields {

  private static final Map<String, Set<Kind>> KINDS = kinds();

  private SegmentFields() {}

  private static Map<String, Set<Kind>> kinds() {
    Map<String, Set<Kind>> kinds = new LinkedHashMap<>();
    kinds.put("text.own", EnumSet.of(Kind.OWN_TEXT, Kind.FORM_FIELD));
    kinds.put("text.form", EnumSet.of(Kind.FORM_FIELD));
    kinds.put("text.signature", EnumSet.of(Kind.SIGN_OFF, Kind.SIGNATURE));
    kinds.put("text.device_line", EnumSet.of(Kind.DEVICE_LINE));
    kinds.put("text.disclaimer", EnumSet.of(Kind.DISCLAIMER));
    kinds.put("text.banner", EnumSet.of(Kind.BANNER));
    kinds.put("text.quoted", EnumSet.of(Kind.QUOTATION_HEADER, Kind.QUOTED));
    kinds.put("text.forwarded", EnumSet.of(Kind.FORWARD_HEADER, Kind.FORWARDED));
    kinds.put("text.list_footer", EnumSet.of(Kind.LIST_FOOTER));
    return Collections.unmodifiableMap(kinds);
  }

  /** The fields with the kinds of the segments that each contains. */
  public static Map<String, Set<Kind>> all() {
    return KINDS;
  }

  static void addTo(Catalogue fields) {
    add(fields, "text.own", "what the senders wrote, in all messages and without subjects");
    add(fields, "text.form", "labels and values of web forms in the texts of all messages");
    add(fields, "text.signature", "closing phrases and signatures of all messages");
    add(fields, "text.device_line", "what mail programs and devices append");
    add(fields, "text.disclaimer", "legal notices of all messages");
    add(fields, "text.banner", "warnings that a mail system put above the texts");
    add(fields, "text.quoted", "earlier messages that the messages quote");
    add(fields, "text.forwarded", "messages that the texts forward, with their headers");
    add(fields, "text.list_footer", "what mailing lists append");
  }

  private static void add(Catalogue fields, String name, String description) {
    Set<Kind> kinds = KINDS.getOrDefault(name, Set.of());
    fields.text(name, description, lead -> passages(lead, name, kinds));
  }

  /** One passage for each run of such segments. */
  private static List<Value.Passage> passages(Lead lead, String name, Set<Kind> kinds) {
    List<Value.Passage> passages = new ArrayList<>();
    for (Message message : WrittenMessages.of(lead)) {
      Understanding understanding = message.understanding();
      int start = -1;
      int end = -1;
      for (Segment segment : understanding.segments()) {
        if (kinds.contains(segment.kind())) {
          start = start < 0 ? segment.start() : start;
          end = segment.end();
        } else if (start >= 0) {
          add(passages, name, message, understanding.text().substring(start, end));
          start = -1;
        }
      }
      if (start >= 0) {
        add(passages, name, message, understanding.text().substring(start, end));
      }
    }
    return passages;
  }

  private static void add(List<Value.Passage> passages, String name, Message message, String text) {
    if (!text.isBlank()) {
      passages.add(new Value.Passage(name, message.id(), text.strip()));
    }
  }
}
