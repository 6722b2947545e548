// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of this module point one way: each may use only those below it, in code and in documentation comments. */
class PackagesTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/leadkit/mime");

  /** Each package with the packages that it may use. The one on top, {@code dev.leadkit.mime}, may use all of them. */
  private static final Map<String, List<String>> BELOW = Map.of(
      "scan", List.of(),
      "encoding", List.of("scan"),
      "header", List.of("scan", "encoding"),
      "structure", List.of("scan", "encoding", "header"),
      "html", List.of("scan"),
      "text", List.of("scan", "encoding", "header", "structure", "html"));

  private static final Pattern OURS =
      Pattern.compile("dev\\.leadkit\\.mime\\.(?:([a-z]+)\\.)?([A-Z]\\w*)");

  private static List<String> violations(String packageName, String source) {
    var violations = new ArrayList<String>();
    Matcher use = OURS.matcher(source);
    while (use.find()) {
      String used = use.group(1) == null ? "" : use.group(1);
      if (!used.equals(packageName) && !BELOW.get(packageName).contains(used)) {
        violations.add(packageName + " uses " + use.group());
      }
    }
    return violations;
  }

  @Test
  void no_package_uses_one_above_it() throws IOException {
    var violations = new ArrayList<String>();
    int files = 0;
    for (String packageName : BELOW.keySet()) {
      try (Stream<Path> sources = Files.list(SOURCES.resolve(packageName))) {
        for (Path source : sources.toList()) {
          violations.addAll(violations(packageName, read(source)));
          files++;
        }
      }
    }
    assertTrue(files > 60, "found only " + files + " source files");
    assertEquals(List.of(), violations, "see package-info.java of dev.leadkit.mime");
  }

  @Test
  void every_package_is_in_the_order() throws IOException {
    try (Stream<Path> folders = Files.list(SOURCES)) {
      assertEquals(
          new TreeSet<>(BELOW.keySet()),
          new TreeSet<>(folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .toList()),
          "a new package needs its place in the order of packages");
    }
  }

  @Test
  void a_use_of_a_package_above_is_found() {
    assertEquals(
        List.of(
            "header uses dev.leadkit.mime.text.PartText",
            "header uses dev.leadkit.mime.MimeLimits"),
        violations("header", """
            import dev.leadkit.mime.encoding.Charsets;
            import dev.leadkit.mime.text.PartText;
            /** See {@link dev.leadkit.mime.MimeLimits}. */
            """));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
