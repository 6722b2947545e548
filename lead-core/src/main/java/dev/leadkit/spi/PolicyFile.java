// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A policy in a file, with the lists beside it.
 *
 * <p>Changes are detected by content: a restore, or a second write within a tick of the clock, may leave time and size unchanged. A symbolic
 * link is followed once for all files of a snapshot: if a folder is replaced by moving a link, as Kubernetes does with a ConfigMap, the policy
 * of one folder is never read with the lists of another. A list may be a link, but not to a place outside the folder of the policy: the
 * author of a policy must not be able to read other files of the host.
 */
final class PolicyFile implements PolicyOrigin {

  private final Path file;

  PolicyFile(Path file) {
    this.file = file;
  }

  @Override
  public Snapshot snapshot() throws IOException {
    String name = String.valueOf(file.getFileName());
    Path real;
    try {
      real = file.toRealPath();
    } catch (NoSuchFileException e) {
      throw unreadable(new IOException("there is no such file", e));
    } catch (IOException e) {
      throw unreadable(e);
    }
    return new Snapshot(
        name,
        "",
        asked -> asked.equals(name) ? policy(real) : beside(real, asked),
        file.toString());
  }

  private String policy(Path real) throws IOException {
    try {
      return text(real);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String beside(Path real, String name) throws IOException {
    Path nearest = real.resolveSibling(name);
    Path named = Files.exists(nearest) ? nearest : file.resolveSibling(name);
    if (Files.exists(named) && !isBelow(named.toRealPath(), real)) {
      throw new IOException("it is outside the folder of the policy");
    }
    return text(named);
  }

  /** Whether a file is in the folder of the policy, or in that of the link to the policy, or below, after following all links. */
  private boolean isBelow(Path found, Path real) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return found.startsWith(real.resolveSibling(""))
        || folder != null && found.startsWith(folder.toRealPath());
  }

  private IOException unreadable(IOException e) {
    return new IOException(
        file + ": cannot be read: " + e.getMessage() + "; expected a policy in UTF-8", e);
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8", e);
    }
  }
}
