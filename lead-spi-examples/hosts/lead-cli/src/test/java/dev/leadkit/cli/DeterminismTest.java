// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact.Qualified;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.json.LeadJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same mails give the same decisions, byte for byte, on every machine. */
class DeterminismTest {

  private static final String NOW = "2026-11-20T16:45:00Z";

  @TempDir
  Path folder;

  @Test
  void two_machines_with_different_defaults_decide_byte_for_byte_the_same() throws Exception {
    Path berlin = ingest("berlin", "de", "DE", "Europe/Berlin", "UTF-8");
    Path ankara = ingest("ankara", "tr", "TR", "Pacific/Auckland", "ISO-8859-9");
    Map<String, List<String>> one = decisions(berlin);
    Map<String, List<String>> other = decisions(ankara);
    assertTrue(one.size() >= 40, one.size() + " leads");
    assertEquals(one, other);
    assertEquals(shown("berlin"), shown("ankara"));
  }

  private Path ingest(String name, String language, String country, String zone, String charset)
      throws IOException, InterruptedException {
    Path data = folder.resolve(name);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.language=" + language);
    command.add("-Duser.country=" + country);
    command.add("-Duser.timezone=" + zone);
    command.add("-Dfile.encoding=" + charset);
    command.add("-cp");
    command.add(classPath());
    command.add(LeadCommand.class.getName());
    command.addAll(List.of("demo", "--data", data.toString(), "--now", NOW));
    Process child = new ProcessBuilder(command)
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .redirectError(folder.resolve(name + ".err").toFile())
        .start();
    assertEquals(0, child.waitFor(), () -> read(folder.resolve(name + ".err")));
    return data;
  }

  private static String classPath() {
    String tested = System.getProperty("surefire.test.class.path");
    String classPath = tested == null ? System.getProperty("java.class.path") : tested;
    return Objects.requireNonNull(classPath);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Table and sheet, without the folder and the times. */
  private String shown(String name) {
    return read(folder.resolve(name + ".out"))
        .replaceFirst("data in .*", "")
        .replaceFirst("made durable in .*", "");
  }

  private static Map<String, List<String>> decisions(Path data) {
    var decisions = new TreeMap<String, List<String>>();
    try (DataFolder dataFolder = DataFolder.existing(data)) {
      for (LeadId lead : dataFolder.leads()) {
        var json = new ArrayList<String>();
        for (LeadEvent event : dataFolder.history(lead)) {
          if (event.fact() instanceof Qualified decision) {
            json.add(new String(LeadJson.write(decision), StandardCharsets.UTF_8));
          }
        }
        decisions.put(lead.value(), json);
      }
    }
    return decisions;
  }
}
