// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.pipeline.Choices.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who sends mail and observations to the engines of a simulated run, again and again until each is acknowledged. */
final class SimulatedSenders {

  /** A mail with a name for the trace. */
  record Mail(String name, RawMessage raw) {}

  /** Something that is to be acknowledged. */
  final class Sending {

    final @Nullable Mail mail;
    final int observation;
    int attempts;
    int acknowledged;

    @Nullable
    Receipt receipt;

    Timeline.@Nullable Event next;

    Sending(@Nullable Mail mail, int observation) {
      this.mail = mail;
      this.observation = observation;
    }

    String name() {
      return mail == null ? "observation " + observation : mail.name();
    }
  }

  /** A call that an engine has not answered. */
  private record Pending(Sending sending, SimulatedEngine engine, long since) {}

  private static final long SECOND = 1_000_000_000L;
  private static final long IMPATIENCE = 20 * SECOND;
  private static final int MAX_ATTEMPTS = 60;

  private final World world;
  private final List<Sending> sendings = new ArrayList<>();
  private final Map<CompletableFuture<Receipt>, Pending> pending = new LinkedHashMap<>();
  private final List<LeadId> known = new ArrayList<>();

  SimulatedSenders(World world) {
    this.world = world;
  }

  List<Sending> sendings() {
    return sendings;
  }

  void plan(Mail mail, long at) {
    var sending = new Sending(mail, 0);
    sendings.add(sending);
    world.timeline().in(at, null, () -> send(sending));
  }

  void planObservation(int kind, long at) {
    var sending = new Sending(null, kind);
    world.timeline().in(at, null, () -> {
      if (!known.isEmpty()) {
        sendings.add(sending);
        send(sending);
      }
    });
  }

  private void send(Sending sending) {
    if (sending.acknowledged > 0) {
      return;
    }
    if (sending.attempts > MAX_ATTEMPTS) {
      throw world.broken(sending.name() + " is acknowledged at last");
    }
    SimulatedEngine engine = world.anyEngine(world.choices().of(Subject.TIME, 3));
    if (engine == null) {
      again(sending, SECOND);
      return;
    }
    sending.attempts++;
    world.timeline().note(engine, "is sent", sending.name());
    CompletableFuture<Receipt> answer;
    try {
      answer = submit(engine, sending);
    } catch (RuntimeException e) {
      world.timeline().note(engine, "refuses", sending.name());
      again(sending, SECOND);
      return;
    }
    var call = new Pending(sending, engine, world.timeline().now());
    pending.put(answer, call);
    answer.whenComplete((receipt, refusal) -> answered(answer, call, receipt));
    again(sending, IMPATIENCE);
  }

  private CompletableFuture<Receipt> submit(SimulatedEngine engine, Sending sending) {
    if (sending.mail != null) {
      return engine.pipeline().submit(sending.mail.raw());
    }
    LeadId lead = known.get(0);
    Fact.Observation fact = switch (sending.observation) {
      case 1 -> new Fact.Reopened("again", "kim");
      case 2 -> new Fact.Reassigned("other", "lee", "misroute", "kim");
      case 3 -> new Fact.Replied(Fact.Replied.Author.HUMAN, "kim");
      default -> new Fact.Labelled("hot", "kim");
    };
    return engine.pipeline().submit(lead, fact);
  }

  private void again(Sending sending, long pause) {
    if (sending.next != null) {
      sending.next.cancel();
    }
    sending.next = world.timeline().in(pause, null, () -> send(sending));
  }

  private void answered(
      CompletableFuture<Receipt> answer, Pending call, @Nullable Receipt receipt) {
    pending.remove(answer);
    if (!call.engine().isAlive()) {
      return;
    }
    Sending sending = call.sending();
    if (receipt == null) {
      world.timeline().note(call.engine(), "refuses", sending.name());
      checkRefusal(call);
      again(sending, 5 * SECOND);
      return;
    }
    world.timeline().note(call.engine(), "acknowledges", sending.name());
    sending.acknowledged++;
    sending.receipt = receipt;
    if (sending.mail != null) {
      new Oracle(world).checkAcknowledged(sending.mail, receipt);
      if (!known.contains(receipt.lead())) {
        known.add(receipt.lead());
      }
    }
  }

  /** A message is refused only if something was wrong with the store, or with itself. */
  private void checkRefusal(Pending call) {
    boolean isExcused = call.engine().wasFaultedSince(call.since())
        || !call.engine().isWorking()
        || (call.sending().mail != null && isUnwritable(call.sending().mail));
    if (!isExcused) {
      throw world.broken(call.sending().name() + " is refused only for a reason of its own");
    }
  }

  private static boolean isUnwritable(Mail mail) {
    return mail.name().contains("unwritable");
  }

  /** The connections to this engine are broken. */
  void lost(SimulatedEngine engine) {
    pending.values().stream()
        .filter(call -> call.engine() == engine)
        .map(Pending::sending)
        .toList()
        .forEach(sending -> again(sending, SECOND));
    pending.values().removeIf(call -> call.engine() == engine);
  }

  /** The engine was closed: it must not leave anyone without an answer. */
  void checkAnswered(SimulatedEngine engine) {
    for (Pending call : pending.values()) {
      if (call.engine() == engine) {
        throw world.broken(
            "closing leaves no caller without an answer: " + call.sending().name());
      }
    }
  }

  /** At rest, no sender waits for an answer. */
  void checkAllAnswered() {
    for (Pending call : pending.values()) {
      throw world.broken("every caller has an answer: " + call.sending().name());
    }
  }

  /** The event of a message of a history: received, attached, or a copy. */
  static @Nullable String event(LeadEvent event) {
    Message message = message(event.fact());
    if (message != null) {
      return message.id();
    }
    return event.fact() instanceof Fact.Duplicated copy ? copy.event() : null;
  }

  /** The message that a fact holds; null if it holds none. */
  static @Nullable Message message(Fact fact) {
    if (fact instanceof Fact.Received received) {
      return received.message();
    }
    return fact instanceof Fact.Attached attached ? attached.message() : null;
  }
}
