// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.files.FileBlobs;
import dev.leadkit.integrity.StoreVerification;
import dev.leadkit.integrity.StoreVerifier;
import dev.leadkit.json.LeadJson;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyArchive;
import dev.leadkit.sqlite.SqliteStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that an earlier version of the code wrote can still be used and has the same meaning. */
class StoredDataTest {

  private static final String NAME = "data-1";

  @TempDir
  Path folder;

  private Path data = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    data = folder.resolve("data");
    try (InputStream packed = getClass().getResourceAsStream("data/" + NAME + ".zip")) {
      assertNotNull(packed);
      var zip = new ZipInputStream(packed);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = data.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  private Called lead(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return Called.lead(all.toArray(String[]::new));
  }

  @Test
  void every_lead_is_what_it_was() throws IOException {
    var found = new ArrayList<String>();
    try (var store = SqliteStore.open(data.resolve("leads.db"))) {
      for (LeadId id : store.leads(0, 1_000).leads()) {
        List<LeadEvent> history = store.histories(List.of(id)).getOrDefault(id, List.of());
        found.add(line(Lead.of(id, history)));
        history.forEach(event -> found.add("  " + event.seq() + " " + event.at() + " "
            + LeadJson.type(event.fact()) + detail(event.fact())));
      }
    }
    Path written = Files.write(
        Files.createDirectories(Path.of("target", "pinned")).resolve(NAME + ".txt"), found);
    String golden;
    try (InputStream in = getClass().getResourceAsStream("data/" + NAME + ".txt")) {
      golden = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(
        golden.lines().toList(),
        found,
        "what was stored means something else today. If that is deliberate, which is allowed until"
            + " 0.1.0, describe it in CHANGELOG.md and replace the golden file by " + written);
  }

  private static String line(Lead lead) {
    Fact.Qualified decision = lead.decision();
    return lead.id() + " " + lead.status() + " " + lead.revision() + " "
        + (decision == null
            ? "undecided"
            : decision.score().value() + " " + decision.assignment().route() + " "
                + decision.assignment().queue() + " " + decision.policy());
  }

  /** The ids that other systems know. */
  private static String detail(Fact fact) {
    if (fact instanceof Fact.Received received) {
      return " " + received.message().id() + " " + received.keys().get(1).value();
    }
    if (fact instanceof Fact.Delivered delivered) {
      return " " + delivered.task();
    }
    return fact instanceof Fact.Enriched enriched ? " " + enriched.task() : "";
  }

  @Test
  void nothing_in_it_is_damaged() {
    try (var store = SqliteStore.openReadOnly(data.resolve("leads.db"));
        var blobs = FileBlobs.openReadOnly(data.resolve("blobs"))) {
      StoreVerification verified = new StoreVerifier(store, blobs).verify();
      assertEquals(List.of(), verified.problems());
      assertEquals(46, verified.leads());
      assertEquals(56, verified.blobs());
    }
    Called called = lead("store", "verify");
    assertEquals(0, called.code(), called.err());
    assertTrue(called.out().contains("no problem found"), called.out());
  }

  @Test
  void the_command_lists_and_explains_the_leads() {
    Called listed = lead("list", "--json", "--limit", "0");
    assertEquals(0, listed.code(), listed.err());
    assertEquals(46, listed.lines().size(), listed.out());
    for (int i = 0; i < 46; i += 9) {
      String line = listed.lines().get(i);
      String id = line.replaceAll(".*\"lead\":\"(lead_[0-9a-f]{32})\".*", "$1");
      Called explained = lead("explain", id);
      assertEquals(0, explained.code(), id + ": " + explained.err());
      assertTrue(explained.out().contains("score"), explained.out());
    }
  }

  /** Stored keys recognise the same mails after an upgrade, so that none is accepted twice. */
  @Test
  void the_same_mails_are_duplicates_and_nothing_is_delivered_again() throws IOException {
    List<String> before = Files.readAllLines(data.resolve("crm.jsonl"));
    Path mails = Files.createDirectories(folder.resolve("mails"));
    try (var store = SqliteStore.openReadOnly(data.resolve("leads.db"));
        var blobs = FileBlobs.openReadOnly(data.resolve("blobs"))) {
      for (LeadEvent event : store.events(0, 1_000).events()) {
        Blob raw = event.fact() instanceof Fact.Received received
            ? received.message().raw()
            : event.fact() instanceof Fact.Duplicated copy ? copy.raw() : Blob.NONE;
        if (!raw.sha256().isEmpty()) {
          try (InputStream bytes = blobs.open(raw.sha256())) {
            assertNotNull(bytes);
            Files.copy(bytes, mails.resolve(event.lead() + "-" + event.seq() + ".eml"));
          }
        }
      }
    }
    Called again = lead("ingest", mails.toString());
    assertEquals(0, again.code(), again.err());
    assertEquals(50, again.balance("duplicates"), again.out());
    assertEquals(0, again.balance("leads"), again.out());
    assertEquals(before, Files.readAllLines(data.resolve("crm.jsonl")));
  }

  @Test
  void every_decision_is_the_same_under_the_policy_that_made_it() throws IOException {
    try (var store = SqliteStore.openReadOnly(data.resolve("leads.db"))) {
      var policies = new HashMap<String, Policy>();
      PolicyArchive kept = PolicyArchive.existing(data.resolve("policies"));
      for (LeadId id : store.leads(0, 1_000).leads()) {
        Lead lead = Lead.of(id);
        for (LeadEvent event : store.histories(List.of(id)).getOrDefault(id, List.of())) {
          if (event.fact() instanceof Fact.Qualified decision) {
            String version = decision.policy();
            Policy policy = policies.get(version);
            if (policy == null) {
              policy = kept.policy(version);
              policies.put(version, policy);
            }
            assertEquals(decision, policy.qualify(lead), id + ", event " + event.seq());
          }
          lead = lead.apply(event);
        }
      }
    }
  }

  @Test
  void leads_can_be_decided_again_and_nothing_changes() {
    Called reopened = lead("reopen", "--all");
    assertEquals(0, reopened.code(), reopened.err());
    assertTrue(reopened.out().startsWith("0 leads would be decided again"), reopened.out());
  }

  @Test
  void every_mail_is_read_again() {
    Called reread = lead("reread", "--json");
    assertTrue(reread.out().contains("\"read\":"), reread.out() + reread.err());
    assertTrue(reread.out().contains("\"failed\":0"), reread.out());
  }
}
