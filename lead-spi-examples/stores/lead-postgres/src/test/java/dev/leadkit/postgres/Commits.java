// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import dev.leadkit.Address;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.ThreadId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commits of invented leads: the same number gives the same lead. */
final class Commits {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456789Z");

  private Commits() {}

  static LeadId lead(int number) {
    return LeadId.openedBy(message(number).id());
  }

  static Message message(int number) {
    return message(number, "ada" + number + "@acme.example");
  }

  static Message message(int number, String from) {
    String text = "We need SSO for " + number + " people.";
    RawMessage raw = RawMessage.of((from + text).getBytes(StandardCharsets.UTF_8));
    return Message.builder(raw, NOON)
        .from(Address.of(from))
        .subject("Enquiry " + number)
        .textBody(text)
        .visibleText(text)
        .build();
  }

  /** The first commit of a lead. */
  static Commit opening(int number) {
    return opening(message(number), List.of());
  }

  /** The first commit of the lead that this message opens, with these thread ids. */
  static Commit opening(Message message, List<ThreadId> threads, Fact... more) {
    Map<Key, String> keys = new LinkedHashMap<>();
    Key.of(message).forEach(key -> keys.put(key, message.id()));
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.Received(message, Source.unknown(""), List.copyOf(keys.keySet()), ""));
    facts.addAll(List.of(more));
    return commit(LeadId.openedBy(message.id()), 0, keys, threads, facts);
  }

  /** The commit of these facts after others. */
  static Commit next(int number, long after, Fact... facts) {
    return commit(lead(number), after, Map.of(), List.of(), List.of(facts));
  }

  private static Commit commit(
      LeadId lead, long after, Map<Key, String> keys, List<ThreadId> threads, List<Fact> facts) {
    List<LeadEvent> events = new ArrayList<>();
    for (Fact fact : facts) {
      events.add(new LeadEvent(lead, after + events.size() + 1, NOON, fact));
    }
    return new Commit(lead, after, events, keys, threads, NOON, null);
  }
}
