// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicyVersion.Role;
import dev.leadkit.spi.DataFiles;
import dev.leadkit.spi.PolicyOrigin;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A folder with the versions of a policy, each with all its texts in one archive, and the hash of the pinned one, if any. It is written by
 * {@link LivePolicy.Builder#keepIn}; an operator pins a version here from outside the process.
 *
 * <p>Archives are called {@code 000042-HASH.zip}: the number is their order, and the file {@code pin} holds the pinned hash. Both are replaced
 * atomically. Any number of processes may use a folder. Thread-safe.
 */
public final class PolicyArchive {

  private static final Pattern ARCHIVE = Pattern.compile("(\\d{6,9})-([0-9a-f]{64})\\.zip");
  private static final String ALGORITHM = "sha256:";
  private static final String PIN = "pin";
  private static final String REVISION = "revision";

  /** The prefix of the policy's own text: the comment of an entry cannot be read from a stream. */
  private static final String POLICY = "policy/";

  private static final String FILE = "file/";

  /** @param number its place in the order */
  private record Archive(Path file, int number, String hash) {}

  private final Path folder;

  /**
   * @throws PolicyException if the folder cannot be created
   */
  PolicyArchive(Path folder) {
    this.folder = folder;
    try {
      DataFiles.createFolders(folder);
    } catch (IOException e) {
      throw new PolicyException(List.of(folder + ": cannot keep policies: " + e));
    }
  }

  /**
   * The folder of a host that keeps its policies there.
   *
   * @throws PolicyException if there is no such folder
   */
  public static PolicyArchive existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new PolicyException(
          List.of(folder + ": there is no such folder; expected one in which policies are kept"));
    }
    return new PolicyArchive(folder);
  }

  /**
   * The folder in which a host keeps its policies; it is created where it is missing.
   *
   * @throws PolicyException if the folder cannot be created
   */
  public static PolicyArchive in(Path folder) {
    return new PolicyArchive(folder);
  }

  /**
   * Keeps a policy with all texts that it names, unless this version is kept already; never removes another.
   *
   * @return the policy
   * @throws IOException if a text cannot be read, or the folder not written
   * @throws PolicyException if anything is wrong with the policy: all of it at once, each with its place
   */
  public Policy keep(PolicyOrigin.Snapshot snapshot) throws IOException {
    PolicySnapshot.Attempt attempt = PolicySnapshot.read(snapshot, List.of());
    Policy policy = attempt.policy();
    if (policy == null) {
      throw new PolicyException(attempt.problems());
    }
    if (!has(policy.version())) {
      save(
          new StoredPolicy(policy.version(), snapshot.revision(), attempt.texts()),
          Integer.MAX_VALUE,
          List.of());
    }
    return policy;
  }

  /**
   * Whether this version is kept.
   *
   * @param hash the whole hash, as decisions have it
   * @throws IOException if the folder cannot be read
   */
  public boolean has(String hash) throws IOException {
    return hashes().contains(hash);
  }

  /**
   * What is kept, the newest first: it is the current one, unless another is pinned.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<PolicyVersion> versions() throws IOException {
    String pinned = pin();
    var versions = new ArrayList<PolicyVersion>();
    List<Archive> archives = archives();
    for (int i = archives.size() - 1; i >= 0; i--) {
      Archive archive = archives.get(i);
      boolean isNewest = i == archives.size() - 1;
      Role role = StoredPolicy.isPrefix(pinned, archive.hash())
          ? Role.PINNED
          : isNewest && pinned.isEmpty() ? Role.CURRENT : Role.KEPT;
      versions.add(new PolicyVersion(archive.hash(), load(archive).revision(), role));
    }
    return versions;
  }

  /**
   * A stored version, to repeat an old decision.
   *
   * @param hash of the version, or enough of its first digits to tell it from the others
   * @throws IllegalArgumentException if no such version is kept, or more than one
   * @throws IOException if the folder cannot be read
   * @throws PolicyException if it cannot be used here and now
   */
  public Policy policy(String hash) throws IOException {
    return load(StoredPolicy.find(hash, hashes())).read(List.of());
  }

  /**
   * Pins a version: every process that keeps its policies here goes back to it at its next look, and stays.
   *
   * @param hash of the version, or enough of its first digits to tell it from the others
   * @return the whole hash
   * @throws IllegalArgumentException if no such version is kept, or more than one
   * @throws IOException if the folder cannot be read or written
   */
  public String pin(String hash) throws IOException {
    String meant = StoredPolicy.find(hash, hashes());
    hold(meant);
    return meant;
  }

  /** The hashes of all that is kept, oldest first. */
  List<String> hashes() throws IOException {
    return archives().stream().map(Archive::hash).toList();
  }

  private List<Archive> archives() throws IOException {
    var archives = new ArrayList<Archive>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> {
        Matcher name = ARCHIVE.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          archives.add(
              new Archive(file, Integer.parseInt(name.group(1)), ALGORITHM + name.group(2)));
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    archives.sort(Comparator.comparingInt(Archive::number).thenComparing(Archive::hash));
    return archives;
  }

  /** The texts that have this hash, with their revision. */
  StoredPolicy load(String hash) throws IOException {
    for (Archive archive : archives()) {
      if (archive.hash().equals(hash)) {
        return load(archive);
      }
    }
    throw new IOException(folder + ": keeps no policy " + hash);
  }

  private static StoredPolicy load(Archive archive) throws IOException {
    String name = "";
    String revision = "";
    Map<String, String> files = new LinkedHashMap<>();
    try (var zip = new ZipInputStream(
        new BufferedInputStream(Files.newInputStream(archive.file())), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        String path = entry.getName();
        if (path.equals(REVISION)) {
          revision = text;
        } else if (path.startsWith(POLICY)) {
          name = path.substring(POLICY.length());
          files.put(name, text);
        } else if (path.startsWith(FILE)) {
          files.put(path.substring(FILE.length()), text);
        }
      }
    }
    return new StoredPolicy(archive.hash(), revision, new PolicySnapshot(name, files, Map.of()));
  }

  /** Stores these texts as the newest version and deletes the oldest ones beyond the limit, except those that are needed. */
  void save(StoredPolicy kept, int most, List<String> needed) throws IOException {
    List<Archive> archives = archives();
    int number = archives.isEmpty() ? 1 : archives.get(archives.size() - 1).number() + 1;
    boolean isNewest =
        !archives.isEmpty() && archives.get(archives.size() - 1).hash().equals(kept.hash());
    if (!isNewest) {
      String digits = "000000" + number;
      String hex = kept.hash().substring(ALGORITHM.length());
      DataFiles.replace(
          folder.resolve(digits.substring(Math.min(6, digits.length() - 6)) + "-" + hex + ".zip"),
          out -> write(kept, out));
      for (Archive older : archives) {
        if (older.hash().equals(kept.hash())) {
          Files.deleteIfExists(older.file());
        }
      }
    }
    prune(most, kept.hash(), needed);
  }

  private void prune(int most, String newest, List<String> needed) throws IOException {
    List<Archive> archives = archives();
    int superfluous = archives.size() - most;
    for (Archive archive : archives) {
      if (superfluous > 0
          && !archive.hash().equals(newest)
          && !needed.contains(archive.hash())
          && !archive.hash().equals(pin())) {
        Files.deleteIfExists(archive.file());
        superfluous--;
      }
    }
  }

  private static void write(StoredPolicy kept, OutputStream out) throws IOException {
    PolicySnapshot texts = kept.texts();
    var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    put(zip, REVISION, kept.revision());
    put(zip, POLICY + texts.name(), texts.files().getOrDefault(texts.name(), ""));
    for (Map.Entry<String, String> file : texts.files().entrySet()) {
      if (!file.getKey().equals(texts.name())) {
        put(zip, FILE + file.getKey(), file.getValue());
      }
    }
    zip.finish();
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    var entry = new ZipEntry(name);
    entry.setLastModifiedTime(FileTime.fromMillis(0)); // the same content is the same archive
    zip.putNextEntry(entry);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /**
   * The hash that is pinned, {@code ""} where none is.
   *
   * @throws IOException if the folder cannot be read
   */
  public String pin() throws IOException {
    try {
      return Files.readString(folder.resolve(PIN)).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  void hold(String hash) throws IOException {
    DataFiles.replace(
        folder.resolve(PIN), out -> out.write((hash + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Lets the origins decide again.
   *
   * @throws IOException if the folder cannot be written
   */
  public void unpin() throws IOException {
    Files.deleteIfExists(folder.resolve(PIN));
  }
}
