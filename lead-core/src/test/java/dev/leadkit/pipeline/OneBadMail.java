// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Lead;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Outcome;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Twenty mails, one of them bad, and the deliveries of the leads that they open. */
final class OneBadMail {

  private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

  /** The number of deliveries so far. */
  int count() {
    return deliveries.size();
  }

  /** A connector that accepts everything. */
  Outcome take(Delivery delivery) {
    deliveries.add(delivery);
    return Outcome.accepted("crm-1");
  }

  static boolean isBad(Lead lead) {
    return lead.messages().stream().anyMatch(message -> message.textBody().contains("bad"));
  }

  static List<RawMessage> mails() {
    return IntStream.range(0, 20)
        .mapToObj(i -> Host.mail("<" + i + "@x>", i == 7 ? "bad" : "good " + i))
        .toList();
  }

  List<String> delivered() {
    return deliveries.stream()
        .map(delivery -> delivery.lead().messages().get(0).textBody())
        .sorted()
        .toList();
  }

  static List<String> good() {
    return IntStream.range(0, 20)
        .filter(i -> i != 7)
        .mapToObj(i -> "good " + i)
        .sorted()
        .toList();
  }
}
