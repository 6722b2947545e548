// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the files of a policy are kept: a folder, a repository, a server.
 *
 * <ol>
 *   <li>A snapshot is how the files stand when it is asked for; the next one has what was changed since.
 *   <li>A revision names a state: two snapshots of one revision read the same. It is {@code ""} where the origin has no names for its states.
 *   <li>What cannot be read, or not whole, is an {@link IOException} that says what and why, never an empty or a cut text.
 *   <li>What the policy names is found relative to it, also in a folder below.
 *   <li>An origin that has failed works again as soon as its place does.
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
   * @param name of the file that is the policy, as {@code files} knows it
   * @param revision names the state for people, such as the id of a commit; {@code ""} where there is no name
   * @param files reads that file and those that it names
   * @param label the name of the file in problems, such as the path that a person typed
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
   * A file in UTF-8 and those beside it and below. What changed is seen in the content, not in times and sizes; a symbolic link is followed
   * once for all files of a snapshot, so that a folder can be exchanged by moving one, as Kubernetes does with a ConfigMap.
   */
  static PolicyOrigin file(Path policy) {
    return new PolicyFile(policy);
  }
}
