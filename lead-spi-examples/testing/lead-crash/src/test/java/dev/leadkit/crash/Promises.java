// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.files.FileBlobs;
import dev.leadkit.files.FileConnector;
import dev.leadkit.pipeline.LeadPipeline;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicyArchive;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.LeadStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The receipts of senders, and the checks that a data folder keeps what they promise. */
final class Promises {

  private static final Pattern EFFECT =
      Pattern.compile("\"delivery_id\":\"(.*?)\".*\"external_id\":\"(.*?)\".*\"score\":(-?[0-9]+)");

  private static final Pattern ACCEPTED = Pattern.compile("(\\d+) (evt_[0-9a-f]{32})");
  private static final Pattern KEPT = Pattern.compile("\\d+ (sha256:[0-9a-f]{64})");

  /** The hashes of policies that were archived and pinned, in order. */
  private final List<String> policies = new ArrayList<>();

  /** The event ids of accepted messages by their numbers. */
  private final TreeMap<Integer, String> accepted = new TreeMap<>();

  /** Reads the lines that children wrote for their senders. The last one may be torn and then promises nothing. */
  static Promises read(Path folder) throws IOException {
    var promises = new Promises();
    Path memory = folder.resolve(CrashChild.ACCEPTED);
    if (Files.exists(memory)) {
      Files.readAllLines(memory, StandardCharsets.US_ASCII).forEach(promises::add);
    }
    return promises;
  }

  void add(String line) {
    Matcher message = ACCEPTED.matcher(line);
    Matcher policy = KEPT.matcher(line);
    if (message.matches()) {
      accepted.put(Integer.parseInt(message.group(1)), message.group(2));
    } else if (policy.matches()) {
      policies.add(policy.group(1));
    }
  }

  SortedMap<Integer, String> accepted() {
    return accepted;
  }

  /** The first message of a sender that repeats the last ones, for which it may not have a receipt. */
  int next(int repeated) {
    return accepted.isEmpty() ? 0 : Math.max(0, accepted.lastKey() + 1 - repeated);
  }

  /**
   * Checks what must hold at any moment: each accepted message is in one history once, its bytes are there, and each delivery that was
   * recorded has had its effect.
   */
  void checkDurable(Path folder, String run) throws IOException {
    Map<LeadId, List<LeadEvent>> histories;
    try (var store = CrashChild.store(folder)) {
      histories = histories(store);
    }
    checkReceived(histories, run);
    checkBlobs(folder, histories, run);
    checkPolicies(folder, run);
    Map<String, Integer> effects = effects(folder, run);
    for (List<LeadEvent> history : histories.values()) {
      for (LeadEvent event : history) {
        if (event.fact() instanceof Fact.Delivered delivered) {
          assertNotNull(
              effects.get(delivered.task()),
              run + ": " + delivered.task()
                  + " was recorded as delivered, and the CRM has no trace");
        }
      }
    }
    effects.forEach(
        (delivery, times) -> assertEquals(1, times, run + ": the effect of " + delivery));
  }

  /** Checks what must hold when all work is done: the CRM has each lead once, with its last decision. */
  void checkFinished(Path folder, String run) throws IOException {
    checkDurable(folder, run);
    Map<LeadId, List<LeadEvent>> histories;
    try (var store = CrashChild.store(folder)) {
      assertNull(store.nextWake(), run + ": no lead waits for anything");
      histories = histories(store);
    }
    Map<String, Integer> scores = scores(folder, run);
    assertEquals(histories.size(), scores.size(), run + ": the number of leads in the CRM");
    histories.forEach((id, history) -> {
      Lead lead = Lead.of(id, history);
      assertEquals(Lead.Status.ASSIGNED, lead.status(), run + ": " + id);
      assertEquals(
          lead.messages().size(),
          scores.get(id.value()),
          run + ": the CRM knows the last decision on " + id);
    });
  }

  /** Opens the folder after a crash and finishes all work. */
  static void finish(Path folder) throws IOException {
    try (LeadStore store = CrashChild.store(folder);
        var blobs = new FileBlobs(CrashChild.blobs(folder));
        LeadPipeline leads = CrashChild.pipeline(
                store, blobs, new FileConnector(CrashChild.crm(folder)))
            .start()) {
      while (leads.nextWake() != null) {
        Thread.onSpinWait();
      }
    }
  }

  static Map<LeadId, List<LeadEvent>> histories(LeadStore store) {
    Map<LeadId, List<LeadEvent>> histories = new LinkedHashMap<>();
    LeadStore.Page page = store.events(0, 500);
    while (!page.events().isEmpty()) {
      for (LeadEvent event : page.events()) {
        histories.computeIfAbsent(event.lead(), lead -> new ArrayList<>()).add(event);
      }
      page = store.events(page.position(), 500);
    }
    return histories;
  }

  private void checkReceived(Map<LeadId, List<LeadEvent>> histories, String run) {
    Map<String, Integer> received = new HashMap<>();
    for (List<LeadEvent> history : histories.values()) {
      for (LeadEvent event : history) {
        if (event.fact() instanceof Fact.Received fact) {
          received.merge(fact.message().id(), 1, Integer::sum);
        }
      }
    }
    accepted.forEach((number, id) -> {
      assertEquals(CrashChild.mail(number).eventId(), id, run);
      assertEquals(
          1, received.getOrDefault(id, 0), run + ": how often message " + number + " was received");
    });
    received.forEach((id, times) -> assertEquals(1, times, run + ": " + id));
  }

  private static void checkBlobs(Path folder, Map<LeadId, List<LeadEvent>> histories, String run)
      throws IOException {
    try (var blobs = new FileBlobs(CrashChild.blobs(folder))) {
      for (Map.Entry<LeadId, List<LeadEvent>> history : histories.entrySet()) {
        for (Message message : Lead.of(history.getKey(), history.getValue()).messages()) {
          checkBlob(blobs, message.raw(), run + ": the raw bytes of " + message.id());
          for (Attachment attachment : message.attachments()) {
            checkBlob(blobs, attachment.blob(), run + ": an attachment of " + message.id());
          }
        }
      }
    }
  }

  private static void checkBlob(BlobStore blobs, Blob blob, String what) throws IOException {
    try (var bytes = blobs.open(blob.sha256())) {
      assertNotNull(bytes, what);
      assertEquals(blob, Blob.of(bytes.readAllBytes()), what);
    }
  }

  /** Checks that every archived policy can be used and that one of them is pinned. */
  private void checkPolicies(Path folder, String run) throws IOException {
    if (policies.isEmpty()) {
      return;
    }
    try {
      PolicyArchive kept = PolicyArchive.existing(CrashChild.policies(folder));
      for (String hash : policies) {
        assertEquals(hash, kept.policy(hash).version(), run + ": a policy that was kept");
      }
      assertTrue(kept.has(kept.pin()), run + ": the policy that is pinned");
    } catch (PolicyException | IllegalArgumentException e) {
      throw new AssertionError(run + ": a policy that was kept", e);
    }
  }

  /** The number of effects of each delivery. */
  private static Map<String, Integer> effects(Path folder, String run) throws IOException {
    Map<String, Integer> effects = new HashMap<>();
    for (Matcher line : lines(folder, run)) {
      effects.merge(line.group(1), 1, Integer::sum);
    }
    return effects;
  }

  /** The last score of each lead in the CRM. */
  private static Map<String, Integer> scores(Path folder, String run) throws IOException {
    Map<String, Integer> scores = new HashMap<>();
    for (Matcher line : lines(folder, run)) {
      scores.put(line.group(2), Integer.valueOf(line.group(3)));
    }
    return scores;
  }

  private static List<Matcher> lines(Path folder, String run) throws IOException {
    var lines = new ArrayList<Matcher>();
    Path crm = CrashChild.crm(folder);
    String text = Files.exists(crm) ? Files.readString(crm, StandardCharsets.ISO_8859_1) : "";
    for (int from = 0, end; (end = text.indexOf('\n', from)) >= 0; from = end + 1) {
      Matcher line = EFFECT.matcher(text.substring(from, end));
      assertTrue(line.find(), run + ": a line of the CRM: " + text.substring(from, end));
      lines.add(line);
    }
    return lines;
  }
}
