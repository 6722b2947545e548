// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import java.util.List;
import java.util.Objects;

/** What happens to a policy that is reloaded; each event is reported once, not at every look. May gain cases. */
public sealed interface PolicyEvent {

  /**
   * A policy takes effect.
   *
   * @param before the hash of the one before, {@code ""} for the first
   */
  record Loaded(String hash, String revision, String before) implements PolicyEvent {
    public Loaded {
      Objects.requireNonNull(hash, "hash");
      Objects.requireNonNull(revision, "revision");
      Objects.requireNonNull(before, "before");
    }
  }

  /**
   * The candidate of the origin is not valid; the last valid policy stays.
   *
   * @param problems one line each, with its place
   * @param kept the hash of the policy that stays
   */
  record Refused(List<String> problems, String revision, String kept) implements PolicyEvent {
    public Refused {
      Objects.requireNonNull(problems, "problems");
      Objects.requireNonNull(revision, "revision");
      Objects.requireNonNull(kept, "kept");
      problems = List.copyOf(problems);
    }
  }

  /**
   * The origin cannot be read; the last valid policy stays.
   *
   * @param kept the hash of the policy that stays
   */
  record Unreachable(String reason, String kept) implements PolicyEvent {
    public Unreachable {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(kept, "kept");
    }
  }

  /**
   * After a refusal or an outage, the origin offers the current policy again.
   *
   * @param kept the hash of the policy that stayed
   */
  record Recovered(String kept) implements PolicyEvent {
    public Recovered {
      Objects.requireNonNull(kept, "kept");
    }
  }

  /** The origin offers another policy, which waits until the current one is no longer pinned. */
  record Held(String pinned, String revision) implements PolicyEvent {
    public Held {
      Objects.requireNonNull(pinned, "pinned");
      Objects.requireNonNull(revision, "revision");
    }
  }

  /** From now on this policy stays in effect, whatever the origin offers. */
  record Pinned(String hash) implements PolicyEvent {
    public Pinned {
      Objects.requireNonNull(hash, "hash");
    }
  }

  /** From now on the origin decides again. */
  record Unpinned(String hash) implements PolicyEvent {
    public Unpinned {
      Objects.requireNonNull(hash, "hash");
    }
  }
}
