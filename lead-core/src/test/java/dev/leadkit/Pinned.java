// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Values that are stored or sent to others, and that an upgrade must therefore not change unnoticed: ids, keys, hashes, JSON.
 *
 * <p>A golden file under {@code dev/leadkit/pinned} has one line {@code name = value} for each; lines that begin with {@code #} are
 * comments. After a deliberate change, which is allowed until 0.1.0 and needs an entry in the changelog, copy what the failing test wrote to
 * {@code target/pinned}.
 */
public final class Pinned {

  private static final String SEPARATOR = " = ";

  private final String file;
  private final Map<String, String> values = new LinkedHashMap<>();

  /** @param file the name of the golden file */
  public Pinned(String file) {
    this.file = file;
  }

  /** Takes in a value as it is computed today. */
  public Pinned add(String name, Object value) {
    String text = String.valueOf(value);
    if (text.indexOf('\n') >= 0 || name.contains(SEPARATOR) || values.put(name, text) != null) {
      throw new IllegalArgumentException(name + ": expected a name of its own and one line");
    }
    return this;
  }

  /** The same for bytes that are text in UTF-8. */
  public Pinned add(String name, byte[] value) {
    return add(name, new String(value, StandardCharsets.UTF_8));
  }

  /** Fails unless the values are those of the golden file, all of them and no others. */
  public void check() throws IOException {
    Map<String, String> golden = golden();
    var differences = new ArrayList<String>();
    var names = new TreeSet<>(golden.keySet());
    names.addAll(values.keySet());
    for (String name : names) {
      String pinned = golden.getOrDefault(name, "(nothing)");
      String today = values.getOrDefault(name, "(nothing)");
      if (!pinned.equals(today)) {
        differences.add(name + "\n    pinned: " + pinned + "\n    today:  " + today);
      }
    }
    if (!differences.isEmpty()) {
      Path written = write();
      fail("pinned/" + file + ": these values are stored or sent, and code of today would no longer"
          + " recognise what was written before. If the change is deliberate, which is allowed until"
          + " 0.1.0, describe it in CHANGELOG.md and replace the golden file by " + written + "\n  "
          + String.join("\n  ", differences));
    }
  }

  private Map<String, String> golden() throws IOException {
    var golden = new LinkedHashMap<String, String>();
    try (InputStream in = Pinned.class.getResourceAsStream("pinned/" + file)) {
      if (in != null) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (String line : text.split("\n")) {
          int end = line.indexOf(SEPARATOR);
          if (!line.startsWith("#") && end > 0) {
            golden.put(line.substring(0, end), line.substring(end + SEPARATOR.length()));
          }
        }
      }
    }
    return golden;
  }

  private Path write() throws IOException {
    List<String> lines = values.entrySet().stream()
        .map(value -> value.getKey() + SEPARATOR + value.getValue())
        .toList();
    Path written = Path.of("target", "pinned", file);
    Files.createDirectories(written.getParent());
    return Files.write(written, lines);
  }
}
