// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Enrichment;
import dev.leadkit.LeadId;
import dev.leadkit.pipeline.Choices.Subject;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The enrichers, connectors and flags of a simulated run, which fail, hang, come late and break their contracts; and what they remember, as
 * other systems would.
 */
final class SimulatedPlugIns {

  /** A delivery that had its effect, whatever the engine was told. */
  record Effect(String id, String connector, LeadId lead, String content, Delivery delivery) {}

  /** A success that an engine was told. */
  record Success(SimulatedEngine engine, LeadId lead, String task, long time) {}

  /** A call that is under way. */
  private record Running(SimulatedEngine engine, String task, SimulatedExecution.Call call) {}

  /** Who leased a lead last, and when. */
  private record Leased(SimulatedEngine engine, long time) {}

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  /** How likely each pace is: quick, slower, just in time, late, late to answer, hanging until interrupted, hanging. */
  private static final int[] MOSTLY_QUICK = {24, 4, 2, 2, 2, 2, 1};

  private static final int[] MOSTLY_HANGING = {6, 1, 2, 2, 2, 6, 6};

  private final World world;
  private final long timeout;
  private final List<Effect> effects = new ArrayList<>();
  private final List<Success> successes = new ArrayList<>();
  private final Map<LeadId, List<Running>> running = new HashMap<>();
  private final Map<LeadId, Leased> leases = new HashMap<>();

  SimulatedPlugIns(World world, Duration timeout) {
    this.world = world;
    this.timeout = timeout.toNanos();
  }

  List<Effect> effects() {
    return effects;
  }

  List<Success> successes() {
    return successes;
  }

  private record CallPace(long toEffect, long toAnswer, boolean reacts, boolean outlives)
      implements SimulatedExecution.Pace {}

  /** How a call that begins now will go. */
  SimulatedExecution.Pace pace(String lane) {
    if (world.hasCalmedDown() || world.isReliable(lane)) {
      return new CallPace(MILLI, MILLI, true, false);
    }
    Choices choices = world.choices();
    boolean outlives = choices.once(Subject.PLUG_INS, 2);
    int[] weights = world.setup().hangs() ? MOSTLY_HANGING : MOSTLY_QUICK;
    return switch (choices.weighted(Subject.PLUG_INS, weights)) {
      case 1 -> new CallPace(400 * MILLI, 30 * MILLI, true, outlives);
      case 2 -> new CallPace(timeout - 20 * MILLI, 500 * MILLI, false, outlives);
      case 3 -> new CallPace(timeout + 2 * SECOND, 5 * MILLI, false, outlives);
      case 4 -> new CallPace(50 * MILLI, timeout + 3 * SECOND, false, outlives);
      case 5 -> new CallPace(3 * timeout, MILLI, true, outlives);
      case 6 -> new CallPace(4 * timeout, MILLI, false, outlives);
      default -> new CallPace(2 * MILLI, 3 * MILLI, true, outlives);
    };
  }

  /** An engine has leased a lead: no other one may still be at a task of it, within the time of the task. */
  void leased(SimulatedEngine engine, LeadId lead) {
    leases.put(lead, new Leased(engine, world.timeline().now()));
    for (Running call : running.getOrDefault(lead, List.of())) {
      if (call.engine() != engine && isUnderWay(call.call()) && !world.hasWildClock()) {
        throw world.broken(
            "a lead is not leased while another engine is at a task of it: " + world.name(lead)
                + " by " + engine.name() + " and " + call.engine().name());
      }
    }
  }

  /** A call of a task begins to have its effect: its engine must have the lead for itself, and not be at the same task already. */
  private void begin(SimulatedEngine engine, LeadId lead, String task) throws InterruptedException {
    SimulatedExecution.Call call =
        java.util.Objects.requireNonNull(engine.execution().current());
    checkOnce(engine, lead, task, call);
    if (call.isInterrupted()) {
      world.timeline().note(engine, "was interrupted in", world.nameOfTask(task));
      throw new InterruptedException();
    }
    Leased leased = leases.get(lead);
    boolean isForeign =
        leased == null || (leased.engine() != engine && leased.time() < call.begun());
    if (isForeign && !world.hasWildClock()) {
      throw world.broken("a task begins under a lease: " + world.nameOfTask(task) + " of "
          + world.name(lead) + " at " + engine.name());
    }
    if (world.setup().isQuiet()) {
      world
          .timeline()
          .in(
              call.begun() + timeout + SECOND - world.timeline().now(),
              engine,
              () -> checkGivenUp(engine, call, task));
    }
  }

  /** No other call of the task by this engine was under way at the same time as this one, however late either has its effect. */
  private void checkOnce(
      SimulatedEngine engine, LeadId lead, String task, SimulatedExecution.Call call) {
    List<Running> calls = running.computeIfAbsent(lead, none -> new ArrayList<>());
    for (Running other : calls) {
      boolean isSame = other.engine() == engine && other.task().equals(task);
      if (isSame && call.begun() < end(other.call()) && other.call().begun() < end(call)) {
        throw world.broken("an engine performs a task once at a time: " + world.nameOfTask(task)
            + " at " + engine.name());
      }
    }
    calls.add(new Running(engine, task, call));
  }

  /** When a call ended or was given up, or has to be at the latest. */
  private long end(SimulatedExecution.Call call) {
    return Math.min(call.ended(), call.begun() + timeout);
  }

  private boolean isUnderWay(SimulatedExecution.Call call) {
    return !call.isOver() && world.timeline().now() < call.begun() + timeout;
  }

  /** Where nothing else is wrong, a call that takes too long is given up in time. */
  private void checkGivenUp(SimulatedEngine engine, SimulatedExecution.Call call, String task) {
    if (!call.isOver() && !world.hasFailed(task)) {
      throw world.broken(
          "a call is given up in time: " + world.nameOfTask(task) + " at " + engine.name());
    }
  }

  Outcome deliver(SimulatedEngine engine, String connector, Delivery delivery) throws Exception {
    begin(engine, delivery.lead().id(), delivery.id());
    int behaviour = world.hasCalmedDown() || world.isReliable(connector)
        ? 0
        : world.choices().weighted(Subject.PLUG_INS, 30, 3, 2, 2, 2, 2, 2, 1, 1, 1);
    String task = world.nameOfTask(delivery.id());
    switch (behaviour) {
      case 1 -> {
        world.timeline().note(engine, "finds it failing before the effect", task);
        throw new Planted("before");
      }
      case 2 -> {
        effect(connector, delivery);
        world.timeline().note(engine, "finds it failing after the effect", task);
        throw new Planted("after");
      }
      case 3 -> {
        world.timeline().note(engine, "gets an Error for", task);
        throw new PlantedError();
      }
      case 4 -> {
        world.timeline().note(engine, "gets null for", task);
        return nothing();
      }
      case 5 -> {
        effect(connector, delivery);
        world.timeline().note(engine, "gets null after the effect for", task);
        return nothing();
      }
      case 6 -> {
        world.timeline().note(engine, "is told to come later with", task);
        return Outcome.later("busy", Duration.ofSeconds(2));
      }
      case 7 -> {
        world.timeline().note(engine, "is told to come in the past with", task);
        return Outcome.later("", Duration.ofSeconds(-5));
      }
      case 8 -> {
        world.timeline().note(engine, "is rejected with", task);
        return Outcome.rejected("no");
      }
      case 9 -> {
        effect(connector, delivery);
        world.timeline().note(engine, "gets a reference that is too long for", task);
        return Outcome.accepted("x".repeat(5_000));
      }
      default -> {
        effect(connector, delivery);
        world.timeline().note(engine, "delivers", task);
        success(engine, delivery.lead().id(), delivery.id());
        return Outcome.accepted("ref");
      }
    }
  }

  @SuppressWarnings("NullAway") // the contract is broken on purpose
  private static <T> T nothing() {
    return null;
  }

  private void effect(String connector, Delivery delivery) {
    effects.add(
        new Effect(delivery.id(), connector, delivery.lead().id(), content(delivery), delivery));
  }

  /** What a person would call the same delivery. */
  private static String content(Delivery delivery) {
    var messages = new ArrayList<String>();
    delivery.lead().messages().forEach(message -> messages.add(message.id()));
    return String.join(
        " ",
        Integer.toString(delivery.score().value()),
        delivery.assignment().route(),
        delivery.assignment().queue(),
        delivery.assignment().owner(),
        String.valueOf(delivery.assignment().sla()),
        messages.toString());
  }

  private void success(SimulatedEngine engine, LeadId lead, String task) {
    if (engine.isWorking()) {
      successes.add(new Success(engine, lead, task, world.timeline().now()));
    }
  }

  Enrichment enrich(SimulatedEngine engine, Enricher.Question question) throws Exception {
    begin(engine, question.lead().id(), question.id());
    int behaviour =
        world.hasCalmedDown() ? 0 : world.choices().weighted(Subject.PLUG_INS, 20, 2, 2, 2);
    String task = world.nameOfTask(question.id());
    switch (behaviour) {
      case 1 -> {
        world.timeline().note(engine, "gets no answer to", task);
        throw new Planted("enricher");
      }
      case 2 -> {
        world.timeline().note(engine, "gets an Error for", task);
        throw new PlantedError();
      }
      case 3 -> {
        world.timeline().note(engine, "gets null for", task);
        return nothing();
      }
      default -> {
        world.timeline().note(engine, "enriches", task);
        success(engine, question.lead().id(), question.id());
        return new Enrichment(null, Map.of("employees", Long.toString(effects.size())));
      }
    }
  }

  @Nullable
  String flag(SimulatedEngine engine, Flags.Subject subject) throws Exception {
    int behaviour =
        world.hasCalmedDown() ? 0 : world.choices().weighted(Subject.PLUG_INS, 10, 3, 1, 1, 1);
    world.timeline().note(engine, "asks a flag", world.name(new LeadId(subject.lead())));
    return switch (behaviour) {
      case 1 -> "off";
      case 2 -> null;
      case 3 -> throw new PlantedError();
      case 4 -> throw new Planted("flag");
      default -> "on";
    };
  }

  /** Without a stack trace, as there are many of them. */
  @SuppressWarnings("serial")
  private static final class Planted extends IOException {
    Planted(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  @SuppressWarnings("serial")
  private static final class PlantedError extends Error {
    PlantedError() {
      super("planted", null, false, false);
    }
  }
}
