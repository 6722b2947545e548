// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicyState.Following;
import dev.leadkit.policy.reload.PolicyState.Pinned;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.spi.PolicyOrigin.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy that follows its origin: a valid change takes effect, an invalid one is refused and the last valid policy stays.
 *
 * <p>Each look, {@link #refresh()}, fetches the files. If anything is new, it reads and checks the candidate, runs its examples and the
 * host's checks, and fetches the files again to rule out that they were being written. Then one volatile write puts the policy into effect for
 * all decisions that begin later; those that have begun keep theirs. {@link #policy()} never waits, however long a look takes. This class has
 * no thread of its own: a pipeline or the host calls it.
 *
 * <p>The last valid versions are kept in memory and, if there is a folder, also there. {@link #pin} goes back to one of them and stays with it.
 * With a folder, a pin applies to all processes that share it, also after a restart; each applies it at its next look.
 *
 * <p>What happens is logged and reported to the listener once, not at every look. Thread-safe.
 */
public final class LivePolicy implements PolicySource {

  private static final Logger LOG = LoggerFactory.getLogger(LivePolicy.class);

  private static final int ATTEMPTS_AT_START = 5;

  private final PolicyOrigin origin;
  private final List<PolicyCheck> checks;
  private final StoredVersions versions;
  private final PolicyReporter reporter;

  /** Held while looking, pinning and changing the checks; guards the state. */
  private final ReentrantLock lock = new ReentrantLock();

  private PolicyState state;

  /** The pin that was refused last, with its problems; {@code ""} if the pin was valid since. */
  private String refusedPin = "";

  private volatile Policy policy;

  private LivePolicy(Builder builder, StoredVersions versions, Policy policy, PolicyState state) {
    origin = builder.origin;
    checks = new CopyOnWriteArrayList<>(builder.checks);
    reporter = new PolicyReporter(builder.listener);
    this.versions = versions;
    this.policy = policy;
    this.state = state;
  }

  /** Follows a file and those that it names. */
  public static Builder file(Path file) {
    return of(PolicyOrigin.file(file));
  }

  /** Follows an origin. */
  public static Builder of(PolicyOrigin origin) {
    return new Builder(origin);
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public void require(PolicyCheck check) {
    lock.lock();
    try {
      checks.add(check);
      reconsider();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release(PolicyCheck check) {
    lock.lock();
    try {
      checks.remove(check);
      reconsider();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets that a candidate was refused: other checks may accept it, or refuse it for other reasons. */
  private void reconsider() {
    if (state instanceof Following) {
      state = new Following(state.current(), null, state.outage());
    }
  }

  /** The versions that can be pinned, the newest first. */
  public List<PolicyVersion> versions() {
    lock.lock();
    try {
      return versions.all().stream().map(this::version).toList();
    } finally {
      lock.unlock();
    }
  }

  private PolicyVersion version(StoredPolicy version) {
    StoredPolicy current = state.current();
    if (!version.hash().equals(current.hash())) {
      return new PolicyVersion(version.hash(), version.revision(), PolicyVersion.Role.KEPT);
    }
    return new PolicyVersion(
        version.hash(),
        current.revision(),
        state instanceof Pinned ? PolicyVersion.Role.PINNED : PolicyVersion.Role.CURRENT);
  }

  /**
   * Puts a stored version into effect, now and whatever the origin offers, until {@link #unpin()}.
   *
   * @param hash of the version, or a prefix of at least four digits that no other version has
   * @throws IllegalArgumentException if no stored version has it, or more than one
   * @throws PolicyException if the version is not valid any more, or the folder cannot be written
   */
  public void pin(String hash) {
    lock.lock();
    try {
      versions.load();
      StoredPolicy version = versions.find(hash);
      Policy pinned = version.read(checks);
      versions.pin(version);
      hold(version, pinned);
    } catch (IOException e) {
      throw new PolicyException(List.of("the pin cannot be written: " + e));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the origin decide again, from the next look on.
   *
   * @throws PolicyException if the folder cannot be written
   */
  public void unpin() {
    lock.lock();
    try {
      versions.unpin();
      follow();
    } catch (IOException e) {
      throw new PolicyException(List.of("the pin cannot be removed: " + e));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void refresh() {
    if (!lock.tryLock()) {
      return; // another thread is looking already
    }
    try {
      followPin();
      look();
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    try {
      Snapshot snapshot = origin.snapshot();
      if (isCurrent(snapshot)) {
        settle(snapshot);
      } else if (state instanceof Pinned pinned) {
        queue(pinned, snapshot);
      } else if (state instanceof Following following) {
        if (following.refused() == null || !following.refused().isSame(snapshot)) {
          consider(following, snapshot);
        } else {
          state = following.withOutage("");
        }
      }
    } catch (IOException e) {
      reportOutage(e);
    } catch (RuntimeException e) {
      LOG.error("policy could not be looked for", e);
    }
  }

  private boolean isCurrent(Snapshot snapshot) throws IOException {
    boolean isNamed = !snapshot.revision().isEmpty();
    return (isNamed && snapshot.revision().equals(state.current().revision()))
        || state.current().texts().isSame(snapshot);
  }

  /** The origin offers the current version. */
  private void settle(Snapshot snapshot) {
    StoredPolicy current = state.current();
    boolean hadTrouble = !state.outage().isEmpty();
    if (state instanceof Following following) {
      hadTrouble |= following.refused() != null;
      if (!snapshot.revision().equals(current.revision())) {
        current = new StoredPolicy(current.hash(), snapshot.revision(), current.texts());
        versions.add(current, "");
      }
      state = new Following(current, null, "");
    } else {
      state = new Pinned(current, null, "");
    }
    if (hadTrouble) {
      reporter.report(new PolicyEvent.Recovered(current.hash()));
    }
  }

  /** The origin offers another version, which waits while one is pinned. */
  private void queue(Pinned pinned, Snapshot snapshot) throws IOException {
    state = pinned.withOutage("");
    if (pinned.waiting() == null || !pinned.waiting().isSame(snapshot)) {
      PolicySnapshot waiting = PolicySnapshot.read(snapshot, List.of()).texts();
      state = new Pinned(pinned.current(), waiting, "");
      reporter.report(new PolicyEvent.Held(pinned.pinned(), snapshot.revision()));
    }
  }

  /** The origin offers a new candidate. */
  private void consider(Following following, Snapshot snapshot) throws IOException {
    PolicySnapshot.Attempt attempt = PolicySnapshot.read(snapshot, checks);
    if (!attempt.texts().isSame(origin.snapshot())) {
      return; // the files are being written: the next look reads the result
    }
    StoredPolicy current = following.current();
    Policy candidate = attempt.policy();
    if (candidate == null) {
      state = new Following(current, attempt.texts(), "");
      reporter.report(
          new PolicyEvent.Refused(attempt.problems(), snapshot.revision(), current.hash()));
      return;
    }
    state = new Following(current, null, "");
    var next = new StoredPolicy(candidate.version(), snapshot.revision(), attempt.texts());
    if (!next.hash().equals(current.hash())) {
      take(next, candidate);
      return;
    }
    state = new Following(next, null, ""); // another comment or commit, the same policy
    versions.add(next, "");
    if (following.refused() != null) {
      reporter.report(new PolicyEvent.Recovered(next.hash()));
    }
  }

  /** Puts a version into effect. */
  private void take(StoredPolicy next, Policy nextPolicy) {
    String pinned = state.pinned();
    String before = state.current().hash();
    state = state instanceof Pinned
        ? new Pinned(next, null, state.outage())
        : new Following(next, null, state.outage());
    policy = nextPolicy;
    versions.add(next, pinned);
    reporter.report(new PolicyEvent.Loaded(next.hash(), next.revision(), before));
  }

  private void reportOutage(IOException e) {
    String reason = StoredPolicy.reason(e);
    if (!reason.equals(state.outage())) {
      state = state.withOutage(reason);
      reporter.report(new PolicyEvent.Unreachable(reason, state.current().hash()));
    }
  }

  /** Does what another process has pinned or unpinned in the folder. */
  private void followPin() {
    String wanted = state.pinned();
    try {
      String pin = versions.pin();
      if (pin == null) {
        return;
      }
      wanted = pin;
      if (wanted.isEmpty()) {
        follow();
      } else if (!StoredPolicy.isPrefix(wanted, state.pinned())) {
        versions.load();
        StoredPolicy version = versions.find(wanted);
        hold(version, version.read(checks));
      }
      refusedPin = "";
    } catch (IOException e) {
      refusePin(wanted, List.of("the pin cannot be read: " + e));
    } catch (IllegalArgumentException e) {
      refusePin(wanted, List.of("pin: " + e.getMessage()));
    } catch (PolicyException e) {
      refusePin(wanted, e.problems());
    }
  }

  private void refusePin(String wanted, List<String> problems) {
    String refused = wanted + "\n" + String.join("\n", problems);
    if (!refused.equals(refusedPin)) {
      refusedPin = refused;
      reporter.report(new PolicyEvent.Refused(problems, "", state.current().hash()));
    }
  }

  private void hold(StoredPolicy version, Policy pinned) {
    if (!version.hash().equals(state.current().hash())) {
      take(version, pinned);
    }
    state = new Pinned(state.current(), null, state.outage());
    reporter.report(new PolicyEvent.Pinned(version.hash()));
  }

  private void follow() {
    if (state instanceof Pinned pinned) {
      state = new Following(pinned.current(), null, pinned.outage());
      reporter.report(new PolicyEvent.Unpinned(pinned.pinned()));
    }
  }

  /** The policy to begin with: the pinned one, else what the origin offers. */
  private static LivePolicy first(Builder builder, StoredVersions versions) {
    try {
      versions.load();
      String pin = versions.pin();
      if (pin != null && !pin.isEmpty()) {
        StoredPolicy version = versions.find(pin);
        Policy pinned = version.read(builder.checks);
        return new LivePolicy(builder, versions, pinned, new Pinned(version, null, ""));
      }
      for (int attempts = 0; attempts < ATTEMPTS_AT_START; attempts++) {
        Snapshot snapshot = builder.origin.snapshot();
        PolicySnapshot.Attempt attempt = PolicySnapshot.read(snapshot, builder.checks);
        if (attempt.texts().isSame(builder.origin.snapshot())) {
          Policy first = attempt.policy();
          if (first == null) {
            throw new PolicyException(attempt.problems());
          }
          var version = new StoredPolicy(first.version(), snapshot.revision(), attempt.texts());
          return new LivePolicy(builder, versions, first, new Following(version, null, ""));
        }
      }
    } catch (IOException e) {
      throw new PolicyException(List.of(StoredPolicy.reason(e)));
    } catch (IllegalArgumentException e) {
      throw new PolicyException(List.of("pin: " + e.getMessage()));
    }
    throw new PolicyException(
        List.of("the policy changes whenever it is read; expected it to stay for a moment"));
  }

  /** Stores and reports the first version. */
  private void begin() {
    StoredPolicy current = state.current();
    versions.add(current, state.pinned());
    reporter.report(new PolicyEvent.Loaded(current.hash(), current.revision(), ""));
    if (state instanceof Pinned) {
      reporter.report(new PolicyEvent.Pinned(current.hash()));
    }
  }

  /** Configures what to follow and how. */
  public static final class Builder {

    private final PolicyOrigin origin;
    private final List<PolicyCheck> checks = new ArrayList<>(List.of(PolicyCheck.examples()));
    private int most = 10;
    private @Nullable Path folder;
    private Consumer<? super PolicyEvent> listener = event -> {};

    private Builder(PolicyOrigin origin) {
      this.origin = origin;
    }

    /** Adds a check that every policy must pass to take effect, the first one included, besides its own examples. */
    public Builder check(PolicyCheck check) {
      checks.add(check);
      return this;
    }

    /** The number of versions to keep, the current one included; 10 by default, at least 1. */
    public Builder keep(int versions) {
      if (versions < 1) {
        throw new IllegalArgumentException("versions: expected 1 or more, got " + versions);
      }
      most = versions;
      return this;
    }

    /** Stores versions and pin in this folder too, which is created if missing; by default they are kept in memory only. */
    public Builder keepIn(Path directory) {
      folder = directory;
      return this;
    }

    /** Receives what happens, besides the log, on the thread that looks; it should return quickly. Default: none. */
    public Builder listener(Consumer<? super PolicyEvent> consumer) {
      listener = consumer;
      return this;
    }

    /**
     * Reads the policy for the first time.
     *
     * @throws PolicyException if it is not valid, with all its errors
     */
    public LivePolicy load() {
      PolicyArchive archive = folder == null ? null : new PolicyArchive(folder);
      LivePolicy live = first(this, new StoredVersions(most, archive));
      live.begin();
      return live;
    }
  }
}
