// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicyVersion.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyArchiveTest {

  @TempDir
  private Path folder;

  private PolicyArchive archive;

  @BeforeEach
  void open() {
    archive = PolicyArchive.in(folder);
  }

  private static String hash(int digit) {
    return "sha256:" + Integer.toHexString(digit).repeat(64);
  }

  private static StoredPolicy policy(int digit) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("policy.yaml", "policy: " + digit);
    texts.put("lists/free.txt", "list " + digit);
    return new StoredPolicy(
        hash(digit), "revision " + digit, new PolicySnapshot("policy.yaml", texts, Map.of()));
  }

  private void save(int most, int... digits) throws IOException {
    for (int digit : digits) {
      archive.save(policy(digit), most, List.of());
    }
  }

  private static List<String> hashes(int... digits) {
    return Arrays.stream(digits).mapToObj(PolicyArchiveTest::hash).toList();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void the_oldest_are_removed_when_there_are_more_than_asked() throws IOException {
    save(3, 1, 2, 3);
    assertEquals(hashes(1, 2, 3), archive.hashes());
    save(3, 4);
    assertEquals(hashes(2, 3, 4), archive.hashes());
    save(1, 5);
    assertEquals(hashes(5), archive.hashes());
  }

  @Test
  void what_is_pinned_needed_or_just_saved_is_never_removed() throws IOException {
    save(9, 1, 2, 3, 4);
    archive.hold(hash(2));
    archive.save(policy(5), 2, List.of(hash(3)));
    assertEquals(hashes(2, 3, 5), archive.hashes(), "2 is pinned, 3 is needed, 5 is new");
    archive.unpin();
    archive.save(policy(6), 2, List.of());
    assertEquals(hashes(5, 6), archive.hashes(), "nothing is pinned or needed any longer");
    archive.save(policy(7), 0, List.of());
    assertEquals(hashes(7), archive.hashes(), "what was just saved stays");
  }

  @Test
  void a_policy_that_is_saved_again_is_the_newest_and_kept_once() throws IOException {
    save(9, 1, 2, 1);
    assertEquals(hashes(2, 1), archive.hashes());
    List<String> before = files();
    save(9, 1);
    assertEquals(before, files(), "the newest is not written again");
  }

  @Test
  void archives_are_numbered_in_their_order() throws IOException {
    save(9, 1, 2);
    String name = "-" + "2".repeat(64) + ".zip";
    assertTrue(files().contains("000002" + name), files().toString());
    Files.move(folder.resolve("000002" + name), folder.resolve("999999" + name));
    save(9, 3);
    assertTrue(files().contains("1000000-" + "3".repeat(64) + ".zip"), files().toString());
    assertEquals(hashes(1, 2, 3), archive.hashes(), "by number, not by name");
  }

  @Test
  void other_files_are_left_alone() throws IOException {
    Files.writeString(folder.resolve("README"), "kept by hand");
    Files.writeString(folder.resolve("00001-" + "1".repeat(64) + ".zip"), "five digits");
    save(1, 2, 3);
    assertEquals(hashes(3), archive.hashes());
    assertEquals(3, files().size(), files().toString());
  }

  @Test
  void all_texts_and_the_revision_are_read_again() throws IOException {
    save(9, 1, 2);
    assertEquals(policy(1), archive.load(hash(1)));
    String message =
        assertThrows(IOException.class, () -> archive.load(hash(3))).getMessage();
    assertEquals(folder + ": keeps no policy " + hash(3), message);
    assertTrue(archive.has(hash(2)));
    assertFalse(archive.has(hash(3)));
  }

  @Test
  void the_newest_is_current_unless_another_is_pinned() throws IOException {
    save(9, 1, 2, 3);
    assertEquals("", archive.pin());
    assertEquals(
        List.of(
            new PolicyVersion(hash(3), "revision 3", Role.CURRENT),
            new PolicyVersion(hash(2), "revision 2", Role.KEPT),
            new PolicyVersion(hash(1), "revision 1", Role.KEPT)),
        archive.versions());
    assertEquals(hash(2), archive.pin("sha256:2222"));
    assertEquals(hash(2), archive.pin());
    assertEquals(
        List.of(Role.KEPT, Role.PINNED, Role.KEPT),
        archive.versions().stream().map(PolicyVersion::role).toList());
    archive.unpin();
    assertEquals(
        List.of(Role.CURRENT, Role.KEPT, Role.KEPT),
        archive.versions().stream().map(PolicyVersion::role).toList());
  }

  @Test
  void only_what_is_kept_can_be_pinned() throws IOException {
    save(9, 1, 2);
    assertThrows(IllegalArgumentException.class, () -> archive.pin(hash(3)));
    assertEquals("", archive.pin());
  }

  @Test
  void a_folder_that_is_not_there_keeps_nothing() throws IOException {
    Path missing = folder.resolve("missing");
    PolicyException e = assertThrows(PolicyException.class, () -> PolicyArchive.existing(missing));
    assertEquals(
        List.of(missing + ": there is no such folder; expected one in which policies are kept"),
        e.problems());
    assertFalse(Files.exists(missing), "looking creates nothing");
    save(9, 1);
    assertEquals(hashes(1), PolicyArchive.existing(folder).hashes());
    Path file = Files.writeString(folder.resolve("file"), "");
    String problem = assertThrows(PolicyException.class, () -> PolicyArchive.in(file))
        .problems()
        .get(0);
    assertTrue(problem.startsWith(file + ": cannot keep policies: "), problem);
  }

  @Test
  void the_same_policy_is_the_same_archive() throws IOException {
    save(9, 1);
    Path other = folder.resolve("other");
    PolicyArchive.in(other).save(policy(1), 9, List.of());
    String name = "000001-" + "1".repeat(64) + ".zip";
    assertEquals(-1, Files.mismatch(folder.resolve(name), other.resolve(name)));
  }
}
