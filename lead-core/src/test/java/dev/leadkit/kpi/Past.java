// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadStore.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Histories written by hand, with times in minutes after noon. */
final class Past {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  final InMemoryStore store = new InMemoryStore();

  /** One lead, which is committed when its history is whole. */
  final class Story {
    private final LeadId lead;
    private final List<LeadEvent> events = new ArrayList<>();

    private Story(String name) {
      lead = LeadId.openedBy(name);
    }

    Story at(long minute, Fact fact) {
      events.add(new LeadEvent(lead, events.size() + 1, minute(minute), fact));
      return this;
    }

    /** Decided for this queue, with a limit of this number of minutes from receipt at minute 0; null for no limit. */
    Story decided(long minute, String queue, @Nullable Integer sla) {
      return at(minute, decision("v1", "to-" + queue, Disposition.LEAD, queue, sla));
    }

    Story replied(long minute) {
      return at(minute, new Fact.Replied(Fact.Replied.Author.HUMAN, "kim"));
    }

    Story given(long minute, String queue, String reason) {
      return at(minute, new Fact.Reassigned(queue, "kim", reason, "lee"));
    }

    LeadId end() {
      store.commit(List.of(new Commit(lead, 0, events, Map.of(), List.of(), null, null)));
      return lead;
    }
  }

  static Instant minute(long minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  Story lead(String name) {
    Message message = Message.builder("evt_" + name, NOON).build();
    Source source = Source.of("mail", "sales@leadkit.example");
    return new Story(name).at(0, new Fact.Received(message, source, Key.of(message), ""));
  }

  static Fact.Qualified decision(
      String policy, String route, Disposition disposition, String queue, @Nullable Integer sla) {
    Duration span = sla == null ? null : Duration.ofMinutes(sla);
    var assignment = Assignment.builder(route, disposition)
        .queue(queue)
        .sla(span)
        .due(span == null ? null : NOON.plus(span))
        .reason("because")
        .build();
    return new Fact.Qualified(Score.of(0, List.of(), List.of()), assignment, policy);
  }
}
