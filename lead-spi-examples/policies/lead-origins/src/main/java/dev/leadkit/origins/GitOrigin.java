// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import dev.leadkit.origins.GitObjects.Content;
import dev.leadkit.origins.GitObjects.Entry;
import dev.leadkit.spi.PolicyOrigin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy in a Git repository, as it was committed.
 *
 * <p>Reads the policy, and the files that it names, from the tree of the commit that is checked out or that another reference points to. The
 * working files are ignored. So a snapshot is exactly one commit: local edits, an unfinished pull and filters that rewrite line ends do not affect
 * it. The revision is the id of the commit. A bare repository is enough.
 *
 * <p>Git itself is not needed. Fetching is up to the host: {@code git pull} from a timer, a webhook, a sidecar. Worktrees, packs, packed
 * references and alternates are supported; the {@code reftable} format is not. For one thread at a time.
 */
public final class GitOrigin implements PolicyOrigin {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final String SYMBOLIC = "ref: ";
  private static final int MAX_DEPTH = 5;

  private final Path checkout;
  private final String file;
  private final String reference;

  /** The last snapshot, which stays valid because a commit never changes. */
  private @Nullable Snapshot last;

  private GitOrigin(Path checkout, String file, String reference) {
    this.checkout = checkout;
    this.file = file;
    this.reference = reference;
  }

  /**
   * Creates an origin for the commit that is checked out.
   *
   * @param checkout the folder of the checkout, or a bare repository
   * @param file the policy, relative to the top of the repository, with {@code /} between folders
   * @throws IllegalArgumentException if {@code file} leads out of the repository
   */
  public static GitOrigin of(Path checkout, String file) {
    List<String> path = file.isEmpty() ? null : path(List.of(), file);
    if (path == null || path.isEmpty()) {
      throw new IllegalArgumentException(
          "file: expected a name relative to the top of the repository, got '" + file + "'");
    }
    return new GitOrigin(checkout, String.join("/", path), "HEAD");
  }

  /**
   * Creates an origin for another reference, such as {@code refs/remotes/origin/main}, for which {@code git fetch} is enough.
   *
   * @throws IllegalArgumentException if it does not begin with {@code refs/}
   */
  public GitOrigin at(String name) {
    if (!name.startsWith("refs/") || name.contains("..")) {
      throw new IllegalArgumentException(
          "name: expected a full name such as refs/heads/main, got '" + name + "'");
    }
    return new GitOrigin(checkout, file, name);
  }

  @Override
  public Snapshot snapshot() throws IOException {
    try {
      Repository repository = Repository.of(checkout);
      String commit = repository.resolve(reference);
      Snapshot before = last;
      if (before == null || !before.revision().equals(commit)) {
        before = snapshot(GitObjects.of(repository.common().resolve("objects")), commit);
        last = before;
      }
      return before;
    } catch (IOException e) {
      throw new IOException(checkout + ": " + e.getMessage(), e);
    }
  }

  private Snapshot snapshot(GitObjects objects, String commit) throws IOException {
    String tree = tree(objects, commit);
    List<String> path = List.of(file.split("/"));
    List<String> folder = path.subList(0, path.size() - 1);
    String name = path.get(path.size() - 1);
    Map<String, String> read = new HashMap<>();
    return new Snapshot(name, commit, asked -> {
      String text = read.get(asked);
      if (text == null) {
        text = text(objects, tree, folder, asked, commit);
        read.put(asked, text);
      }
      return text;
    });
  }

  private static String tree(GitObjects objects, String commit) throws IOException {
    Content content = objects.read(commit);
    for (int depth = 0; content.type().equals("tag") && depth < MAX_DEPTH; depth++) {
      content = objects.read(header(content, "object "));
    }
    if (!content.type().equals("commit")) {
      throw new IOException(commit + " is a " + content.type() + "; expected a commit");
    }
    return header(content, "tree ");
  }

  private static String header(Content content, String field) throws IOException {
    return new String(content.bytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()))
        .filter(id -> ID.matcher(id).matches())
        .findFirst()
        .orElseThrow(() -> new IOException("a " + content.type() + " without " + field.strip()));
  }

  private static String text(
      GitObjects objects, String tree, List<String> folder, String name, String commit)
      throws IOException {
    List<String> path = path(folder, name);
    if (path == null || path.isEmpty()) {
      throw new IOException("it is not in the repository");
    }
    String file = String.join("/", path);
    Entry entry = objects.find(tree, path);
    if (entry == null) {
      throw new IOException(file + ": no such file in commit " + commit);
    }
    if (!entry.isFile()) {
      throw new IOException(file + ": is not a regular file in commit " + commit);
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(objects.read(entry.id()).bytes());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": is not UTF-8 in commit " + commit, e);
    }
  }

  /** A name relative to a folder, as a path from the top; null if it leads out of the repository. */
  private static @Nullable List<String> path(List<String> folder, String name) {
    if (name.startsWith("/")) {
      return null;
    }
    var path = new ArrayList<>(folder);
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        if (path.isEmpty()) {
          return null;
        }
        path.remove(path.size() - 1);
      } else if (!part.isEmpty() && !part.equals(".")) {
        path.add(part);
      }
    }
    return path;
  }

  @Override
  public String toString() {
    return "GitOrigin[" + checkout + ", " + file + ", " + reference + "]";
  }

  /**
   * The folders of a repository.
   *
   * @param own those of this worktree: HEAD
   * @param common those of all worktrees: objects and references
   */
  private record Repository(Path own, Path common) {

    static Repository of(Path checkout) throws IOException {
      Path dot = checkout.resolve(".git");
      Path own = checkout;
      if (Files.isRegularFile(dot)) {
        String link = Files.readString(dot).strip();
        if (!link.startsWith("gitdir: ")) {
          throw new IOException(".git is not a link to a repository");
        }
        own = checkout.resolve(link.substring("gitdir: ".length())).normalize();
      } else if (Files.isDirectory(dot)) {
        own = dot;
      }
      if (!Files.isRegularFile(own.resolve("HEAD"))) {
        throw new IOException("is not a Git repository");
      }
      Path common = own.resolve("commondir");
      return new Repository(
          own,
          Files.isRegularFile(common)
              ? own.resolve(Files.readString(common).strip()).normalize()
              : own);
    }

    /** The id that a reference points to. */
    String resolve(String reference) throws IOException {
      String name = reference;
      for (int depth = 0; depth < MAX_DEPTH; depth++) {
        String text = text(name);
        if (ID.matcher(text).matches()) {
          return text;
        }
        if (!text.startsWith(SYMBOLIC)) {
          throw new IOException(name + " is not a reference");
        }
        name = text.substring(SYMBOLIC.length()).strip();
        if (!name.startsWith("refs/") || name.contains("..")) {
          throw new IOException(reference + " points to " + name + ", which is not a reference");
        }
      }
      throw new IOException(reference + " points to a reference that points to another one");
    }

    private String text(String name) throws IOException {
      for (Path folder : List.of(own, common)) {
        Path loose = folder.resolve(name);
        if (Files.isRegularFile(loose)) {
          return Files.readString(loose).strip();
        }
      }
      Path packed = common.resolve("packed-refs");
      if (Files.isRegularFile(packed)) {
        for (String line : Files.readAllLines(packed)) {
          if (line.endsWith(" " + name)) {
            return line.substring(0, line.indexOf(' '));
          }
        }
      }
      throw new IOException("no such reference: " + name);
    }
  }
}
