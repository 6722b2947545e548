// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Pinned;
import dev.leadkit.Task;
import dev.leadkit.policy.Retry;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What decisions remember of a policy, and what a folder of kept policies looks like. */
class PinnedPolicyTest {

  private static final String POLICY = """
      schema: lead-policy/1
      x-note: "caf\u00e9"
      enrichers: [companies]
      patience: 30s
      retry: { attempts: 3, factor: 1.5 }
      scorer: { kind: nothing, base: 0x10, on: yes, empty: , list: [1, 2.50, true, "true"] }
      """;

  @Test
  void the_version_of_a_policy_and_the_names_of_its_findings_are_those_of_before()
      throws IOException {
    var pinned = new Pinned("policy.txt")
        .add("version", Settings.yaml("policy.yaml", POLICY).fingerprint())
        .add("version of nothing", Settings.yaml("policy.yaml", "").fingerprint())
        .add(
            "version of values",
            Settings.of("values", Map.of("text", "a", "number", 1, "flag", true))
                .fingerprint())
        .add("name of the task of a flag", Task.EvaluateFlag.nameOf("new-pricing"))
        .add("name of the task of a line", Task.DrawTicket.nameOf("sdr"));
    for (int failures = 1; failures <= 8; failures++) {
      pinned.add(
          "pause after failure " + failures,
          Retry.STANDARD.pause("dlv_0123456789abcdef0123456789abcdef", failures, null));
    }
    pinned
        .add("pause that was asked for", Retry.STANDARD.pause("dlv_0", 1, Duration.ofHours(1)))
        .check();
  }

  @Test
  void a_kept_policy_is_the_archive_that_it_was_before(@TempDir Path folder) throws IOException {
    var files = new LinkedHashMap<String, String>();
    files.put("lists/free.txt", "freemail.example\n");
    files.put("policy.yaml", POLICY);
    var texts = new PolicySnapshot("policy.yaml", files, Map.of());
    var archive = PolicyArchive.in(folder);
    archive.save(new StoredPolicy("sha256:" + "0a".repeat(32), "r1", texts), 3, List.of());
    archive.hold("sha256:" + "0a".repeat(32));
    var pinned = new Pinned("archive.txt");
    try (Stream<Path> kept = Files.list(folder)) {
      for (Path file : kept.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".zip")) {
          pinned.add("archive", name);
          entries(file).forEach((entry, text) -> pinned.add("entry " + entry, quoted(text)));
        } else {
          pinned.add("pin", quoted(Files.readString(file)));
        }
      }
    }
    pinned.check();
    assertEquals(
        POLICY, archive.load("sha256:" + "0a".repeat(32)).texts().files().get("policy.yaml"));
  }

  private static String quoted(String text) {
    return text.replace("\n", "\\n");
  }

  private static Map<String, String> entries(Path archive) throws IOException {
    var entries = new LinkedHashMap<String, String>();
    try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }
}
