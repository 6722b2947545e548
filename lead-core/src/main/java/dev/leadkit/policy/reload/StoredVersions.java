// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last valid versions of a policy, oldest first: in memory and, if there is an archive, also there. Guarded by the lock of its
 * {@link LivePolicy}.
 */
final class StoredVersions {

  private static final Logger LOG = LoggerFactory.getLogger(StoredVersions.class);

  private final int limit;
  private final @Nullable PolicyArchive archive;
  private final Map<String, StoredPolicy> versions = new LinkedHashMap<>();

  /** @param limit the number of versions to keep, the current one included */
  StoredVersions(int limit, @Nullable PolicyArchive archive) {
    this.limit = limit;
    this.archive = archive;
  }

  /** Loads the versions that other processes have stored. */
  void load() throws IOException {
    if (archive == null) {
      return;
    }
    for (String hash : archive.hashes()) {
      if (!versions.containsKey(hash)) {
        try {
          versions.put(hash, archive.load(hash));
        } catch (IOException e) {
          LOG.warn("policy {} is stored but cannot be read", hash, e);
        }
      }
    }
  }

  /** Adds the version that takes effect, and drops the oldest ones beyond the limit, but never the pinned one. */
  void add(StoredPolicy version, String pinned) {
    versions.remove(version.hash());
    versions.put(version.hash(), version);
    for (String hash : List.copyOf(versions.keySet())) {
      if (versions.size() > limit && !hash.equals(version.hash()) && !hash.equals(pinned)) {
        versions.remove(hash);
      }
    }
    if (archive != null) {
      try {
        archive.save(version, limit, List.copyOf(versions.keySet()));
      } catch (IOException e) {
        LOG.warn("policy {} is in effect but cannot be stored", version.hash(), e);
      }
    }
  }

  /**
   * The version whose hash begins with a prefix.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  StoredPolicy find(String prefix) {
    return Objects.requireNonNull(versions.get(StoredPolicy.find(prefix, versions.keySet())));
  }

  /** All versions, the newest first. */
  List<StoredPolicy> all() {
    var all = new ArrayList<StoredPolicy>();
    versions.values().forEach(version -> all.add(0, version));
    return all;
  }

  /** The hash that the archive pins for all processes; {@code ""} for none, null if there is no archive. */
  @Nullable
  String pin() throws IOException {
    return archive == null ? null : archive.pin();
  }

  /** Pins a version for all processes that share the archive. */
  void pin(StoredPolicy version) throws IOException {
    if (archive != null) {
      archive.hold(version.hash());
    }
  }

  /** Removes the pin of the archive. */
  void unpin() throws IOException {
    if (archive != null) {
      archive.unpin();
    }
  }
}
