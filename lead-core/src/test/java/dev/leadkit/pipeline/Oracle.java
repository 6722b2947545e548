// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Assignment;
import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.NextAction;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.pipeline.SimulatedPlugIns.Effect;
import dev.leadkit.pipeline.SimulatedPlugIns.Success;
import dev.leadkit.pipeline.SimulatedSenders.Mail;
import dev.leadkit.pipeline.SimulatedSenders.Sending;
import dev.leadkit.policy.Policy;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The promises of the engine, checked from outside: against what senders were told, what other systems saw, and what is stored. It knows the
 * model and the policies, and nothing of how the engine works.
 */
final class Oracle {

  private final World world;
  private final InMemoryStore store;
  private final Map<LeadId, List<LeadEvent>> histories = new LinkedHashMap<>();

  Oracle(World world) {
    this.world = world;
    store = world.truth();
  }

  private void require(boolean isKept, String promise, LeadId lead) {
    if (!isKept) {
      throw world.broken(promise + ": " + world.name(lead) + " " + kinds(lead));
    }
  }

  private String kinds(LeadId lead) {
    return histories.getOrDefault(lead, List.of()).stream()
        .map(event -> event.fact().getClass().getSimpleName())
        .toList()
        .toString();
  }

  /** When a sender is told "accepted": event, claims and bytes are stored. */
  void checkAcknowledged(Mail mail, Receipt receipt) {
    String told = "what is acknowledged is stored";
    List<LeadEvent> history =
        store.histories(List.of(receipt.lead())).getOrDefault(receipt.lead(), List.of());
    boolean isThere =
        history.stream().anyMatch(event -> receipt.event().equals(SimulatedSenders.event(event)));
    if (!isThere || !receipt.event().equals(mail.raw().eventId())) {
      throw world.broken(told + ": the event of " + mail.name());
    }
    Key key = new Key(Key.Layer.EVENT, receipt.event());
    Holder holder = store.holders(List.of(key)).get(key);
    if (holder == null || !holder.lead().equals(receipt.lead())) {
      throw world.broken(told + ": the claim of " + mail.name());
    }
    checkBlob(mail.raw().blob(), told + ": the bytes of " + mail.name());
  }

  private void checkBlob(Blob blob, String promise) {
    try (InputStream bytes = world.truthOfBlobs().open(blob.sha256())) {
      if (bytes == null || !Blob.of(bytes.readAllBytes()).equals(blob)) {
        throw world.broken(promise);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When nothing happens any more. */
  void judge() {
    read();
    world.senders().checkAllAnswered();
    checkRest();
    checkSheet();
    checkLinks();
    checkClaims();
    histories.forEach((lead, history) -> {
      checkDecisions(lead, history);
      checkTasks(lead, history);
    });
    checkEffects();
    checkSuccesses();
    checkDelays();
  }

  private void read() {
    var leads = new ArrayList<LeadId>();
    Page page = store.events(0, Integer.MAX_VALUE);
    for (LeadEvent event : page.events()) {
      histories
          .computeIfAbsent(event.lead(), lead -> {
            leads.add(lead);
            return new ArrayList<>();
          })
          .add(event);
    }
    List<LeadId> told = store.leads(0, Integer.MAX_VALUE).leads();
    if (!told.equals(leads)) {
      throw world.broken("the list of leads is that of the events: " + told.size());
    }
    histories.forEach((lead, history) -> require(
        history.equals(store.histories(List.of(lead)).get(lead)),
        "a history is what the events say",
        lead));
  }

  private void checkRest() {
    if (store.nextWake() != null) {
      throw world.broken("all leads come to rest, but one has a wake-up time");
    }
    histories.forEach((id, history) -> {
      Lead lead = Lead.of(id, history);
      Instant later = lead.updatedAt().plusSeconds(7 * 24 * 3600);
      require(
          SimulatedPolicies.ALL.stream().anyMatch(policy -> rests(policy, lead, later)),
          "nothing is owed to a lead at rest",
          id);
      require(lead.decision() != null && !lead.isStale(), "every lead is decided", id);
    });
  }

  private static boolean rests(Policy policy, Lead lead, Instant at) {
    try {
      return policy.next(lead, at) instanceof NextAction.Rest;
    } catch (RuntimeException | AssertionError e) {
      return false; // the broken one says nothing
    }
  }

  /** What senders were told and what is stored add up. */
  private void checkSheet() {
    var leads = new HashMap<String, LeadId>();
    var received = new HashMap<String, LeadId>();
    var facts = new HashMap<String, Integer>();
    int opened = 0;
    for (List<LeadEvent> history : histories.values()) {
      for (LeadEvent event : history) {
        String id = SimulatedSenders.event(event);
        if (id != null) {
          facts.merge(id, 1, Integer::sum);
          LeadId other = leads.putIfAbsent(id, event.lead());
          require(
              other == null || other.equals(event.lead()),
              "a message is in one lead",
              event.lead());
        }
        Message message = SimulatedSenders.message(event.fact());
        if (message != null) {
          require(
              received.put(message.id(), event.lead()) == null,
              "a message is received once",
              event.lead());
          checkBlob(message.raw(), "the bytes of a message are kept");
        }
        opened += event.fact() instanceof Fact.Received fact && fact.thread().isEmpty() ? 1 : 0;
      }
    }
    if (opened != histories.size()) {
      throw world.broken("every lead is opened by one message: " + opened + " openings, "
          + histories.size() + " leads");
    }
    for (List<LeadEvent> history : histories.values()) {
      for (LeadEvent event : history) {
        if (event.fact() instanceof Fact.Duplicated copy) {
          received.putIfAbsent(copy.event(), event.lead());
          require(
              event.lead().equals(received.get(copy.original())),
              "a copy follows its original, in the same lead",
              event.lead());
        }
      }
    }
    checkCounts(facts);
  }

  private void checkCounts(Map<String, Integer> facts) {
    var told = new HashMap<String, Integer>();
    var sent = new HashMap<String, Integer>();
    for (Sending sending : world.senders().sendings()) {
      if (sending.acknowledged == 0) {
        throw world.broken("everything is acknowledged in the end: " + sending.name());
      }
      if (sending.mail != null) {
        told.merge(sending.mail.raw().eventId(), sending.acknowledged, Integer::sum);
        sent.merge(sending.mail.raw().eventId(), sending.attempts, Integer::sum);
        Receipt receipt = java.util.Objects.requireNonNull(sending.receipt);
        require(
            histories.get(receipt.lead()).stream()
                .anyMatch(event -> receipt.event().equals(SimulatedSenders.event(event))),
            "what was acknowledged is there in the end",
            receipt.lead());
      }
    }
    told.forEach((event, times) -> {
      int stored = facts.getOrDefault(event, 0);
      if (stored < times || stored > sent.get(event) + world.lostAnswers()) {
        throw world.broken("the sheet adds up: " + sent.get(event) + " sent, " + times
            + " acknowledged, " + stored + " stored");
      }
    });
    if (!told.keySet().equals(facts.keySet())) {
      throw world.broken("nothing is stored that was not sent");
    }
  }

  /** A link connects a message of its lead with a lead that exists. */
  private void checkLinks() {
    histories.forEach((lead, history) -> {
      var messages = new HashSet<String>();
      for (LeadEvent event : history) {
        if (event.fact() instanceof Fact.Received fact) {
          messages.add(fact.message().id());
        } else if (event.fact() instanceof Fact.Linked link) {
          require(
              messages.contains(link.message()) && histories.containsKey(link.lead()),
              "a link connects a message with a lead that exists",
              lead);
        }
      }
    });
  }

  /** Each key of a message is held by the lead of a message that has it. */
  private void checkClaims() {
    var bearers = new HashMap<Key, Set<LeadId>>();
    histories.forEach((lead, history) -> history.forEach(event -> {
      List<Key> keys = event.fact() instanceof Fact.Received fact
          ? fact.keys()
          : event.fact() instanceof Fact.Attached fact ? fact.keys() : List.of();
      keys.forEach(key -> bearers.computeIfAbsent(key, none -> new HashSet<>()).add(lead));
    }));
    Map<Key, Holder> holders = store.holders(bearers.keySet());
    bearers.forEach((key, leads) -> {
      Holder holder = holders.get(key);
      if (holder == null || !leads.contains(holder.lead()) || leads.size() > 1) {
        throw world.broken("a key is claimed by the lead whose message has it");
      }
    });
  }

  /** Every decision is what its policy makes of the history before it. */
  private void checkDecisions(LeadId id, List<LeadEvent> history) {
    Lead before = Lead.of(id);
    for (LeadEvent event : history) {
      require(!event.at().isBefore(before.updatedAt()), "time never runs backwards", id);
      if (event.fact() instanceof Fact.Qualified decision) {
        Policy policy = SimulatedPolicies.of(decision.policy());
        require(
            before.isStale() && decision.equals(qualified(policy, before)),
            "a decision is what its policy makes of the history before it",
            id);
      } else if (event.fact() instanceof Fact.Breached breach) {
        Assignment assignment =
            java.util.Objects.requireNonNull(before.decision()).assignment();
        require(
            breach.due().equals(assignment.due())
                && !event.at().isBefore(breach.due())
                && before.answeredAt() == null
                && before.breach() == null,
            "a deadline is missed once, when it has passed",
            id);
      } else if (event.fact() instanceof Fact.Escalated escalated) {
        require(
            !event.at().isBefore(escalated.due())
                && before.answeredAt() == null
                && before.escalations().isEmpty(),
            "a lead is escalated once, when it is time",
            id);
      } else if (event.fact() instanceof Fact.DeadLettered dead) {
        Lead.Effort effort = before.efforts().get(dead.task());
        require(
            effort != null
                && effort.attempts() == dead.attempts()
                && isHopeless(effort)
                && !before.deadLetters().containsKey(dead.task()),
            "a task is given up after its last attempt, once",
            id);
      }
      before = before.apply(event);
    }
  }

  private Fact.Qualified qualified(Policy policy, Lead lead) {
    try {
      return policy.qualify(lead);
    } catch (RuntimeException | AssertionError e) {
      throw world.broken("a policy that fails decides nothing: " + world.name(lead.id()));
    }
  }

  private static boolean isHopeless(Lead.Effort effort) {
    return effort.failure().prospect() == Fact.Failed.Prospect.PERMANENT
        || SimulatedPolicies.ALL.stream()
            .anyMatch(policy -> policy.retry().attempts() <= effort.attempts());
  }

  /** At rest every delivery that the last decision asks for was made, or given up. */
  private void checkTasks(LeadId id, List<LeadEvent> history) {
    Lead lead = Lead.of(id, history);
    Fact.Qualified decision = java.util.Objects.requireNonNull(lead.decision());
    var delivered = new HashSet<String>();
    var given = new HashSet<String>();
    for (LeadEvent event : history) {
      if (event.fact() instanceof Fact.Delivered fact) {
        delivered.add(fact.task());
      } else if (event.fact() instanceof Fact.DeadLettered fact) {
        given.add(fact.task());
      }
    }
    for (String connector : decision.assignment().connectors()) {
      String task = dev.leadkit.Task.Deliver.of(id, connector, lead.revision()).id();
      require(
          delivered.contains(task) || given.contains(task),
          "what is decided is delivered or given up in the open",
          id);
    }
  }

  /** Effects and facts agree, and an effect has one id however often it is repeated. */
  private void checkEffects() {
    var contents = new HashMap<String, String>();
    var ids = new HashMap<String, String>();
    for (Effect effect : world.plugIns().effects()) {
      String what = effect.lead() + " " + effect.connector() + " " + effect.content();
      String known = contents.putIfAbsent(effect.id(), what);
      require(known == null || known.equals(what), "one id has one effect", effect.lead());
      String id = ids.putIfAbsent(what, effect.id());
      require(
          id == null || id.equals(effect.id()),
          "no effect happens twice under another id",
          effect.lead());
      Lead shown = effect.delivery().lead();
      List<LeadEvent> history = histories.getOrDefault(effect.lead(), List.of());
      require(shown.seq() <= history.size(), "only what is stored is delivered", effect.lead());
      Lead then = Lead.of(effect.lead(), history.subList(0, (int) shown.seq()));
      require(
          summary(then).equals(summary(shown)),
          "what is delivered is what the history says",
          effect.lead());
    }
    histories.forEach((lead, history) -> history.forEach(event -> {
      if (event.fact() instanceof Fact.Delivered fact) {
        require(
            contents.containsKey(fact.task()), "no delivery is recorded without its effect", lead);
      }
    }));
  }

  private static List<Object> summary(Lead lead) {
    return List.of(
        lead.updatedAt(),
        lead.messages().stream().map(Message::id).toList(),
        lead.attached(),
        lead.duplicates(),
        lead.labels(),
        lead.revision(),
        lead.findings(),
        lead.flags(),
        lead.tickets(),
        lead.deliveries(),
        lead.deadLetters().keySet(),
        lead.efforts().keySet());
  }

  /** What an engine was told is recorded, even if it was told late; unless the engine has ended or the store failed it. */
  private void checkSuccesses() {
    var recorded = new HashSet<String>();
    histories
        .values()
        .forEach(history -> history.forEach(event -> {
          if (event.fact() instanceof Fact.Delivered fact) {
            recorded.add(fact.task());
          } else if (event.fact() instanceof Fact.Enriched fact) {
            recorded.add(fact.task());
          } else if (event.fact() instanceof Fact.FlagEvaluated fact) {
            recorded.add(fact.task());
          } else if (event.fact() instanceof Fact.TicketDrawn fact) {
            recorded.add(fact.task());
          }
        }));
    for (Success success : world.plugIns().successes()) {
      boolean isExcused =
          !success.engine().isWorking() || success.engine().wasFaultedSince(success.time());
      require(
          isExcused || recorded.contains(success.task()),
          "no effect remains without its fact: " + world.nameOfTask(success.task()),
          success.lead());
    }
  }

  /** In a quiet run, what needs only what works is done at once, whatever becomes of the others. */
  private void checkDelays() {
    if (!world.setup().isQuiet()) {
      return;
    }
    histories.forEach((id, history) -> {
      Lead lead = Lead.of(id, history);
      boolean isPlain = lead.messages().size() == 1
          && SimulatedPolicies.says(lead, "chat")
          && !SimulatedPolicies.says(lead, "poison")
          && !SimulatedPolicies.says(lead, "unwritable");
      if (isPlain) {
        checkDelay(lead, history);
      }
    });
  }

  private void checkDelay(Lead lead, List<LeadEvent> history) {
    Instant received = history.get(0).at();
    Instant decided = null;
    Instant delivered = null;
    boolean isAsked = false;
    for (LeadEvent event : history) {
      if (event.fact() instanceof Fact.Qualified) {
        decided = decided == null ? event.at() : decided;
      } else if (event.fact() instanceof Fact.Delivered) {
        delivered = delivered == null ? event.at() : delivered;
      }
      isAsked |= event.fact() instanceof Fact.Enriched
          || event.fact() instanceof Fact.FlagEvaluated
          || event.fact() instanceof Fact.TicketDrawn
          || event.fact() instanceof Fact.Failed;
    }
    if (isAsked || decided == null || delivered == null) {
      return; // others had a say in it
    }
    require(
        !delivered.isAfter(received.plus(world.setup().longestDelay())),
        "one lead's trouble delays no other",
        lead.id());
  }
}
