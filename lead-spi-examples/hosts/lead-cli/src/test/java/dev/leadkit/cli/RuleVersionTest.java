// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.LivePolicy;
import dev.leadkit.policy.reload.PolicyArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each decision names the content hash of its policy; that policy can be loaded and decides the same again. */
class RuleVersionTest {

  private static final int POLICIES = 6;

  @TempDir
  Path folder;

  private void write(int points) throws IOException {
    Files.writeString(folder.resolve("free.txt"), "freemail.example\nfree" + points + ".example\n");
    Files.writeString(folder.resolve("policy.yaml"), """
        schema: lead-policy/1
        lists: { free: { file: free.txt, as: domain } }
        rules: [{ id: work, add: %d, when: { sender.domain: { notInList: free } } }]
        routes: [{ id: all, when: always, to: { queue: inbox-%d } }]
        """.formatted(points % 2, points % 2));
  }

  @Test
  void an_old_decision_is_made_again_by_the_policy_that_it_names() throws IOException {
    var store = new InMemoryStore();
    Path kept = folder.resolve("kept");
    write(0);
    LivePolicy live =
        LivePolicy.file(folder.resolve("policy.yaml")).keepIn(kept).load();
    var leads = new LinkedHashSet<LeadId>();
    try (LeadPipeline pipeline = LeadPipeline.builder()
        .policy(live)
        .store(store)
        .blobs(new InMemoryBlobs())
        .reader(new MimeReader(MimeLimits.standard()))
        .build()) {
      for (int i = 0; i < POLICIES; i++) {
        write(i);
        live.refresh();
        String mail = "From: Ada <ada@acme.example>\r\nMessage-ID: <" + i
            + "@acme.example>\r\nSubject: Enquiry " + i + "\r\n\r\nYour pricing, please.\r\n";
        leads.add(pipeline
            .accept(RawMessage.of(mail.getBytes(StandardCharsets.UTF_8)))
            .lead());
      }
    }
    PolicyArchive archive = PolicyArchive.existing(kept);
    var named = new LinkedHashSet<String>();
    for (LeadId id : leads) {
      Lead before = Lead.of(id);
      for (LeadEvent event : store.histories(List.of(id)).get(id)) {
        if (event.fact() instanceof Fact.Qualified decision) {
          named.add(decision.policy());
          Policy then = archive.policy(decision.policy());
          assertEquals(decision.policy(), then.version());
          assertEquals(
              decision,
              then.settle(before, List.of(), Instant.MAX).events().get(0).fact());
        }
        before = before.apply(event);
      }
    }
    assertEquals(POLICIES, named.size());
  }

  @Test
  void a_stored_policy_that_was_changed_is_not_used_for_the_version_it_names() throws IOException {
    Path kept = folder.resolve("kept");
    write(0);
    String first = LivePolicy.file(folder.resolve("policy.yaml"))
        .keepIn(kept)
        .load()
        .policy()
        .version();
    write(1);
    String second = LivePolicy.file(folder.resolve("policy.yaml"))
        .keepIn(kept)
        .load()
        .policy()
        .version();
    assertNotEquals(first, second);
    Path one = kept.resolve("000001-" + first.substring("sha256:".length()) + ".zip");
    Path two = kept.resolve("000002-" + second.substring("sha256:".length()) + ".zip");
    Files.copy(two, one, StandardCopyOption.REPLACE_EXISTING);
    PolicyArchive archive = PolicyArchive.existing(kept);
    assertEquals(second, archive.policy(second).version());
    String problem = assertThrows(PolicyException.class, () -> archive.policy(first))
        .problems()
        .get(0);
    assertEquals(
        first + ": its texts have the hash " + second + "; expected what was kept", problem);
  }
}
