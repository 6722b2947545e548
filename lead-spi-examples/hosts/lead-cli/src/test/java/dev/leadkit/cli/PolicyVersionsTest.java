// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.reload.LivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator returns to an earlier policy from outside the process. */
class PolicyVersionsTest {

  @TempDir
  Path folder;

  private LivePolicy live;
  private String first;
  private String second;

  private void write(int points) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), """
        schema: lead-policy/1
        rules: [{ id: any, add: %d, when: always }]
        routes: [{ id: all, when: always, to: { queue: inbox } }]
        """.formatted(points));
  }

  private String kept() {
    return folder.resolve("kept").toString();
  }

  private void host() throws IOException {
    write(1);
    live = LivePolicy.file(folder.resolve("policy.yaml"))
        .keepIn(folder.resolve("kept"))
        .load();
    first = live.policy().version();
    write(2);
    live.refresh();
    second = live.policy().version();
  }

  @Test
  void a_host_follows_the_pin_that_a_command_sets_and_takes_away() throws IOException {
    host();
    assertEquals(
        List.of(second + "  current", first + "  kept"),
        Called.lead("policy", "versions", kept()).lines());
    String digits = first.substring("sha256:".length(), "sha256:".length() + 10);
    assertEquals(
        List.of("pinned: " + first),
        Called.lead("policy", "pin", kept(), digits).lines());
    assertEquals(
        List.of(second + "  kept", first + "  pinned"),
        Called.lead("policy", "versions", kept()).lines());
    live.refresh();
    assertEquals(first, live.policy().version());
    assertEquals(List.of("not pinned"), Called.lead("policy", "unpin", kept()).lines());
    live.refresh();
    assertEquals(second, live.policy().version());
  }

  @Test
  void an_unknown_version_cannot_be_pinned() throws IOException {
    host();
    Called unknown = Called.lead("policy", "pin", kept(), "0000");
    assertEquals(1, unknown.code());
    assertTrue(unknown.err().contains("no version that is kept begins with '0000'"), unknown.err());
    Called nowhere = Called.lead("policy", "versions", folder.resolve("nowhere").toString());
    assertEquals(1, nowhere.code());
    assertTrue(nowhere.err().contains("there is no such folder"), nowhere.err());
  }
}
