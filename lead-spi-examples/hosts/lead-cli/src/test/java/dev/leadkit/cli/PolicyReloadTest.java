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
import dev.leadkit.policy.reload.PolicyArchive;
import dev.leadkit.policy.reload.PolicyCheck;
import dev.leadkit.policy.reload.PolicyEvent;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.policy.reload.PolicyVersion;
import dev.leadkit.policy.reload.PolicyVersion.Role;
import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.spi.PolicyOrigin.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A policy that follows an origin whose states have names, alone and beside others that share a folder. */
class PolicyReloadTest {

  @TempDir
  Path folder;

  /** What an origin says: a text under the name of a revision. */
  private static final class Origin implements PolicyOrigin {
    String text = text(10);
    String revision = "r1";
    int looks;

    @Override
    public Snapshot snapshot() {
      looks++;
      String now = text;
      return new Snapshot("policy.yaml", revision, name -> now);
    }

    void say(String newRevision, String newText) {
      revision = newRevision;
      text = newText;
    }
  }

  private final List<PolicyEvent> news = new ArrayList<>();
  private final Origin origin = new Origin();

  private static String text(int points) {
    return """
        schema: lead-policy/1
        rules: [{ id: any, add: %d, when: always }]
        routes: [{ id: all, when: always, to: { queue: inbox } }]
        """.formatted(points);
  }

  private LivePolicy.Builder following() {
    return LivePolicy.of(origin).listener(news::add);
  }

  private PolicyEvent last() {
    return news.get(news.size() - 1);
  }

  private static List<String> revisions(LivePolicy live) {
    return live.versions().stream().map(PolicyVersion::revision).toList();
  }

  private static void elsewhere(Executable call) throws InterruptedException {
    Thread other = new Thread(() -> {
      try {
        call.execute();
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    });
    other.start();
    other.join();
  }

  @Test
  void every_call_leaves_the_policy_free_for_other_threads() throws Throwable {
    LivePolicy live = following().load();
    String first = live.policy().version();
    PolicyCheck passes = (policy, settings) -> List.of();
    int points = 20;
    List<Executable> calls = List.of(
        () -> live.require(passes),
        () -> live.release(passes),
        live::versions,
        live::refresh,
        () -> live.pin(first),
        live::unpin,
        () -> assertThrows(IllegalArgumentException.class, () -> live.pin("sha256:0000")));
    for (Executable call : calls) {
      call.execute();
      int before = news.size();
      points += 10;
      origin.say("", text(points));
      elsewhere(live::refresh);
      assertTrue(news.size() > before, "another thread looked and saw the change to " + points);
    }
  }

  @Test
  void a_new_name_of_the_same_texts_is_remembered_but_not_reported() {
    LivePolicy live = following().load();
    origin.say("r2", text(10));
    live.refresh();
    assertEquals(List.of("r2"), revisions(live));
    assertEquals(1, news.size());
    origin.say("r3", "# a comment\n" + text(10));
    live.refresh();
    assertEquals(List.of("r3"), revisions(live), "another comment is the same policy");
    assertEquals(1, news.size());
    origin.say("r4", text(20));
    live.refresh();
    assertEquals(List.of("r4", "r3"), revisions(live));
    origin.say("r5", text(20));
    live.refresh();
    origin.say("r6", text(30));
    live.refresh();
    assertEquals(List.of("r6", "r5", "r3"), revisions(live), "the last name is kept");
  }

  @Test
  void the_revision_of_a_pinned_policy_stays_the_one_that_it_had() {
    LivePolicy live = following().load();
    live.pin(live.policy().version());
    origin.say("r2", text(10));
    live.refresh();
    assertEquals(List.of("r1"), revisions(live));
  }

  @Test
  void a_revision_that_was_read_is_not_read_again() {
    LivePolicy live = following().load();
    Policy before = live.policy();
    origin.say("r1", text(99));
    live.refresh();
    assertSame(before, live.policy(), "the name of a state stands for its content");
    origin.say("", text(99));
    live.refresh();
    assertNotEquals(before.version(), live.policy().version(), "without a name, content counts");
  }

  @Test
  void after_a_refusal_another_comment_is_a_recovery() {
    LivePolicy live = following().load();
    origin.say("r2", "nonsense");
    live.refresh();
    origin.say("r3", "# a comment\n" + text(10));
    live.refresh();
    assertEquals(new PolicyEvent.Recovered(live.policy().version()), last());
    assertEquals(3, news.size());
  }

  @Test
  void unpinning_and_pinning_are_told() {
    LivePolicy live = following().load();
    String hash = live.policy().version();
    live.pin(hash);
    live.unpin();
    live.unpin();
    assertEquals(
        List.of(
            new PolicyEvent.Loaded(hash, "r1", ""),
            new PolicyEvent.Pinned(hash),
            new PolicyEvent.Unpinned(hash)),
        news);
  }

  @Test
  void a_start_with_a_pin_says_so() {
    LivePolicy live = LivePolicy.of(origin).keepIn(folder).load();
    live.pin(live.policy().version());
    following().keepIn(folder).load();
    assertEquals(
        List.of(
            new PolicyEvent.Loaded(live.policy().version(), "r1", ""),
            new PolicyEvent.Pinned(live.policy().version())),
        news);
  }

  /** Two hosts of one folder, each with an origin of its own. */
  @Test
  void a_host_can_pin_and_follow_what_only_another_has_read() {
    LivePolicy one = following().keepIn(folder).load();
    var others = new Origin();
    others.say("o1", text(50));
    LivePolicy other = LivePolicy.of(others).keepIn(folder).load();
    String first = one.policy().version();
    String second = other.policy().version();
    one.pin(second);
    assertEquals(second, one.policy().version(), "read by the other host alone");
    others.say("o2", text(60));
    other.unpin();
    other.refresh();
    String third = other.policy().version();
    other.pin(third);
    one.refresh();
    assertEquals(third, one.policy().version(), "a pin is followed to a version not known yet");
    int told = news.size();
    one.refresh();
    assertEquals(told, news.size(), "a pin that stays is not reported");
    other.pin(first);
    one.refresh();
    assertEquals(first, one.policy().version(), "a pin is followed to another");
    assertEquals(new PolicyEvent.Pinned(first), last());
    other.unpin();
    one.refresh();
    assertTrue(news.contains(new PolicyEvent.Unpinned(first)));
  }

  @Test
  void a_pin_that_cannot_be_followed_is_told_once() throws IOException {
    LivePolicy live = following().keepIn(folder).load();
    String first = live.policy().version();
    origin.say("r2", text(20));
    live.refresh();
    String second = live.policy().version();
    live.require((policy, settings) ->
        policy.version().equals(first) ? List.of("the first is not wanted any more") : List.of());
    PolicyArchive.existing(folder).pin(first);
    live.refresh();
    live.refresh();
    assertEquals(second, live.policy().version());
    assertEquals(
        new PolicyEvent.Refused(List.of("the first is not wanted any more"), "", second), last());
    assertEquals(3, news.size(), news.toString());
    Files.delete(folder.resolve("pin"));
    Files.createDirectory(folder.resolve("pin"));
    live.refresh();
    live.refresh();
    var refused = assertInstanceOf(PolicyEvent.Refused.class, last());
    assertTrue(
        refused.problems().get(0).startsWith("the pin cannot be read: "), refused.toString());
    assertEquals(4, news.size(), news.toString());
  }

  @Test
  void a_policy_that_keeps_changing_while_it_is_read_is_refused_at_the_start() {
    var busy = new PolicyOrigin() {
      int looks;
      int calm = Integer.MAX_VALUE;

      @Override
      public Snapshot snapshot() {
        String text = text(Math.min(++looks, calm));
        return new Snapshot("policy.yaml", "", name -> text);
      }
    };
    assertEquals(
        List.of("the policy changes whenever it is read; expected it to stay for a moment"),
        assertThrows(PolicyException.class, () -> LivePolicy.of(busy).load()).problems());
    assertEquals(10, busy.looks, "five attempts of two looks each");
    busy.looks = 0;
    busy.calm = 9;
    assertEquals("", LivePolicy.of(busy).load().versions().get(0).revision());
  }

  @Test
  void versions_beyond_the_number_are_forgotten_but_for_the_pinned_one() {
    LivePolicy live = following().keep(2).load();
    String first = live.policy().version();
    origin.say("r2", text(20));
    live.refresh();
    live.pin(first);
    assertEquals(2, live.versions().size());
    assertThrows(IllegalArgumentException.class, () -> following().keep(0));
    LivePolicy one = following().keep(1).load();
    assertEquals(1, one.versions().size());
  }

  @Test
  void of_many_problems_twenty_are_logged() {
    try (CapturedLog log = CapturedLog.of("dev.leadkit.policy")) {
      LivePolicy live = following().load();
      for (int problems : new int[] {20, 21}) {
        String rules = IntStream.range(0, problems)
            .mapToObj(i -> "{ id: r" + i + ", add: ten, when: always }")
            .collect(Collectors.joining(", "));
        origin.say("bad" + problems, text(10).replaceAll("rules: .*", "rules: [" + rules + "]"));
        live.refresh();
      }
      String stays = ", " + live.policy().version() + " stays: ";
      List<String> logged = log.problems();
      assertEquals(2, logged.size());
      assertTrue(logged.get(0).startsWith("ERROR policy refused of bad20" + stays));
      assertEquals(20, logged.get(0).split("; expected a whole number", -1).length - 1);
      assertTrue(logged.get(0).endsWith("; expected a whole number"), logged.get(0));
      assertEquals(20, logged.get(1).split("; expected a whole number", -1).length - 1);
      assertTrue(logged.get(1).endsWith("; and 1 more"), logged.get(1));
    }
  }

  @Test
  void a_policy_that_is_kept_once_can_be_read_again() throws IOException {
    PolicyArchive policies = PolicyArchive.in(folder);
    Policy kept = policies.keep(origin.snapshot());
    assertTrue(policies.has(kept.version()));
    assertEquals(
        kept.version(), policies.policy(kept.version().substring(0, 15)).version());
    policies.keep(new Snapshot("policy.yaml", "later", name -> "# again\n" + text(10)));
    assertEquals(
        List.of(new PolicyVersion(kept.version(), "r1", Role.CURRENT)),
        policies.versions(),
        "the same policy is kept as it was");
    assertThrows(
        PolicyException.class,
        () -> policies.keep(new Snapshot("policy.yaml", "", name -> "nonsense")));
    policies.keep(new Snapshot("policy.yaml", "r2", name -> text(20)));
    assertEquals(2, policies.versions().size());
  }

  @Test
  void an_archive_with_other_texts_than_its_name_says_is_not_used() throws IOException {
    PolicyArchive policies = PolicyArchive.in(folder);
    String hash = policies.keep(origin.snapshot()).version();
    String other = "sha256:" + "0".repeat(64);
    try (Stream<Path> files = Files.list(folder)) {
      Path archive = files.findFirst().orElseThrow();
      Files.move(archive, folder.resolve("000001-" + "0".repeat(64) + ".zip"));
    }
    assertEquals(
        List.of(other + ": its texts have the hash " + hash + "; expected what was kept"),
        assertThrows(PolicyException.class, () -> policies.policy(other)).problems());
  }

  @Test
  void a_source_of_one_policy_never_changes_and_one_of_a_file_follows_it() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), text(10));
    LivePolicy live = PolicySource.file(file);
    Policy first = live.policy();
    PolicySource fixed = PolicySource.of(first);
    Files.writeString(file, text(20));
    live.refresh();
    fixed.refresh();
    fixed.require((policy, settings) -> List.of("no"));
    assertSame(first, fixed.policy());
    assertNotEquals(first.version(), live.policy().version());
  }
}
