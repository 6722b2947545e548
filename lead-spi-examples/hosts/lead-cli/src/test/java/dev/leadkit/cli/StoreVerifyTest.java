// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes to a data folder from outside the library are found, and do not stop the commands that can still work. */
class StoreVerifyTest {

  @TempDir
  Path folder;

  private Path data = Path.of("");
  private List<String> leads = List.of();

  @BeforeEach
  void twoLeads() throws IOException {
    data = folder.resolve("data");
    for (String name : List.of("ida", "olaf")) {
      Files.writeString(
          folder.resolve(name + ".eml"),
          "From: " + name + "@holm-logistics.example\nTo: sales@leadkit.example\n"
              + "Message-ID: <" + name + "@holm-logistics.example>\nSubject: A question\n\n"
              + "We would like to use SSO for all of our offices, says " + name + ".\n");
    }
    Called ingested = Called.lead(
        "ingest",
        folder.resolve("ida.eml").toString(),
        folder.resolve("olaf.eml").toString(),
        "--data",
        data.toString());
    assertEquals(0, ingested.code(), ingested.err());
    try (DataFolder dataFolder = DataFolder.existing(data)) {
      leads = dataFolder.leads().stream().map(Object::toString).toList();
    }
    assertEquals(2, leads.size());
  }

  private Called verify(String... options) {
    var arguments = new ArrayList<>(List.of("store", "verify", "--data", data.toString()));
    arguments.addAll(List.of(options));
    return Called.lead(arguments.toArray(String[]::new));
  }

  private void tamper(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("leads.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DROP TRIGGER event_log_is_never_changed");
      statement.executeUpdate("DROP TRIGGER event_log_is_never_shortened");
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private List<Path> blobs() throws IOException {
    try (var files = Files.walk(data.resolve("blobs"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void an_untouched_folder_is_intact_and_is_not_changed_by_verification() throws Exception {
    byte[] before = Files.readAllBytes(data.resolve("leads.db"));
    Called verified = verify();
    assertEquals(0, verified.code(), verified.err());
    assertTrue(verified.out().startsWith("2 leads, "), verified.out());
    assertTrue(verified.out().contains("2 blobs checked, no problem found"), verified.out());
    assertTrue(verify("--json").out().startsWith("{\"intact\":true,\"leads\":2,"));
    assertEquals(
        new String(before, StandardCharsets.ISO_8859_1),
        Files.readString(data.resolve("leads.db"), StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_changed_event_is_named_by_verify_and_by_explain() throws Exception {
    tamper("UPDATE event_log SET metadata = replace(metadata, 'SSO', 'SAP') WHERE seq = 1"
        + " AND entity_id = '" + leads.get(0) + "'");
    Called verified = verify();
    assertEquals(1, verified.code());
    assertTrue(
        verified.err().contains(leads.get(0) + ": event 1 (received) is not what was committed"),
        verified.err());
    Called explained = Called.lead("explain", leads.get(0), "--data", data.toString());
    assertEquals(1, explained.code());
    assertTrue(explained.err().contains("event 1 (received) is not what was committed"));
    assertEquals(
        0, Called.lead("explain", leads.get(1), "--data", data.toString()).code());
    Called json = verify("--json");
    assertEquals(1, json.code());
    assertTrue(json.out().contains("\"intact\":false"), json.out());
  }

  @Test
  void a_history_with_a_gap_is_named_by_explain_in_a_sentence() throws Exception {
    tamper("DELETE FROM event_log WHERE seq = 2 AND entity_id = '" + leads.get(0) + "'");
    Called explained = Called.lead("explain", leads.get(0), "--data", data.toString());
    assertEquals(1, explained.code());
    assertTrue(explained.err().contains(leads.get(0) + ": event 2 is missing"), explained.err());
    assertTrue(explained.err().contains("has gaps and cannot be explained"), explained.err());
    assertFalse(explained.err().contains("Exception"), explained.err());
  }

  @Test
  void a_changed_projection_is_named_by_verify_and_by_explain() throws Exception {
    tamper("UPDATE lead SET score = 99 WHERE id = '" + leads.get(1) + "'");
    Called verified = verify();
    assertEquals(1, verified.code());
    assertTrue(verified.err().contains("1 rows of table lead"), verified.err());
    assertTrue(verified.err().contains(leads.get(1)), verified.err());
    assertEquals(
        1, Called.lead("explain", leads.get(1), "--data", data.toString()).code());
    assertEquals(
        0, Called.lead("explain", leads.get(0), "--data", data.toString()).code());
  }

  @Test
  void a_history_that_cannot_be_read_is_named_and_the_others_are_read() throws Exception {
    tamper("UPDATE event_log SET metadata = '{}' WHERE seq = 1 AND entity_id = '" + leads.get(0)
        + "'");
    Called verified = verify();
    assertEquals(1, verified.code());
    assertTrue(verified.err().contains("event 1 of " + leads.get(0)), verified.err());
    Called reread = Called.lead("reread", "--data", data.toString());
    assertEquals(1, reread.code());
    assertTrue(reread.err().contains("event 1 of " + leads.get(0)), reread.err());
    assertTrue(reread.out().contains("1 mails read"), reread.out());
  }

  @Test
  void reread_reports_a_bad_blob_and_continues() throws Exception {
    byte[] kept = Files.readAllBytes(blobs().get(0));
    for (byte[] damaged :
        List.of(new byte[0], new byte[] {0, 'x'}, java.util.Arrays.copyOf(kept, kept.length / 2))) {
      Files.write(blobs().get(0), damaged);
      Called reread = Called.lead("reread", "--data", data.toString());
      assertEquals(1, reread.code(), reread.out());
      assertEquals(1, reread.complaints().size(), reread.err());
      assertTrue(reread.out().contains("1 mails read"), reread.out());
      assertTrue(reread.out().contains("1 unreadable"), reread.out());
      Called verified = verify();
      assertEquals(1, verified.code());
      assertTrue(verified.err().contains("is damaged"), verified.err());
    }
  }

  @Test
  void a_folder_that_cannot_be_written_can_be_explained_reread_and_verified() throws Exception {
    try (var files = Files.walk(data)) {
      for (Path file : files.toList()) {
        boolean isFolder = Files.isDirectory(file);
        Files.setPosixFilePermissions(
            file, PosixFilePermissions.fromString(isFolder ? "r-x------" : "r--------"));
      }
    }
    try {
      for (List<String> arguments : List.of(
          List.of("explain", leads.get(0), "--data", data.toString()),
          List.of("reread", "--data", data.toString()),
          List.of("store", "verify", "--data", data.toString()))) {
        Called called = Called.lead(arguments.toArray(String[]::new));
        assertEquals(0, called.code(), arguments + ": " + called.err());
      }
    } finally {
      try (var files = Files.walk(data)) {
        for (Path file : files.toList()) {
          if (Files.isDirectory(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
          }
        }
      }
    }
  }

  @Test
  void stored_files_are_readable_by_their_owner_only() throws Exception {
    try (var files = Files.walk(data)) {
      for (Path file : files.toList()) {
        var others = new ArrayList<>(Files.getPosixFilePermissions(file));
        others.removeIf(right -> right.name().startsWith("OWNER"));
        assertEquals(Set.of(), Set.copyOf(others), file.toString());
      }
    }
  }

  @Test
  void a_folder_without_leads_is_refused() {
    Called called = Called.lead("store", "verify", "--data", folder.toString());
    assertEquals(1, called.code());
    assertTrue(called.err().contains("leads.db is missing"), called.err());
  }
}
