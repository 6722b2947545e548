// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.files.FileBlobs;
import dev.leadkit.sqlite.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process that takes messages in, at random points, again and again, and then holds the history against what senders were told.
 * {@code -Dlead.kills=N} says how often; the seed of the run is in every message.
 */
class CrashProofTest {

  private static final int KILLS = Integer.getInteger("lead.kills", 12);

  /** After a kill the sender repeats this many messages that it may not have an answer for. */
  private static final int REPEATED = 8;

  private static final Pattern EFFECT =
      Pattern.compile("\"delivery_id\":\"(.*?)\".*\"external_id\":\"(.*?)\".*\"score\":(-?[0-9]+)");

  @TempDir
  Path folder;

  private final TreeMap<Integer, String> accepted = new TreeMap<>();

  @Test
  void
      whatever_was_accepted_is_in_the_history_once_and_in_the_crm_once_however_often_the_process_is_killed()
          throws Exception {
    long seed = Long.getLong("lead.seed", 20261123L);
    var random = new Random(seed);
    int next = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      runUntilKilled(next, random.nextInt(60), random.nextInt(2_000_000));
      next = accepted.isEmpty() ? 0 : Math.max(0, accepted.lastKey() + 1 - REPEATED);
    }
    runToTheEnd(next);
    assertTrue(
        accepted.size() > KILLS,
        "seed " + seed + ": the children did take messages in: " + accepted.size());
    check("seed " + seed + ", " + KILLS + " kills");
  }

  @Test
  void the_check_finds_a_sender_who_was_told_too_early() throws Exception {
    boolean found = false;
    for (int kill = 0; kill < 50 && !found; kill++) {
      int next = accepted.isEmpty() ? 0 : accepted.lastKey() + 1;
      runUntilKilled(next, 20 + kill, 0, CrashChild.EARLY);
      try (var store = SqliteStore.open(folder.resolve("leads.db"))) {
        found = !received(histories(store)).keySet().containsAll(accepted.values());
      }
    }
    assertTrue(found, "a promise that was made too early can be broken");
  }

  private void runUntilKilled(int first, int lines, int spins, String... mistakes)
      throws IOException, InterruptedException {
    Process child = start(first, 0, mistakes);
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        note(output.readLine());
      }
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait(); // somewhere between two lines
      }
      child
          .toHandle()
          .destroyForcibly(); // by its handle: the process itself would close the pipe with it
      // What was printed before the kill was promised, whether or not we had read it.
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        note(line);
      }
    }
    child.waitFor();
  }

  private void runToTheEnd(int first) throws IOException, InterruptedException {
    Process child = start(first, 50);
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        note(line);
      }
    }
    assertEquals(0, child.waitFor(), "the last child came to its end");
  }

  private void note(String line) {
    assertTrue(line != null && line.indexOf(' ') > 0, "a child ended or failed: " + line);
    int blank = line.indexOf(' ');
    if (line.length()
        == blank + 1 + CrashChild.mail(0).eventId().length()) { // a torn last line is no promise
      accepted.put(Integer.parseInt(line.substring(0, blank)), line.substring(blank + 1));
    }
  }

  private Process start(int first, int limit, String... mistakes) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(CrashChild.class.getName());
    command.add(folder.toString());
    command.add(Integer.toString(first));
    command.add(Integer.toString(limit));
    command.addAll(List.of(mistakes));
    return new ProcessBuilder(command)
        .redirectError(folder.resolve("stderr.txt").toFile())
        .start();
  }

  private static Map<LeadId, List<LeadEvent>> histories(SqliteStore store) {
    Map<LeadId, List<LeadEvent>> histories = new LinkedHashMap<>();
    long position = 0;
    for (var page = store.events(0, 500);
        !page.events().isEmpty();
        page = store.events(position, 500)) {
      position = page.position();
      for (LeadEvent event : page.events()) {
        histories.computeIfAbsent(event.lead(), lead -> new ArrayList<>()).add(event);
      }
    }
    return histories;
  }

  /** How often each message was received, by event id. */
  private static Map<String, Integer> received(Map<LeadId, List<LeadEvent>> histories) {
    Map<String, Integer> received = new HashMap<>();
    for (List<LeadEvent> history : histories.values()) {
      for (LeadEvent event : history) {
        if (event.fact() instanceof Fact.Received fact) {
          received.merge(fact.message().id(), 1, Integer::sum);
        }
      }
    }
    return received;
  }

  private void check(String run) throws IOException {
    Map<LeadId, List<LeadEvent>> histories;
    try (var store = SqliteStore.open(folder.resolve("leads.db"))) {
      assertNull(store.nextWake(), run + ": everything rests");
      histories = histories(store);
    }
    Map<String, Integer> received = received(histories);
    accepted.forEach((number, id) -> {
      assertEquals(CrashChild.mail(number).eventId(), id, run);
      assertEquals(1, received.getOrDefault(id, 0), run + ": message " + number);
    });
    received.forEach((id, times) -> assertEquals(1, times, run + ": " + id));
    checkCrm(histories, run);
    checkBlobs(histories, run);
  }

  /** Each lead stands in the CRM once, as it was last decided, and each delivery had its effect once. */
  private void checkCrm(Map<LeadId, List<LeadEvent>> histories, String run) throws IOException {
    Map<String, Integer> scores = new HashMap<>();
    Map<String, Integer> effects = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("crm.jsonl"), StandardCharsets.UTF_8)) {
      Matcher effect = EFFECT.matcher(line);
      assertTrue(effect.find(), run + ": " + line);
      effects.merge(effect.group(1), 1, Integer::sum);
      scores.put(effect.group(2), Integer.valueOf(effect.group(3)));
    }
    effects.forEach((delivery, times) -> assertEquals(1, times, run + ": " + delivery));
    assertEquals(histories.size(), scores.size(), run + ": each lead once");
    histories.forEach((id, history) -> {
      Lead lead = Lead.of(id, history);
      assertEquals(lead.messages().size(), scores.get(id.value()), run + ": " + id);
      assertEquals(Lead.Status.ASSIGNED, lead.status(), run + ": " + id);
    });
  }

  private void checkBlobs(Map<LeadId, List<LeadEvent>> histories, String run) throws IOException {
    try (var blobs = new FileBlobs(folder.resolve("blobs"))) {
      for (List<LeadEvent> history : histories.values()) {
        for (Message message : Lead.of(history.get(0).lead(), history).messages()) {
          try (var bytes = blobs.open(message.raw().sha256())) {
            assertTrue(bytes != null, run + ": the raw bytes of " + message.id());
            assertEquals(message.raw(), Blob.of(bytes.readAllBytes()), run);
          }
        }
      }
    }
  }
}
