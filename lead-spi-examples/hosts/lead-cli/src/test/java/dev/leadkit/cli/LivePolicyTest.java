// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.LivePolicy;
import dev.leadkit.policy.reload.PolicyCheck;
import dev.leadkit.policy.reload.PolicyEvent;
import dev.leadkit.policy.reload.PolicyVersion;
import dev.leadkit.policy.reload.PolicyVersion.Role;
import dev.leadkit.spi.PolicyOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a policy that follows its origin handles valid and invalid changes. */
class LivePolicyTest {

  @TempDir
  Path folder;

  private final List<PolicyEvent> news = new ArrayList<>();

  private final CapturedLog log = CapturedLog.of("dev.leadkit.policy");

  @AfterEach
  void stop_capturing() {
    log.close();
  }

  private Path file() {
    return folder.resolve("policy.yaml");
  }

  private static String text(int points) {
    return """
        schema: lead-policy/1
        lists: { free: { file: free.txt, as: domain } }
        rules:
          - { id: work, add: %d, when: { sender.domain: { notInList: free } } }
        routes:
          - { id: all, when: always, to: { queue: inbox } }
        """.formatted(points);
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text);
  }

  private LivePolicy.Builder following() throws IOException {
    Files.writeString(folder.resolve("free.txt"), "freemail.example\n");
    write(text(10));
    return LivePolicy.file(file()).listener(news::add);
  }

  private PolicyEvent last() {
    return news.get(news.size() - 1);
  }

  @Test
  void a_changed_file_takes_effect_at_the_next_refresh_and_an_unchanged_one_has_no_effect()
      throws IOException {
    LivePolicy live = following().load();
    Policy first = live.policy();
    live.refresh();
    assertSame(first, live.policy());
    write(text(20));
    assertSame(first, live.policy(), "no refresh was called yet");
    live.refresh();
    assertNotEquals(first.version(), live.policy().version());
    assertEquals(
        List.of(
            new PolicyEvent.Loaded(first.version(), "", ""),
            new PolicyEvent.Loaded(live.policy().version(), "", first.version())),
        news);
  }

  @Test
  void a_change_that_leaves_time_and_size_as_they_were_is_seen() throws IOException {
    LivePolicy live = following().load();
    FileTime time = FileTime.from(Instant.parse("2026-03-02T12:00:00Z"));
    Files.setLastModifiedTime(file(), time);
    live.refresh();
    String before = live.policy().version();
    write(text(20));
    Files.setLastModifiedTime(file(), time);
    live.refresh();
    assertNotEquals(before, live.policy().version());
  }

  @Test
  void a_changed_list_is_a_changed_policy() throws IOException {
    LivePolicy live = following().load();
    String before = live.policy().version();
    Files.writeString(folder.resolve("free.txt"), "freemail.example\nother.example\n");
    live.refresh();
    assertNotEquals(before, live.policy().version());
  }

  @Test
  void another_comment_is_the_same_policy() throws IOException {
    LivePolicy live = following().load();
    Policy before = live.policy();
    write("# a comment\n" + text(10));
    live.refresh();
    assertSame(before, live.policy());
    assertEquals(1, news.size());
  }

  @Test
  void a_bad_candidate_is_refused_once_with_every_mistake_and_the_last_good_one_stays()
      throws IOException {
    LivePolicy live = following().load();
    Policy good = live.policy();
    write(text(10).replace("sender.domain", "sender.domian").replace("add: 10", "add: ten"));
    for (int looks = 0; looks < 5; looks++) {
      live.refresh();
      assertSame(good, live.policy());
    }
    assertEquals(2, news.size());
    var refused = assertInstanceOf(PolicyEvent.Refused.class, last());
    assertEquals(
        List.of(
            file() + ":4:22: type: rules[0].add: set to 'ten'; expected a whole number",
            file() + ":4:35: unknown-key: rules[0].when.sender.domian: unknown key; did you mean"
                + " 'sender.domain'?"),
        refused.problems().subList(0, 2));
    assertEquals(good.version(), refused.kept());
    write("rules: [");
    live.refresh();
    live.refresh();
    assertEquals(3, news.size(), "another mistake is reported once");
    write(text(10));
    live.refresh();
    live.refresh();
    assertEquals(new PolicyEvent.Recovered(good.version()), last());
    assertEquals(4, news.size());
    write(text(30));
    live.refresh();
    assertInstanceOf(PolicyEvent.Loaded.class, last());
  }

  @Test
  void a_good_policy_after_a_bad_one_takes_effect() throws IOException {
    LivePolicy live = following().load();
    write("nonsense");
    live.refresh();
    write(text(20));
    live.refresh();
    var loaded = assertInstanceOf(PolicyEvent.Loaded.class, last());
    assertEquals(live.policy().version(), loaded.hash());
    assertEquals(3, news.size());
  }

  @Test
  void a_missing_list_is_reported_once_and_read_when_it_is_back() throws IOException {
    LivePolicy live = following().load();
    write(text(20).replace("free.txt", "later.txt"));
    live.refresh();
    live.refresh();
    var refused = assertInstanceOf(PolicyEvent.Refused.class, last());
    assertTrue(refused.problems().get(1).contains("later.txt"), refused.toString());
    assertEquals(2, news.size());
    Files.writeString(folder.resolve("later.txt"), "freemail.example\n");
    live.refresh();
    assertInstanceOf(PolicyEvent.Loaded.class, last());
  }

  @Test
  void a_missing_file_is_reported_once_and_so_is_its_return() throws IOException {
    LivePolicy live = following().load();
    Policy good = live.policy();
    Files.delete(file());
    live.refresh();
    live.refresh();
    assertSame(good, live.policy());
    assertEquals(
        new PolicyEvent.Unreachable(
            file() + ": cannot be read: there is no such file; expected a policy in UTF-8",
            good.version()),
        last());
    write(text(10));
    live.refresh();
    live.refresh();
    assertEquals(new PolicyEvent.Recovered(good.version()), last());
    assertEquals(3, news.size());
  }

  @Test
  void a_file_that_is_being_written_is_not_a_candidate() throws IOException {
    following();
    var writing = new AtomicInteger();
    PolicyOrigin file = PolicyOrigin.file(file());
    PolicyOrigin busy = () -> {
      PolicyOrigin.Snapshot snapshot = file.snapshot();
      return new PolicyOrigin.Snapshot(snapshot.name(), snapshot.revision(), name -> {
        String text = snapshot.files().read(name);
        return writing.get() > 0 && name.equals(snapshot.name())
            ? text.substring(0, text.length() - writing.decrementAndGet() * 10)
            : text;
      });
    };
    LivePolicy live = LivePolicy.of(busy).listener(news::add).load();
    write(text(20));
    writing.set(8);
    String before = live.policy().version();
    while (writing.get() > 0) {
      assertEquals(before, live.policy().version());
      live.refresh();
    }
    live.refresh();
    assertEquals(2, news.size(), news.toString());
    assertInstanceOf(PolicyEvent.Loaded.class, last());
  }

  @Test
  void a_folder_exchanged_by_a_link_is_never_read_half_and_half() throws IOException {
    for (int i = 1; i <= 2; i++) {
      Path data = Files.createDirectories(folder.resolve("..data_" + i));
      Files.writeString(data.resolve("policy.yaml"), text(i * 10));
      Files.writeString(data.resolve("free.txt"), "freemail" + i + ".example\n");
    }
    Path link = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..data_1"));
    Files.createSymbolicLink(file(), Path.of("..data", "policy.yaml"));
    Files.createSymbolicLink(folder.resolve("free.txt"), Path.of("..data", "free.txt"));
    PolicyOrigin.Snapshot before = PolicyOrigin.file(file()).snapshot();
    LivePolicy live = LivePolicy.file(file()).listener(news::add).load();
    Path temporary = Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..data_2"));
    Files.move(
        temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertEquals("freemail1.example\n", before.files().read("free.txt"));
    assertEquals(text(10), before.files().read("policy.yaml"));
    live.refresh();
    assertEquals(2, news.size());
    assertEquals(
        "freemail2.example\n", PolicyOrigin.file(file()).snapshot().files().read("free.txt"));
  }

  @Test
  void the_first_policy_must_be_good() throws IOException {
    assertEquals(
        List.of(file() + ": cannot be read: there is no such file; expected a policy in UTF-8"),
        assertThrows(PolicyException.class, () -> LivePolicy.file(file()).load())
            .problems());
    LivePolicy.Builder following = following();
    write(text(10).replace("add:", "ad:"));
    assertThrows(PolicyException.class, following::load);
    assertEquals(List.of(), news);
  }

  @Test
  void a_check_refuses_what_does_not_pass_it_also_at_the_start_and_when_it_throws()
      throws IOException {
    LivePolicy.Builder following = following();
    assertEquals(
        List.of("no"),
        assertThrows(
                PolicyException.class,
                () -> LivePolicy.file(file())
                    .check((policy, settings) -> List.of("no"))
                    .load())
            .problems());
    LivePolicy live = following.load();
    String before = live.policy().version();
    PolicyCheck small = (policy, settings) -> {
      if (settings.list("rules").get(0).integer("add") > 50) {
        throw new IllegalStateException("too many");
      }
      return List.of();
    };
    live.require(small);
    write(text(60));
    live.refresh();
    assertEquals(before, live.policy().version());
    var refused = assertInstanceOf(PolicyEvent.Refused.class, last());
    assertTrue(refused.problems().get(0).contains("too many"), refused.toString());
    live.release(small);
    live.refresh();
    assertNotEquals(before, live.policy().version());
  }

  @Test
  void a_policy_with_a_failing_example_is_refused() throws IOException {
    LivePolicy live = following().load();
    String before = live.policy().version();
    String example = "examples: [{ name: a company, given: { sender.domain: acme.example },"
        + " expect: { score: 10 } }]\n";
    write(text(20) + example);
    live.refresh();
    assertEquals(before, live.policy().version());
    var refused = assertInstanceOf(PolicyEvent.Refused.class, last());
    assertTrue(refused.problems().get(0).startsWith(file() + ":7:"), refused.toString());
    assertTrue(refused.problems().get(0).contains("a company"), refused.toString());
    write(text(10) + example);
    live.refresh();
    assertInstanceOf(PolicyEvent.Loaded.class, last());
    assertNotEquals(before, live.policy().version());
  }

  @Test
  void a_pinned_policy_stays_whatever_the_origin_has_and_reports_it_once() throws IOException {
    LivePolicy live = following().load();
    String first = live.policy().version();
    write(text(20));
    live.refresh();
    String second = live.policy().version();
    live.pin(first);
    assertEquals(first, live.policy().version(), "rolled back at once");
    assertEquals(new PolicyEvent.Pinned(first), last());
    int said = news.size();
    live.refresh();
    live.refresh();
    assertEquals(new PolicyEvent.Held(first, ""), last());
    assertEquals(said + 1, news.size());
    write(text(30));
    live.refresh();
    live.refresh();
    assertEquals(said + 2, news.size());
    assertEquals(first, live.policy().version());
    assertEquals(
        List.of(Role.PINNED, Role.KEPT),
        live.versions().stream().map(PolicyVersion::role).toList());
    live.unpin();
    assertEquals(first, live.policy().version());
    live.refresh();
    assertNotEquals(first, live.policy().version());
    assertNotEquals(second, live.policy().version());
  }

  @Test
  void a_version_is_called_by_enough_of_its_hash() throws IOException {
    LivePolicy live = following().load();
    String first = live.policy().version();
    write(text(20));
    live.refresh();
    live.pin(first.substring("sha256:".length(), "sha256:".length() + 12));
    assertEquals(first, live.policy().version());
    String message = assertThrows(IllegalArgumentException.class, () -> live.pin("sha256:0000"))
        .getMessage();
    assertTrue(message.contains(first), message);
    assertThrows(IllegalArgumentException.class, () -> live.pin(""));
  }

  @Test
  void as_many_versions_are_kept_as_configured() throws IOException {
    LivePolicy live = following().keep(3).load();
    var hashes = new ArrayList<String>();
    for (int points = 11; points <= 15; points++) {
      write(text(points));
      live.refresh();
      hashes.add(0, live.policy().version());
    }
    assertEquals(
        hashes.subList(0, 3), live.versions().stream().map(PolicyVersion::hash).toList());
    String oldest = hashes.get(4);
    assertThrows(IllegalArgumentException.class, () -> live.pin(oldest));
  }

  @Test
  void a_folder_keeps_versions_and_pin_for_other_processes_and_for_the_next_start()
      throws IOException {
    Path archive = folder.resolve("versions");
    LivePolicy one = following().keepIn(archive).load();
    LivePolicy other = LivePolicy.file(file()).keepIn(archive).load();
    String first = one.policy().version();
    write(text(20));
    one.refresh();
    other.refresh();
    String second = one.policy().version();
    assertNotEquals(first, second);
    one.pin(first);
    other.refresh();
    assertEquals(first, other.policy().version());
    write(text(30));
    LivePolicy restarted = LivePolicy.file(file()).keepIn(archive).load();
    assertEquals(first, restarted.policy().version());
    assertEquals(Role.PINNED, restarted.versions().get(0).role());
    restarted.unpin();
    restarted.refresh();
    one.refresh();
    assertEquals(restarted.policy().version(), one.policy().version());
    assertNotEquals(first, one.policy().version());
    LivePolicy again = LivePolicy.file(file()).keepIn(archive).load();
    again.pin(second);
    assertEquals(second, again.policy().version());
  }

  @Test
  void a_folder_has_at_most_the_configured_number_of_archives_and_a_damaged_one_is_skipped()
      throws IOException {
    Path archive = folder.resolve("versions");
    LivePolicy live = following().keepIn(archive).keep(2).load();
    for (int points = 11; points <= 14; points++) {
      write(text(points));
      live.refresh();
    }
    List<Path> archives;
    try (Stream<Path> files = Files.list(archive)) {
      archives = files.sorted().toList();
    }
    assertEquals(2, archives.size(), archives.toString());
    Files.write(archives.get(0), new byte[] {'P', 'K', 3, 4, 1, 2});
    LivePolicy restarted = LivePolicy.file(file()).keepIn(archive).load();
    assertEquals(live.policy().version(), restarted.policy().version());
  }

  @Test
  void a_pin_of_an_unknown_version_is_reported_once_and_changes_nothing() throws IOException {
    Path archive = folder.resolve("versions");
    LivePolicy live = following().keepIn(archive).load();
    String before = live.policy().version();
    Files.writeString(archive.resolve("pin"), "sha256:" + "0".repeat(64));
    live.refresh();
    live.refresh();
    assertEquals(before, live.policy().version());
    assertInstanceOf(PolicyEvent.Refused.class, last());
    assertEquals(2, news.size());
    assertEquals(1, log.problems().size(), () -> "One line for one refusal: " + log.problems());
    assertTrue(
        log.problems().get(0).startsWith("ERROR policy refused, " + before + " stays: pin: "));
    assertThrows(
        PolicyException.class, () -> LivePolicy.file(file()).keepIn(archive).load());
  }

  @Test
  void a_listener_that_throws_harms_nothing_else() throws IOException {
    following();
    LivePolicy live = LivePolicy.file(file())
        .listener(said -> {
          throw new IllegalStateException("deaf");
        })
        .load();
    String before = live.policy().version();
    write(text(20));
    live.refresh();
    assertNotEquals(before, live.policy().version());
    assertEquals(2, log.problems().size(), "One line for each event that the listener failed on");
    for (String problem : log.problems()) {
      assertTrue(problem.startsWith("ERROR the listener failed on Loaded["), problem);
      assertTrue(problem.endsWith(": java.lang.IllegalStateException: deaf"), problem);
    }
  }
}
