// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.LeadId;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HighScoreAlertTest {

  private final RouteTable routes = Tables.of("""
      queues: [ae_priority, sdr]
      routes:
        - { id: ae, when: { score: { gte: 70 } }, to: { queue: ae_priority, sla: 15m, connectors: [crm, chat] } }
        - { id: sdr, when: always, to: { queue: sdr, sla: 120m, connectors: [crm] } }
      """);

  /** A chat that posts one message for each idempotency key, and loses its first answers. */
  private static final class Chat implements Connector {

    private final Map<String, String> posts = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private int lostAnswers;

    @Override
    public synchronized Outcome deliver(Delivery delivery) throws IOException {
      calls.add(delivery.id());
      posts.putIfAbsent(
          delivery.id(), delivery.assignment().queue() + " " + delivery.score().value());
      if (lostAnswers > 0) {
        lostAnswers--;
        throw new IOException("connection reset");
      }
      return Outcome.accepted("post-" + posts.size());
    }
  }

  private final Chat chat = new Chat();

  @AutoClose
  private final Desk desk =
      new Desk(routes, Map.of("crm", delivery -> Outcome.accepted("1"), "chat", chat));

  @Test
  void a_high_score_goes_to_an_account_executive_and_alerts_the_chat_once() {
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", "sales@leadkit.example", 70);
    desk.restart();
    desk.run("2026-03-02T10:05:00Z");
    assertEquals("ae_priority", desk.assignment(lead).queue());
    assertEquals(List.of("ae_priority 70"), List.copyOf(chat.posts.values()));
    assertEquals(1, chat.calls.size());
  }

  @Test
  void a_lower_score_alerts_no_one() {
    desk.mail("2026-03-02T10:00:00Z", "sales@leadkit.example", 69);
    assertEquals(List.of(), chat.calls);
  }

  @Test
  void a_lost_answer_is_retried_under_the_same_key() {
    chat.lostAnswers = 1;
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", "sales@leadkit.example", 90);
    desk.restart();
    desk.run("2026-03-02T10:05:00Z");
    assertEquals(2, chat.calls.size());
    assertEquals(List.of("ae_priority 90"), List.copyOf(chat.posts.values()));
    assertEquals(
        List.of("crm", "chat"), desk.lead(lead).deliveries().keySet().stream().toList());
  }

  @Test
  void the_same_mail_sent_again_alerts_no_one_again() {
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", "sales@leadkit.example", 70);
    assertEquals(lead, desk.mail("2026-03-02T10:01:00Z", "sales@leadkit.example", 70));
    assertEquals(1, chat.calls.size());
  }
}
