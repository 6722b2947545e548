// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.pipeline.Choices.Subject;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The store as one engine sees it: it may be slow or fail, before or after it did what it was asked, and the engine may crash in it. */
final class SimulatedStore extends ForwardingStore {

  private static final long[] DELAYS = {2_000_000, 40_000_000, 700_000_000, 4_000_000_000L};

  /** More commits in a second that say nothing of a lead are a loop; the shortest pause of a full lane allows 20. */
  private static final int MAX_EMPTY_COMMITS = 40;

  private final SimulatedEngine engine;
  private final World world;
  private long second;
  private int emptyCommits;

  SimulatedStore(LeadStore store, SimulatedEngine engine, World world) {
    super(store);
    this.engine = engine;
    this.world = world;
  }

  private <T> T call(String what, Supplier<T> effect) {
    engine.requireAlive();
    if (!world.hasStoreFaults()) {
      return effect.get();
    }
    Choices choices = world.choices();
    switch (choices.weighted(Subject.STORE, world.soundness(), 6, 6, 2, 2, 1, 1, 1)) {
      case 1 -> delay(what, "takes its time to begin", choices);
      case 2 -> {
        T answer = effect.get();
        delay(what, "takes its time to answer", choices);
        return answer;
      }
      case 3 -> throw fail(what, "fails");
      case 4 -> {
        var unused = effect.get();
        throw fail(what, "has its effect and fails");
      }
      case 5 -> crash(what, "before");
      case 6 -> {
        var unused = effect.get();
        crash(what, "after");
      }
      case 7 -> {
        fail(what, "throws an Error");
        throw new StackOverflowError();
      }
      default -> {}
    }
    return effect.get();
  }

  private void delay(String what, String how, Choices choices) {
    world.timeline().note(engine, how, what);
    engine.faulted();
    world.timeline().pass(DELAYS[choices.of(Subject.STORE, DELAYS.length)]);
    engine.requireAlive();
  }

  /** A fault without a stack trace: there are many of them. */
  static StoreException failure(String message) {
    var failure = new StoreException(message);
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  private StoreException fail(String what, String how) {
    world.timeline().note(engine, how, what);
    engine.faulted();
    return failure(what + " " + how);
  }

  private void crash(String what, String when) {
    world.timeline().note(engine, "crashes " + when, what);
    world.crash(engine);
    throw new Timeline.Crash();
  }

  @Override
  public List<Result> commit(List<Commit> commits) {
    commits.forEach(commit -> commit
        .events()
        .forEach(event -> world.timeline().note(engine, "commits", world.name(event))));
    checkProgress(commits);
    boolean[] isWritten = {false};
    List<Result> results;
    try {
      results = call("commit", () -> {
        if (world.isRefused(commits)) {
          world.timeline().note(engine, "cannot write", "an entry");
          throw failure("an entry cannot be written");
        }
        isWritten[0] = true;
        return super.commit(commits);
      });
    } catch (StoreException e) {
      if (isWritten[0]) {
        world.answerLost(commits);
      }
      throw e;
    }
    for (int i = 0; i < results.size(); i++) {
      if (!(results.get(i) instanceof Committed)) {
        world.timeline().note(engine, "is refused", world.name(commits.get(i).lead()));
      }
    }
    return results;
  }

  /** An engine that leases a lead and gives it back again and again is busy with nothing. */
  private void checkProgress(List<Commit> commits) {
    long now = world.timeline().now() / 1_000_000_000L;
    if (now > second) {
      second = now;
      emptyCommits = 0;
    }
    if (commits.stream().allMatch(commit -> commit.events().isEmpty())
        && ++emptyCommits > MAX_EMPTY_COMMITS) {
      throw world.broken("the engine pauses where it can do nothing: " + engine.name());
    }
  }

  @Override
  public Map<Key, Holder> holders(Collection<Key> keys) {
    return call("holders", () -> super.holders(keys));
  }

  @Override
  public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
    return call("threads", () -> super.threads(tenant, messageIds));
  }

  @Override
  public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
    return call("histories", () -> super.histories(leads));
  }

  @Override
  public List<Lease> lease(Instant now, Instant until, int max) {
    List<Lease> leases = call("lease", () -> {
      List<Lease> given = super.lease(now, until, max);
      given.forEach(lease -> world.plugIns().leased(engine, lease.lead()));
      return given;
    });
    leases.forEach(lease -> world.timeline().note(engine, "leases", world.name(lease.lead())));
    return leases;
  }

  @Override
  public @Nullable Instant nextWake() {
    engine.requireAlive();
    return super.nextWake();
  }

  @Override
  public long ticket(String line, LeadId lead) {
    return call("ticket", () -> super.ticket(line, lead));
  }
}
