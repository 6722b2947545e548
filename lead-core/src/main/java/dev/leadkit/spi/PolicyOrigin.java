// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The place of the files of a policy: a folder, a repository, a server.
 *
 * <ol>
 *   <li>A snapshot has the files at the time of the call; the next one includes later changes.
 *   <li>A revision identifies a state: two snapshots with the same revision have the same files. It is {@code ""} if the origin has no
 *       revisions.
 *   <li>A file that cannot be read completely is an {@link IOException} that says which and why, never an empty or truncated text.
 *   <li>Names in the policy are relative to its file, and may be in folders below.
 *   <li>An origin that has failed works again as soon as its place is available.
 * </ol>
 *
 * <p>Used by one thread at a time.
 */
@FunctionalInterface
public interface PolicyOrigin {

  /** The files as they are now. */
  Snapshot snapshot() throws IOException;

  /**
   * The files of a policy at one time.
   *
   * @param name of the policy file, as {@code files} knows it
   * @param revision identifies the state, such as the id of a commit; {@code ""} if there is none
   * @param files reads the policy and the files that it names
   * @param label the name of the policy file in problems, such as the path that a person typed
   */
  record Snapshot(String name, String revision, Settings.Files files, String label) {

    public Snapshot {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(revision, "revision");
      Objects.requireNonNull(files, "files");
      Objects.requireNonNull(label, "label");
    }

    /** A snapshot whose problems name the file as {@code files} knows it. */
    public Snapshot(String name, String revision, Settings.Files files) {
      this(name, revision, files, name);
    }
  }

  /**
   * An origin for a file in UTF-8 and the files beside it and below. Changes are detected by content, not by time and size. A symbolic link is
   * followed once for all files of a snapshot, so that a folder can be replaced by moving a link, as Kubernetes does with a ConfigMap.
   */
  static PolicyOrigin file(Path policy) {
    return new PolicyFile(policy);
  }
}
