// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process that accepts messages at random moments, and compares the history with the receipts of the senders.
 * {@code -Dlead.kills=N} sets the number of kills, {@code -Dlead.seed=N} the seed, which every failure names.
 */
class CrashProofTest {

  private static final int KILLS = Integer.getInteger("lead.kills", 8);

  /** After a kill the sender repeats this number of messages, for which it may not have a receipt. */
  private static final int REPEATED = 8;

  @TempDir
  Path folder;

  @Test
  void
      an_accepted_message_is_in_the_history_and_in_the_crm_once_however_often_the_process_is_killed()
          throws Exception {
    long seed = Long.getLong("lead.seed", 20261123L);
    var random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      runUntilKilled(random.nextInt(60), random.nextInt(2_000_000), Fault.NONE);
    }
    Path data = folder.resolve("data");
    int first = Promises.read(data).next(REPEATED);
    assertEquals(
        0,
        Children.run(data, first, 50, Fault.NONE, KillPoint.NONE, Map.of()),
        "the last child ends by itself");
    Promises promises = Promises.read(data);
    assertTrue(promises.accepted().size() > KILLS, "the children accepted messages");
    promises.checkFinished(data, "seed " + seed + ", " + KILLS + " kills");
  }

  @Test
  void the_check_finds_a_receipt_that_was_sent_too_early() throws Exception {
    boolean found = false;
    for (int kill = 0; kill < 50 && !found; kill++) {
      runUntilKilled(20 + kill, 0, Fault.EARLY_ANSWER);
      found = isBroken(folder.resolve("data"));
    }
    assertTrue(found, "an answer before the commit must be found");
  }

  private static boolean isBroken(Path data) throws IOException {
    try {
      Promises.read(data).checkDurable(data, "early answers");
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  @Test
  void the_check_needs_the_history() {
    var promises = new Promises();
    promises.add("0 " + CrashChild.mail(0).eventId());
    Path empty = folder.resolve("empty");
    assertThrows(
        AssertionError.class,
        () -> promises.checkDurable(java.nio.file.Files.createDirectories(empty), "nothing kept"),
        "a message that is nowhere must be missed");
  }

  private void runUntilKilled(int lines, int spins, Fault fault)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    int first = Promises.read(data).next(fault == Fault.NONE ? REPEATED : 0);
    Process child = Children.start(data, first, 0, fault, KillPoint.NONE, Map.of());
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        assertNotNull(output.readLine(), "a child ended before it was killed");
      }
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait(); // somewhere between two lines
      }
      // Through its handle, because Process.destroy closes the pipe as well.
      child.toHandle().destroyForcibly();
      output.lines().forEach(line -> {});
    }
    child.waitFor();
  }
}
