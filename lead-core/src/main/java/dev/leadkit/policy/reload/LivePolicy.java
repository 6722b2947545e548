// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.spi.PolicyOrigin.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy that follows its origin: what is good there takes effect, what is not is refused, and the last good policy stays.
 *
 * <p>Each look, {@link #refresh()}, goes the same way: fetch the files; if anything in them is new, read and check all of it, run its examples and the host's checks,
 * look whether the files are still the same, so that nobody's half-written file counts; then one write of one reference makes the policy the
 * policy of all turns that begin from now on. Turns that have begun keep theirs. Readers never wait, however long a look takes. It has no
 * thread of its own: a pipeline calls it, or the host does.
 *
 * <p>The last good versions are kept, in memory and, if there is a folder, also there; {@link #pin} goes back to one of them and stays with it.
 * With a folder, pinning holds for all processes that share it, also after a restart; each hears of it at its next look.
 *
 * <p>What happens is logged and told to the listener once, not at each look. Thread-safe.
 */
public final class LivePolicy implements PolicySource {

  /** One of the policies that can be pinned. */
  public record Version(String hash, String revision, Role role) {
    public Version {
      Objects.requireNonNull(hash, "hash");
      Objects.requireNonNull(revision, "revision");
      Objects.requireNonNull(role, "role");
    }

    /** What a version is just now. */
    public enum Role {
      /** In effect. */
      CURRENT,
      /** In effect whatever the origin says. */
      PINNED,
      /** Was in effect earlier. */
      KEPT
    }
  }

  /** A good policy as it stands in its texts. */
  record Kept(String hash, String revision, PolicySnapshot texts) {

    /**
     * The policy, read again.
     *
     * @throws PolicyException if it cannot be used here and now
     */
    Policy read(Collection<PolicyCheck> checks) {
      try {
        PolicySnapshot.Attempt attempt = PolicySnapshot.read(texts.snapshot(revision), checks);
        Policy again = attempt.policy();
        if (again == null) {
          throw new PolicyException(attempt.problems());
        }
        if (!again.version().equals(hash)) {
          throw new PolicyException(List.of(
              hash + ": its texts have the hash " + again.version() + "; expected what was kept"));
        }
        return again;
      } catch (IOException e) {
        throw new PolicyException(List.of(hash + ": " + reason(e)));
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(LivePolicy.class);

  private static final String ALGORITHM = "sha256:";
  private static final int MIN_PREFIX_LENGTH = 4;
  private static final int LOGGED_PROBLEMS = 20;
  private static final int ATTEMPTS_AT_START = 5;

  private final PolicyOrigin origin;
  private final int most;
  private final @Nullable PolicyArchive shelf;
  private final List<PolicyCheck> checks;
  private final Consumer<? super PolicyEvent> listener;

  /** Held while looking or pinning; what follows it is guarded by it. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private Kept current;
  private String pinned = "";
  private @Nullable PolicySnapshot refused;
  private @Nullable PolicySnapshot held;
  private String trouble = "";
  private String wrongPin = "";

  private volatile Policy policy;

  private LivePolicy(Builder builder) {
    origin = builder.origin;
    most = builder.most;
    shelf = builder.folder == null ? null : new PolicyArchive(builder.folder);
    checks = new CopyOnWriteArrayList<>(builder.checks);
    listener = builder.listener;
    Loaded first = first();
    policy = first.policy();
    current = first.kept();
    remember(current);
    tell(new PolicyEvent.Loaded(current.hash(), current.revision(), ""));
    if (!pinned.isEmpty()) {
      tell(new PolicyEvent.Pinned(pinned));
    }
  }

  /** A policy with the texts from which it was read. */
  private record Loaded(Policy policy, Kept kept) {}

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
      refused = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release(PolicyCheck check) {
    lock.lock();
    try {
      checks.remove(check);
      refused = null;
    } finally {
      lock.unlock();
    }
  }

  /** The policies that can be pinned, the newest first. */
  public List<Version> versions() {
    lock.lock();
    try {
      var versions = new ArrayList<Version>();
      kept.values().forEach(version -> versions.add(0, version(version)));
      return List.copyOf(versions);
    } finally {
      lock.unlock();
    }
  }

  private Version version(Kept version) {
    if (!version.hash().equals(current.hash())) {
      return new Version(version.hash(), version.revision(), Version.Role.KEPT);
    }
    return new Version(
        version.hash(),
        current.revision(),
        version.hash().equals(pinned) ? Version.Role.PINNED : Version.Role.CURRENT);
  }

  /**
   * Has a version that is kept take effect, now and whatever the origin says, until it is unpinned.
   *
   * @param hash of the version, or enough of its first digits to tell it from the others
   * @throws IllegalArgumentException if no such version is kept, or more than one
   * @throws PolicyException if it cannot be used any more, or the folder cannot be written
   */
  public void pin(String hash) {
    lock.lock();
    try {
      if (shelf != null) {
        load(shelf);
      }
      Kept version = meant(hash);
      Loaded next = restored(version);
      if (shelf != null) {
        shelf.hold(version.hash());
      }
      hold(next);
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
      if (shelf != null) {
        shelf.unpin();
      }
      follow();
    } catch (IOException e) {
      throw new PolicyException(List.of("the pin cannot be removed: " + e));
    } finally {
      lock.unlock();
    }
  }

  private Kept meant(String hash) {
    return java.util.Objects.requireNonNull(kept.get(meant(hash, kept.keySet())));
  }

  /**
   * Which of the hashes is meant.
   *
   * @throws IllegalArgumentException if none is, or more than one
   */
  static String meant(String hash, Collection<String> hashes) {
    List<String> meant = hashes.stream().filter(known -> isMeant(hash, known)).toList();
    if (meant.size() != 1) {
      throw new IllegalArgumentException((meant.isEmpty()
              ? "no version that is kept begins with '"
              : "more than one version begins with '")
          + hash + "'; known: " + String.join(", ", hashes));
    }
    return meant.get(0);
  }

  static boolean isMeant(String hash, String known) {
    String digits = hash.startsWith(ALGORITHM) ? hash.substring(ALGORITHM.length()) : hash;
    return digits.length() >= MIN_PREFIX_LENGTH && known.startsWith(ALGORITHM + digits);
  }

  @Override
  public void refresh() {
    if (!lock.tryLock()) {
      return; // somebody is looking already
    }
    try {
      if (shelf != null) {
        followPin(shelf);
      }
      look();
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    try {
      Snapshot snapshot = origin.snapshot();
      if (isCurrent(snapshot)) {
        settled(snapshot);
      } else if (!pinned.isEmpty()) {
        waiting(snapshot);
      } else if (refused == null || !refused.isSame(snapshot)) {
        consider(snapshot);
      } else {
        trouble = "";
      }
    } catch (IOException e) {
      unreachable(e);
    } catch (RuntimeException e) {
      LOG.error("policy could not be looked for", e);
    }
  }

  private boolean isCurrent(Snapshot snapshot) throws IOException {
    boolean isNamed = !snapshot.revision().isEmpty();
    return (isNamed && snapshot.revision().equals(current.revision()))
        || current.texts().isSame(snapshot);
  }

  /** The origin says what is in effect. */
  private void settled(Snapshot snapshot) {
    if (!snapshot.revision().equals(current.revision()) && pinned.isEmpty()) {
      current = new Kept(current.hash(), snapshot.revision(), current.texts());
      remember(current);
    }
    if (refused != null || !trouble.isEmpty()) {
      refused = null;
      trouble = "";
      tell(new PolicyEvent.Recovered(current.hash()));
    }
    held = null;
  }

  /** The origin says something else, but the policy is pinned. */
  private void waiting(Snapshot snapshot) throws IOException {
    trouble = "";
    if (held == null || !held.isSame(snapshot)) {
      held = PolicySnapshot.read(snapshot, List.of()).texts();
      tell(new PolicyEvent.Held(pinned, snapshot.revision()));
    }
  }

  /** The origin says something new. */
  private void consider(Snapshot snapshot) throws IOException {
    PolicySnapshot.Attempt attempt = PolicySnapshot.read(snapshot, checks);
    if (!attempt.texts().isSame(origin.snapshot())) {
      return; // somebody is writing: the next look will see what came of it
    }
    Policy candidate = attempt.policy();
    trouble = "";
    if (candidate == null) {
      refused = attempt.texts();
      tell(new PolicyEvent.Refused(attempt.problems(), snapshot.revision(), current.hash()));
      return;
    }
    boolean hadTrouble = refused != null;
    refused = null;
    var next = new Kept(candidate.version(), snapshot.revision(), attempt.texts());
    if (next.hash().equals(current.hash())) {
      current = next; // another comment or commit, the same policy
      remember(current);
      if (hadTrouble) {
        tell(new PolicyEvent.Recovered(current.hash()));
      }
    } else {
      take(new Loaded(candidate, next));
    }
  }

  private void take(Loaded next) {
    String before = current.hash();
    current = next.kept();
    policy = next.policy();
    remember(current);
    tell(new PolicyEvent.Loaded(current.hash(), current.revision(), before));
  }

  private void unreachable(IOException e) {
    String reason = reason(e);
    if (!reason.equals(trouble)) {
      trouble = reason;
      tell(new PolicyEvent.Unreachable(reason, current.hash()));
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** What another process has pinned or unpinned. */
  private void followPin(PolicyArchive shelf) {
    String wanted = pinned;
    try {
      wanted = shelf.pin();
      if (wanted.isEmpty()) {
        follow();
      } else if (pinned.isEmpty() || !isMeant(wanted, pinned)) {
        load(shelf);
        hold(restored(meant(wanted)));
      }
      wrongPin = "";
    } catch (IOException e) {
      wrongPin(wanted, List.of("the pin cannot be read: " + e));
    } catch (IllegalArgumentException e) {
      wrongPin(wanted, List.of("pin: " + e.getMessage()));
    } catch (PolicyException e) {
      wrongPin(wanted, e.problems());
    }
  }

  private void wrongPin(String wanted, List<String> problems) {
    String wrong = wanted + "\n" + String.join("\n", problems);
    if (!wrong.equals(wrongPin)) {
      wrongPin = wrong;
      tell(new PolicyEvent.Refused(problems, "", current.hash()));
    }
  }

  private void hold(Loaded version) {
    if (!version.kept().hash().equals(current.hash())) {
      take(version);
    }
    pinned = version.kept().hash();
    held = null;
    refused = null;
    tell(new PolicyEvent.Pinned(pinned));
  }

  private void follow() {
    if (!pinned.isEmpty()) {
      String was = pinned;
      pinned = "";
      held = null;
      tell(new PolicyEvent.Unpinned(was));
    }
  }

  /** A version that was good, read again and checked by what is here now. */
  private Loaded restored(Kept version) {
    return new Loaded(version.read(checks), version);
  }

  /** The policy to begin with: the pinned one, else what the origin says. */
  private Loaded first() {
    try {
      if (shelf != null) {
        load(shelf);
        String wanted = shelf.pin();
        if (!wanted.isEmpty()) {
          Loaded version = restored(meant(wanted));
          pinned = version.kept().hash();
          return version;
        }
      }
      for (int attempts = 0; attempts < ATTEMPTS_AT_START; attempts++) {
        Snapshot snapshot = origin.snapshot();
        PolicySnapshot.Attempt attempt = PolicySnapshot.read(snapshot, checks);
        if (attempt.texts().isSame(origin.snapshot())) {
          return loaded(attempt, snapshot.revision());
        }
      }
    } catch (IOException e) {
      throw new PolicyException(List.of(reason(e)));
    } catch (IllegalArgumentException e) {
      throw new PolicyException(List.of("pin: " + e.getMessage()));
    }
    throw new PolicyException(
        List.of("the policy changes whenever it is read; expected it to stay for a moment"));
  }

  private static Loaded loaded(PolicySnapshot.Attempt attempt, String revision) {
    Policy first = attempt.policy();
    if (first == null) {
      throw new PolicyException(attempt.problems());
    }
    return new Loaded(first, new Kept(first.version(), revision, attempt.texts()));
  }

  /** Takes in what other processes have put on the shelf. */
  private void load(PolicyArchive shelf) throws IOException {
    for (String hash : shelf.hashes()) {
      if (!kept.containsKey(hash)) {
        try {
          kept.put(hash, shelf.load(hash));
        } catch (IOException e) {
          LOG.warn("policy {} was kept but cannot be read", hash, e);
        }
      }
    }
  }

  private void remember(Kept version) {
    kept.remove(version.hash());
    kept.put(version.hash(), version);
    for (String hash : List.copyOf(kept.keySet())) {
      if (kept.size() > most && !hash.equals(version.hash()) && !hash.equals(pinned)) {
        kept.remove(hash);
      }
    }
    if (shelf != null) {
      try {
        shelf.save(version, most, List.copyOf(kept.keySet()));
      } catch (IOException e) {
        LOG.warn("policy {} is in effect but cannot be kept", version.hash(), e);
      }
    }
  }

  private void tell(PolicyEvent news) {
    log(news);
    try {
      listener.accept(news);
    } catch (RuntimeException e) {
      LOG.error("the listener failed on {}", news, e);
    }
  }

  private static void log(PolicyEvent news) {
    if (news instanceof PolicyEvent.Loaded loaded) {
      LOG.info("policy {}{} takes effect", loaded.hash(), named(loaded.revision()));
    } else if (news instanceof PolicyEvent.Refused refused) {
      LOG.error(
          "policy refused{}, {} stays: {}",
          named(refused.revision()),
          refused.kept(),
          shown(refused.problems()));
    } else if (news instanceof PolicyEvent.Unreachable unreachable) {
      LOG.warn("policy cannot be read, {} stays: {}", unreachable.kept(), unreachable.reason());
    } else if (news instanceof PolicyEvent.Recovered recovered) {
      LOG.info("policy is well again, {} stays", recovered.kept());
    } else if (news instanceof PolicyEvent.Held held) {
      LOG.info("policy {} is pinned, another waits{}", held.pinned(), named(held.revision()));
    } else if (news instanceof PolicyEvent.Pinned pinned) {
      LOG.info("policy {} is pinned", pinned.hash());
    } else if (news instanceof PolicyEvent.Unpinned unpinned) {
      LOG.info("policy {} is no longer pinned", unpinned.hash());
    }
  }

  private static String named(String revision) {
    return revision.isEmpty() ? "" : " of " + revision;
  }

  private static String shown(List<String> problems) {
    int more = problems.size() - LOGGED_PROBLEMS;
    return String.join("; ", problems.subList(0, Math.min(LOGGED_PROBLEMS, problems.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  /** Says what to follow and how. */
  public static final class Builder {

    private final PolicyOrigin origin;
    private final List<PolicyCheck> checks = new ArrayList<>(List.of(PolicyCheck.examples()));
    private int most = 10;
    private @Nullable Path folder;
    private Consumer<? super PolicyEvent> listener = news -> {};

    private Builder(PolicyOrigin origin) {
      this.origin = origin;
    }

    /** Nothing takes effect that does not pass this check besides its own examples, the first policy included. */
    public Builder check(PolicyCheck check) {
      checks.add(check);
      return this;
    }

    /** How many versions are kept, the current one included; 10 if it is not set. */
    public Builder keep(int versions) {
      if (versions < 1) {
        throw new IllegalArgumentException("versions: expected 1 or more, got " + versions);
      }
      most = versions;
      return this;
    }

    /** Keeps versions and pin in this folder too; it is made where it is missing. */
    public Builder keepIn(Path shelf) {
      folder = shelf;
      return this;
    }

    /** Is told what happens, by the thread that looks; it should be quick. */
    public Builder listener(Consumer<? super PolicyEvent> hearer) {
      listener = hearer;
      return this;
    }

    /**
     * Reads the policy for the first time.
     *
     * @throws PolicyException if it is no good: all that is wrong with it at once
     */
    public LivePolicy load() {
      return new LivePolicy(this);
    }
  }
}
