// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.pipeline.Choices.Subject;
import dev.leadkit.policy.Policy;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.LeadStore;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One simulated run: some engines on one store, senders who repeat what was not acknowledged, and a minute of faults; then all faults end, and
 * the engines have to come to rest with every promise kept.
 */
final class World {

  /** How a run is set up. */
  record Setup(
      int machines,
      boolean isQuiet,
      Duration taskTimeout,
      Duration pollInterval,
      int concurrency,
      int waiting,
      boolean hangs) {

    private static final Duration PROMPT = Duration.ofSeconds(5);
    private static final int MAX_MAILS = 10;

    /** How long a lead may take that needs nothing but what works: where lanes are small, healthy leads wait for each other. */
    Duration longestDelay() {
      return waiting >= MAX_MAILS ? PROMPT : PROMPT.plus(pollInterval.multipliedBy(MAX_MAILS));
    }
  }

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final long SECOND = 1_000_000_000L;
  private static final long FAULTS_END = 60 * SECOND;
  private static final long HOUR = 3600 * SECOND;
  private static final long LIMIT = 24 * 3600 * SECOND;
  private static final int MAX_EVENTS = 20_000;

  private static final long[] TIMES = {0, 1_000_000, 200_000_000, SECOND, 8 * SECOND, 25 * SECOND};
  private static final int[] WAITING = {20, 0, 1, 2};

  private final Choices choices;
  private final Timeline timeline;
  private final InMemoryStore truth = new InMemoryStore();
  private final LeadStore store;
  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private final Setup setup;
  private final int soundness;
  private final SimulatedPlugIns plugIns;
  private final SimulatedSenders senders;
  private final long[] offsets;
  private final Policy[] policies;
  private final int[] lives;
  private final @Nullable SimulatedEngine[] engines;
  private final Map<LeadId, String> names = new HashMap<>();
  private final Map<String, String> tasks = new HashMap<>();
  private boolean hasWildClock;
  private int lostAnswers;
  private @Nullable Broken broken;

  private World(Choices choices, boolean isTracing) {
    this.choices = choices;
    timeline = new Timeline(MAX_EVENTS, isTracing);
    store = truth;
    int machines = 1 + choices.of(Subject.PLAN, 3);
    boolean isQuiet = choices.once(Subject.PLAN, 4);
    boolean hangs = choices.once(Subject.PLAN, 5);
    int waiting = WAITING[choices.weighted(Subject.PLAN, hangs ? 6 : 1, 1, 1, 1)];
    setup = new Setup(
        machines,
        isQuiet,
        Duration.ofSeconds(choices.once(Subject.PLAN, 2) ? 10 : 4),
        isQuiet && waiting > 2 ? Duration.ofMinutes(2) : Duration.ofSeconds(2),
        hangs ? 1 : 1 + choices.of(Subject.PLAN, 2),
        waiting,
        hangs);
    soundness = new int[] {1_000, 300, 60}[choices.of(Subject.PLAN, 3)];
    plugIns = new SimulatedPlugIns(this, setup.taskTimeout());
    senders = new SimulatedSenders(this);
    offsets = new long[machines];
    policies = new Policy[machines];
    lives = new int[machines];
    engines = new SimulatedEngine[machines];
  }

  /**
   * What came of a run.
   *
   * @param failure the promise that was found broken, null if all were kept
   * @param hash a fingerprint of all that happened
   * @param choices the decisions that led there
   * @param trace one line for each thing that happened, if it was requested
   */
  record Result(
      @Nullable String failure, long hash, int events, List<int[]> choices, String trace) {}

  static Result run(Choices choices, boolean isTracing) {
    var world = new World(choices, isTracing);
    String failure = null;
    try {
      world.run();
    } catch (Broken e) {
      failure = e.getMessage();
    } catch (RuntimeException | Error e) {
      failure =
          "nothing gets out of the engine's threads, but " + e + " at " + e.getStackTrace()[0];
    }
    return new Result(
        failure,
        world.timeline.hash(),
        world.timeline.count(),
        choices.recorded(),
        world.timeline.trace());
  }

  private void run() {
    Policy first = anyPolicy();
    for (int i = 0; i < setup.machines(); i++) {
      policies[i] = first;
      offsets[i] = choices.once(Subject.PLAN, 3) && !setup.isQuiet() ? jump() : 0;
      start(i);
    }
    plan();
    timeline.in(FAULTS_END, null, this::calmDown);
    boolean goesOn = true;
    while (goesOn) {
      goesOn = timeline.next(LIMIT);
      if (broken != null) {
        throw broken;
      }
    }
    new Oracle(this).judge();
  }

  private void plan() {
    int count = (setup.hangs() ? 4 : 2) + choices.of(Subject.PLAN, 5);
    var mails = new SimulatedMails(choices, setup.hangs());
    long sent = 0;
    for (int i = 0; i < count; i++) {
      SimulatedSenders.Mail mail = mails.next();
      sent = moment();
      senders.plan(mail, sent);
      if (choices.once(Subject.PLAN, 4)) {
        senders.plan(mail, moment());
      }
    }
    int observations = choices.of(Subject.PLAN, 3);
    for (int i = 0; i < observations; i++) {
      senders.planObservation(choices.of(Subject.PLAN, 4), 2 * SECOND + moment());
    }
    int reloads = choices.of(Subject.PLAN, 3);
    for (int i = 0; i < reloads; i++) {
      int machine = choices.of(Subject.PLAN, setup.machines());
      Policy next = anyPolicy();
      timeline.in(moment(), null, () -> {
        timeline.note(null, "has a policy reloaded", next.version());
        policies[machine] = next;
      });
    }
    if (!setup.isQuiet()) {
      planAccidents(sent);
    }
  }

  private Policy anyPolicy() {
    List<Policy> possible =
        setup.isQuiet() ? SimulatedPolicies.WITHOUT_QUESTIONS : SimulatedPolicies.ALL;
    return possible.get(choices.of(Subject.PLAN, possible.size()));
  }

  /** @param sent when a mail is sent: a clock that is set soon after has leases end while their tasks are under way */
  private void planAccidents(long sent) {
    if (setup.machines() == 1 && choices.once(Subject.PLAN, 4)) {
      planClock(0, HOUR, sent + SECOND / 2);
    }
    int accidents = choices.of(Subject.PLAN, 4);
    for (int i = 0; i < accidents; i++) {
      int machine = choices.of(Subject.PLAN, setup.machines());
      switch (choices.of(Subject.PLAN, 3)) {
        case 0 -> planClock(machine, jump(), moment());
        case 1 ->
          timeline.in(moment() + 30_000_000L * choices.of(Subject.PLAN, 4), null, () -> {
            SimulatedEngine engine = engines[machine];
            if (engine != null && engine.isAlive()) {
              timeline.note(engine, "crashes", "");
              crash(engine);
            }
          });
        default -> timeline.outermost(moment(), null, () -> close(machine));
      }
    }
  }

  private void planClock(int machine, long offset, long at) {
    timeline.in(at, null, () -> {
      timeline.note(null, "sets a clock", Duration.ofNanos(offset).toString());
      offsets[machine] = offset;
      hasWildClock |= setup.machines() == 1;
    });
  }

  /** Several machines differ by at most one task timeout; a single one may be anywhere. */
  private long jump() {
    long bound = setup.machines() > 1 ? setup.taskTimeout().toNanos() / 2 : HOUR;
    return bound * (choices.of(Subject.PLAN, 5) - 2) / 2;
  }

  private long moment() {
    return TIMES[choices.of(Subject.PLAN, setup.hangs() ? 3 : TIMES.length)]
        + 10_000_000L * choices.of(Subject.PLAN, 3);
  }

  private void start(int machine) {
    SimulatedEngine engine = new SimulatedEngine(
        this, "ABC".charAt(machine) + "" + ++lives[machine], store, setup, machine);
    engines[machine] = engine;
    timeline.note(engine, "starts", policies[machine].version());
  }

  /** The process is gone, with all that it had in memory. */
  void crash(SimulatedEngine engine) {
    engine.die();
    senders.lost(engine);
    for (int i = 0; i < engines.length; i++) {
      if (engines[i] == engine) {
        restartLater(i);
      }
    }
  }

  private void close(int machine) {
    SimulatedEngine engine = engines[machine];
    if (engine != null && engine.isWorking()) {
      engine.close();
      if (engine.isAlive()) {
        senders.checkAnswered(engine);
        restartLater(machine);
      }
    }
  }

  private void restartLater(int machine) {
    engines[machine] = null;
    long pause = new long[] {SECOND, 20_000_000, 15 * SECOND}[choices.of(Subject.TIME, 3)];
    timeline.in(pause, null, () -> start(machine));
  }

  private void calmDown() {
    timeline.note(null, "becomes calm", "");
    for (int i = 0; i < policies.length; i++) {
      policies[i] = SimulatedPolicies.ASKING;
    }
  }

  Choices choices() {
    return choices;
  }

  Timeline timeline() {
    return timeline;
  }

  Setup setup() {
    return setup;
  }

  SimulatedPlugIns plugIns() {
    return plugIns;
  }

  SimulatedSenders senders() {
    return senders;
  }

  /** What is really stored. */
  InMemoryStore truth() {
    return truth;
  }

  InMemoryBlobs truthOfBlobs() {
    return blobs;
  }

  /** A promise was found broken: the run ends, even if the engine catches what is thrown. */
  Broken broken(String promise) {
    var found = new Broken(promise);
    broken = broken == null ? found : broken;
    return found;
  }

  boolean hasCalmedDown() {
    return timeline.now() >= FAULTS_END;
  }

  boolean hasStoreFaults() {
    return !setup.isQuiet() && !hasCalmedDown();
  }

  /** These were written, and the engine was told that they were not: it will write them again. */
  void answerLost(List<LeadStore.Commit> commits) {
    lostAnswers += (int) commits.stream()
        .flatMap(commit -> commit.events().stream())
        .filter(event -> SimulatedSenders.event(event) != null)
        .count();
  }

  int lostAnswers() {
    return lostAnswers;
  }

  int soundness() {
    return soundness;
  }

  /** In a quiet run nothing is wrong with this plug-in, so that what needs nothing else must not be delayed. */
  boolean isReliable(String lane) {
    return setup.isQuiet() && lane.equals("chat");
  }

  /** Whether a commit contains what this store cannot write for now. */
  boolean isRefused(List<LeadStore.Commit> commits) {
    return !hasCalmedDown()
        && commits.stream()
            .flatMap(commit -> commit.events().stream())
            .anyMatch(event -> isUnwritable(event.fact()));
  }

  static boolean isUnwritable(Fact fact) {
    Message message = SimulatedSenders.message(fact);
    return message != null && message.textBody().contains("unwritable");
  }

  /** Whether a clock was set by more than leases tolerate. */
  boolean hasWildClock() {
    return hasWildClock;
  }

  /** Whether it is stored that this task has failed. */
  boolean hasFailed(String task) {
    return truth.events(0, Integer.MAX_VALUE).events().stream()
        .anyMatch(
            event -> event.fact() instanceof Fact.Failed failed && failed.task().equals(task));
  }

  Policy policy(int machine) {
    return policies[machine];
  }

  Instant time(int machine) {
    return START.plusNanos(timeline.now() + offsets[machine]);
  }

  @Nullable
  Instant nextWake() {
    return truth.nextWake();
  }

  /** How long until every machine's clock shows this time. */
  long until(Instant instant) {
    long longest = Long.MIN_VALUE;
    for (int i = 0; i < offsets.length; i++) {
      longest = Math.max(longest, Duration.between(time(i), instant).toNanos());
    }
    return longest;
  }

  /** An engine that takes messages; null if none is there now. */
  @Nullable
  SimulatedEngine anyEngine(int number) {
    for (int i = 0; i < engines.length; i++) {
      SimulatedEngine engine = engines[(number + i) % engines.length];
      if (engine != null && engine.isWorking()) {
        return engine;
      }
    }
    return null;
  }

  /** The blob store, as an engine sees it. */
  BlobStore blobs(SimulatedEngine engine) {
    return new BlobStore() {
      @Override
      public Blob put(InputStream content) {
        engine.requireAlive();
        int fault = hasStoreFaults() ? choices.weighted(Subject.STORE, 30, 1, 1) : 0;
        if (fault == 1) {
          timeline.note(engine, "cannot keep a blob", "");
          throw SimulatedStore.failure("the blob is not kept");
        }
        Blob kept = blobs.put(content);
        if (fault == 2) {
          timeline.note(engine, "keeps a blob and does not say so", "");
          throw SimulatedStore.failure("the answer is lost");
        }
        return kept;
      }

      @Override
      public @Nullable InputStream open(String sha256) {
        return blobs.open(sha256);
      }

      @Override
      public void delete(String sha256) {
        blobs.delete(sha256);
      }
    };
  }

  String name(LeadId lead) {
    return names.computeIfAbsent(lead, unknown -> "lead " + (names.size() + 1));
  }

  String nameOfTask(String id) {
    return tasks.computeIfAbsent(id, unknown -> "task " + (tasks.size() + 1));
  }

  String name(LeadEvent event) {
    Fact fact = event.fact();
    String task = "";
    if (fact instanceof Fact.Delivered delivered) {
      task = " of " + nameOfTask(delivered.task());
    } else if (fact instanceof Fact.Failed failed) {
      task = " of " + nameOfTask(failed.task());
    } else if (fact instanceof Fact.DeadLettered dead) {
      task = " of " + nameOfTask(dead.task());
    }
    return event.seq() + " of " + name(event.lead()) + ": " + fact.getClass().getSimpleName()
        + task;
  }
}
