// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import java.util.List;
import java.util.Objects;

/** Something that an operator wants to know of a policy that is reloaded; each is said once, not at each look. */
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
   * What stands at the origin is no good; the last good policy stays.
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
   * The origin cannot be read; the last good policy stays.
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
   * After trouble, the origin says again what is in effect.
   *
   * @param kept the hash of the policy that stayed
   */
  record Recovered(String kept) implements PolicyEvent {
    public Recovered {
      Objects.requireNonNull(kept, "kept");
    }
  }

  /** The origin has something else, which waits until the policy is no longer pinned. */
  record Held(String pinned, String revision) implements PolicyEvent {
    public Held {
      Objects.requireNonNull(pinned, "pinned");
      Objects.requireNonNull(revision, "revision");
    }
  }

  /** From now on this policy stays in effect, whatever the origin says. */
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
