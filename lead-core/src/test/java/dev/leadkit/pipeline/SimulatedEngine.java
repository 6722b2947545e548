// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.pipeline.Choices.Subject;
import dev.leadkit.pipeline.LeaseLoop.Found;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One life of an engine, from its start until it is closed, crashes, or the run ends. */
final class SimulatedEngine implements Timeline.Owner {

  private static final long AT_ONCE = 20_000;
  private static final long NEVER = Duration.ofDays(30).toNanos();
  private static final long[] STARTS = {30_000, 1_000_000, 80_000_000};

  private final World world;
  private final Timeline timeline;
  private final String name;
  private final SimulatedExecution execution;
  private final LeadPipeline pipeline;
  private final Duration pollInterval;

  /** Whether the host calls {@code run} from time to time, instead of having the engine work by itself. */
  private final boolean isRun;

  private boolean isDead;
  private boolean isClosed;
  private boolean isLooking;
  private long seen;
  private long faultedAt = -1;
  private Timeline.@Nullable Event nextLook;
  private long nextLookAt;

  SimulatedEngine(World world, String name, LeadStore truth, World.Setup setup, int machine) {
    this.world = world;
    this.name = name;
    timeline = world.timeline();
    pollInterval = setup.pollInterval();
    Choices choices = world.choices();
    isRun = !setup.isQuiet() && choices.once(Subject.PLAN, 5);
    long origin = choices.once(Subject.PLAN, 3) ? Long.MAX_VALUE - 5_000_000_000L : 1_000_000;
    execution = new SimulatedExecution(
        timeline,
        this,
        new SimulatedExecution.Surroundings() {
          @Override
          public SimulatedExecution.Pace pace(String lane) {
            return world.plugIns().pace(lane);
          }

          @Override
          public long start() {
            return STARTS[choices.weighted(Subject.TIME, 8, 4, 1)];
          }

          @Override
          public void done() {
            look();
          }
        },
        origin);
    pipeline = LeadPipeline.builder()
        .policy(() -> world.policy(machine))
        .store(new SimulatedStore(truth, this, world))
        .blobs(world.blobs(this))
        .reader(SimulatedMails.reader())
        .enricher("companies", question -> world.plugIns().enrich(this, question))
        .flags((flag, subject) -> world.plugIns().flag(this, subject))
        .connector("crm", delivery -> world.plugIns().deliver(this, "crm", delivery))
        .connector("chat", delivery -> world.plugIns().deliver(this, "chat", delivery))
        .clock(() -> world.time(machine))
        .taskTimeout(setup.taskTimeout())
        .pollInterval(setup.pollInterval())
        .concurrency(setup.concurrency())
        .waiting(setup.waiting())
        .execution(execution)
        .build();
    schedule(AT_ONCE);
  }

  LeadPipeline pipeline() {
    return pipeline;
  }

  SimulatedExecution execution() {
    return execution;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isAlive() {
    return !isDead;
  }

  boolean isWorking() {
    return !isDead && !isClosed;
  }

  void requireAlive() {
    if (isDead) {
      throw new Timeline.Crash();
    }
  }

  /** A fault of the store hit it, so that what it was told may have got lost. */
  void faulted() {
    faultedAt = timeline.now();
  }

  /** Whether the store failed it at this time or later. */
  boolean wasFaultedSince(long time) {
    return faultedAt >= time;
  }

  void die() {
    isDead = true;
  }

  /** Ends it in good order. */
  void close() {
    timeline.note(this, "closes", "");
    isClosed = true;
    pipeline.close();
    timeline.note(this, "is closed", "");
  }

  private void schedule(long nanos) {
    nextLookAt = timeline.now() + nanos;
    nextLook =
        isRun ? timeline.outermost(nanos, this, this::run) : timeline.in(nanos, this, this::work);
  }

  /** What a host does that has a scheduler of its own. */
  private void run() {
    nextLook = null;
    if (isClosed) {
      return;
    }
    isLooking = true;
    timeline.note(this, "runs", "");
    try {
      RunResult result = pipeline.run();
      timeline.note(this, "has run", Integer.toString(result.visits()));
    } catch (StoreException | StackOverflowError e) { // what the store throws
      timeline.note(this, "could not run", "");
    } finally {
      isLooking = false;
    }
    if (isWorking()) {
      schedule(pause());
    }
  }

  /** What the thread does that has due work performed. */
  private void work() {
    nextLook = null;
    if (isClosed) {
      return;
    }
    isLooking = true;
    long before = pipeline.engine().loop().signals();
    Found found;
    try {
      found = pipeline.engine().loop().look();
    } catch (InterruptedException e) {
      throw new AssertionError("nothing interrupts this thread", e);
    } finally {
      isLooking = false;
    }
    if (isDead) {
      return;
    }
    boolean isIdle = pipeline.engine().loop().isIdle(found, before);
    seen = found == Found.FAILURE ? pipeline.engine().loop().signals() : before;
    schedule(isIdle ? pause() : AT_ONCE);
  }

  /** Until the next look; in a run that comes to its end, looks that find nothing are left out. */
  private long pause() {
    if (!world.hasCalmedDown()) {
      return pollInterval.toNanos();
    }
    Instant wake = world.nextWake();
    return wake == null ? NEVER : Math.max(pollInterval.toNanos(), world.until(wake));
  }

  /** Wakes that thread if it was signalled. */
  private void look() {
    if (!isWorking() || isLooking) {
      return;
    }
    if (isRun) {
      lookInTime();
    } else if (pipeline.engine().loop().signals() != seen) {
      seen = pipeline.engine().loop().signals();
      if (nextLook != null) {
        nextLook.cancel();
      }
      schedule(AT_ONCE);
    } else if (isDueLater()) {
      lookInTime(); // what is due now takes a signal, what is due later only the poll interval
    }
  }

  private boolean isDueLater() {
    Instant wake = world.nextWake();
    return wake != null && world.until(wake) > 0;
  }

  /** A look that was put off because nothing was to be done happens after all. */
  private void lookInTime() {
    if (nextLook != null && timeline.now() + pause() < nextLookAt) {
      nextLook.cancel();
      schedule(pause());
    }
  }
}
