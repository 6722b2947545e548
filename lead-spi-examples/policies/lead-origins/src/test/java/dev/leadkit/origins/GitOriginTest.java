// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.PolicyOrigin.Snapshot;
import dev.leadkit.tck.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories as Git itself leaves them, and damaged ones. */
class GitOriginTest {

  @TempDir
  Path folder;

  private Path checkout() {
    return folder.resolve("checkout");
  }

  /** What Git says; the test is skipped where there is none. */
  private String git(Path where, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "core.autocrlf=false"));
    command.addAll(List.of(arguments));
    Needs.command("git");
    Process process = new ProcessBuilder(command)
        .directory(where.toFile())
        .redirectErrorStream(true)
        .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + output);
    return output.strip();
  }

  private String commit(String policy, String list) throws Exception {
    Files.createDirectories(checkout().resolve("sales/lists"));
    Files.writeString(checkout().resolve("sales/policy.yaml"), policy);
    Files.writeString(checkout().resolve("sales/lists/free.txt"), list);
    Files.writeString(checkout().resolve("shared.txt"), "shared " + list);
    git(checkout(), "add", "-A");
    git(checkout(), "commit", "-qm", "Change");
    return git(checkout(), "rev-parse", "HEAD");
  }

  private void initialise(String... more) throws Exception {
    Files.createDirectories(checkout());
    var arguments = new ArrayList<>(List.of("init", "-q"));
    arguments.addAll(List.of(more));
    git(checkout(), arguments.toArray(String[]::new));
  }

  private static void check(GitOrigin origin, String commit, String policy, String list)
      throws IOException {
    Snapshot snapshot = origin.snapshot();
    assertEquals(commit, snapshot.revision());
    assertEquals("policy.yaml", snapshot.name());
    assertEquals(policy, snapshot.files().read("policy.yaml"));
    assertEquals(list, snapshot.files().read("lists/free.txt"));
    assertEquals("shared " + list, snapshot.files().read("../shared.txt"));
    assertEquals(list, snapshot.files().read("./lists/../lists//free.txt"));
  }

  private GitOrigin origin() {
    return GitOrigin.of(checkout(), "sales/policy.yaml");
  }

  @Test
  void only_what_is_committed_counts() throws Exception {
    initialise();
    String first = commit("policy 1", "list 1");
    GitOrigin origin = origin();
    check(origin, first, "policy 1", "list 1");
    Files.writeString(checkout().resolve("sales/policy.yaml"), "edited");
    git(checkout(), "add", "-A");
    check(origin, first, "policy 1", "list 1");
    String second = commit("policy 2", "list 2");
    assertNotEquals(first, second);
    check(origin, second, "policy 2", "list 2");
    git(checkout(), "checkout", "-q", first);
    check(origin, first, "policy 1", "list 1");
  }

  @Test
  void packs_with_deltas_packed_references_worktrees_tags_and_clones_are_read() throws Exception {
    initialise();
    var random = new Random(4711);
    String text = lines(random, 400);
    String last = "";
    String policy = "";
    for (int i = 0; i < 12; i++) {
      policy = text.substring(0, 1000 * i) + "changed " + i + "\n" + text.substring(1000 * i + 40);
      last = commit(policy, "list " + i);
    }
    git(checkout(), "tag", "-a", "v1", "-m", "One");
    git(checkout(), "gc", "-q", "--aggressive", "--prune=now");
    git(checkout(), "pack-refs", "--all");
    try (Stream<Path> packs = Files.list(checkout().resolve(".git/objects/pack"))) {
      assertTrue(packs.anyMatch(file -> file.toString().endsWith(".pack")));
    }
    check(origin(), last, policy, "list 11");
    Path worktree = folder.resolve("worktree");
    git(checkout(), "worktree", "add", "-q", worktree.toString(), "HEAD~3");
    String earlier = git(worktree, "rev-parse", "HEAD");
    Snapshot older = GitOrigin.of(worktree, "sales/policy.yaml").snapshot();
    assertEquals(earlier, older.revision());
    assertEquals("list 8", older.files().read("lists/free.txt"));
    assertTrue(older.files().read("policy.yaml").contains("changed 8"));
    Snapshot tagged = origin().at("refs/tags/v1").snapshot();
    assertEquals(policy, tagged.files().read("policy.yaml"));
    Path borrowing = folder.resolve("borrowing");
    git(folder, "clone", "-q", "--shared", checkout().toString(), borrowing.toString());
    check(GitOrigin.of(borrowing, "sales/policy.yaml"), last, policy, "list 11");
    check(
        GitOrigin.of(borrowing, "sales/policy.yaml").at("refs/remotes/origin/HEAD"),
        last,
        policy,
        "list 11");
    Path bare = folder.resolve("bare.git");
    git(folder, "clone", "-q", "--bare", checkout().toString(), bare.toString());
    check(GitOrigin.of(bare, "sales/policy.yaml"), last, policy, "list 11");
    Path shallow = folder.resolve("shallow");
    git(folder, "clone", "-q", "--depth=1", checkout().toUri().toString(), shallow.toString());
    check(GitOrigin.of(shallow, "sales/policy.yaml"), last, policy, "list 11");
  }

  private static String lines(Random random, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("line ")
          .append(random.nextLong())
          .append(' ')
          .append(random.nextLong())
          .append('\n');
    }
    return text.toString();
  }

  @Test
  void ids_of_sha_256_are_read() throws Exception {
    initialise("--object-format=sha256");
    String first = commit("policy 1", "list 1");
    assertEquals(64, first.length());
    check(origin(), first, "policy 1", "list 1");
    git(checkout(), "gc", "-q", "--prune=now");
    check(origin(), first, "policy 1", "list 1");
  }

  @Test
  void links_folders_and_paths_outside_are_not_files() throws Exception {
    initialise();
    Files.createSymbolicLink(checkout().resolve("link.txt"), Path.of("sales", "policy.yaml"));
    commit("policy 1", "list 1");
    Snapshot snapshot = origin().snapshot();
    for (String name :
        List.of("../link.txt", "lists", "../../outside.txt", "/etc/hosts", "policy.yaml/x")) {
      assertThrows(IOException.class, () -> snapshot.files().read(name), name);
    }
  }

  @Test
  void a_missing_repository_or_commit_is_reported() throws Exception {
    Files.createDirectories(checkout());
    assertEquals(
        checkout() + ": is not a Git repository",
        assertThrows(IOException.class, origin()::snapshot).getMessage());
    new LooseRepository(checkout());
    assertEquals(
        checkout() + ": no such reference: refs/heads/main",
        assertThrows(IOException.class, origin()::snapshot).getMessage());
    assertThrows(IllegalArgumentException.class, () -> origin().at("main"));
    assertThrows(IllegalArgumentException.class, () -> GitOrigin.of(checkout(), "../policy.yaml"));
    assertThrows(IllegalArgumentException.class, () -> GitOrigin.of(checkout(), ""));
  }

  /** Whatever is cut or flipped: an {@code IOException}, or the right text where the damage was elsewhere; never a wrong text. */
  @Test
  void a_damaged_object_is_an_error_and_nothing_worse() throws Exception {
    var random = new Random(42);
    for (int round = 0; round < 200; round++) {
      Path damaged = folder.resolve("damaged-" + round);
      var repository = new LooseRepository(damaged);
      repository.commit(Map.of("policy.yaml", "policy".getBytes(StandardCharsets.UTF_8)));
      List<Path> objects = repository.objects();
      Path file = objects.get(random.nextInt(objects.size()));
      byte[] bytes = Files.readAllBytes(file);
      if (round % 2 == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bytes);
      try {
        Snapshot snapshot = GitOrigin.of(damaged, "policy.yaml").snapshot();
        assertEquals("policy", snapshot.files().read("policy.yaml"), "seed 42, round " + round);
      } catch (IOException e) {
        assertTrue(e.getMessage() != null, "seed 42, round " + round);
      }
    }
  }
}
