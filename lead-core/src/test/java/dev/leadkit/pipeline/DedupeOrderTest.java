// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static dev.leadkit.pipeline.Letters.MONDAY;
import static dev.leadkit.pipeline.Letters.and;
import static dev.leadkit.pipeline.Letters.answering;
import static dev.leadkit.pipeline.Letters.from;
import static dev.leadkit.pipeline.Letters.id;
import static dev.leadkit.pipeline.Letters.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leadkit.Address;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Linked;
import dev.leadkit.Forwarded;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The order in which the copies of a mail arrive does not matter. */
class DedupeOrderTest {

  private static final String TEXT =
      "Hello, we are a bank with 4000 people and look for single sign-on."
          + " What does the enterprise plan cost, and can you deliver before June?";

  /** An original, the same once more, what a gateway, a list and a colleague made of it, and an answer to it. */
  private static Map<String, UnaryOperator<Message.Builder>> copies() {
    UnaryOperator<Message.Builder> original =
        and(from("ada@acme.example", "Prices", TEXT), id("<1@acme.example>"));
    var copies = new LinkedHashMap<String, UnaryOperator<Message.Builder>>();
    copies.put("original", original);
    copies.put("again", original);
    copies.put(
        "gateway",
        and(
            from("ada@acme.example", "[EXTERNAL] Prices", "[EXTERNAL] Be careful.\n\n" + TEXT),
            id("<1@acme.example>")));
    copies.put(
        "list",
        and(
            from(
                "ada@acme.example",
                "[sales] Prices",
                TEXT
                    + "\n_______________\nsales mailing list\nhttps://lists.leadkit.example/sales"),
            id("<list@lists.leadkit.example>")));
    copies.put(
        "forward",
        and(
            from("kim@leadkit.example", "Fwd: Prices", "See below\n" + TEXT),
            message -> message
                .thread(new dev.leadkit.Threading("<f@leadkit.example>", "", List.of()))
                .date(MONDAY.plusSeconds(7200))
                .forwarded(new Forwarded(Address.of("ada@acme.example"), "Prices", TEXT))));
    copies.put(
        "answer",
        and(
            and(from("ada@acme.example", "Re: Prices", "And SSO?"), on(MONDAY.plusSeconds(3600))),
            answering("<2@acme.example>", "<1@acme.example>")));
    return copies;
  }

  private static void permutations(List<String> rest, List<String> chosen, List<List<String>> all) {
    if (rest.isEmpty()) {
      all.add(List.copyOf(chosen));
    }
    for (String next : rest) {
      var fewer = new ArrayList<>(rest);
      fewer.remove(next);
      chosen.add(next);
      permutations(fewer, chosen, all);
      chosen.remove(chosen.size() - 1);
    }
  }

  @Test
  void any_order_of_six_copies_gives_one_lead_with_the_same_content_and_the_same_links() {
    var orders = new ArrayList<List<String>>();
    Map<String, UnaryOperator<Message.Builder>> copies = copies();
    permutations(List.copyOf(copies.keySet()), new ArrayList<>(), orders);
    assertEquals(720, orders.size());
    var relations = new TreeMap<String, Linked.Relation>();
    for (List<String> order : orders) {
      try (var letters = new Letters()) {
        var names = new TreeMap<String, String>();
        for (String name : order) {
          names.put(letters.accept(name, copies.get(name)).event(), name);
        }
        Set<LeadId> leads = letters.all();
        assertEquals(1, leads.size(), () -> "One lead in the order " + order);
        Lead lead = letters.leads.lead(leads.iterator().next());
        assertNotNull(lead);
        check(lead, order);
        checkReasons(letters, lead, order);
        for (Linked link : lead.links()) {
          String pair = new TreeSet<>(List.of(names.get(link.message()), names.get(link.other())))
              .toString()
              .replace("again", "original");
          Linked.Relation known = relations.putIfAbsent(pair, link.relation());
          if (known != null) {
            assertEquals(known, link.relation(), () -> pair + " in the order " + order);
          }
        }
      }
    }
  }

  private static void check(Lead lead, List<String> order) {
    assertEquals("ada@acme.example", lead.contact().address().email(), () -> "in " + order);
    assertEquals(1, lead.duplicates(), () -> "The same bytes once more, in the order " + order);
    assertEquals(
        new TreeSet<>(List.of(
            "<1@acme.example>",
            "<2@acme.example>",
            "<f@leadkit.example>",
            "<list@lists.leadkit.example>")),
        new TreeSet<>(lead.messages().stream()
            .map(message -> message.thread().messageId())
            .toList()),
        () -> "The messages in the order " + order);
    assertEquals(5, lead.messages().size(), () -> "in " + order);
    assertEquals(50, java.util.Objects.requireNonNull(lead.decision()).score().value());
  }

  /** Every message but the first says why it belongs to the lead: it is a copy, it answers, or a link has the evidence. */
  private static void checkReasons(Letters letters, Lead lead, List<String> order) {
    for (Fact fact : letters
        .host
        .history(lead.id())
        .subList(1, letters.host.history(lead.id()).size())) {
      if (fact instanceof Fact.Received received) {
        boolean isAnswer = received.message().thread().inReplyTo().equals(received.thread());
        boolean isLinked = lead.links().stream()
            .anyMatch(link -> link.message().equals(received.message().id()));
        assertEquals(true, isAnswer || isLinked, () -> "a reason in the order " + order);
      }
    }
  }
}
