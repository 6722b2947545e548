// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.architecture.PublicDocumentation.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicDocumentationTest {

  private static final String SOURCES = "src/main/java";

  /** Modules whose classes are no one's API. */
  private static final List<String> PROGRAMS = List.of("benchmarks", "lead-cli");

  private static List<Source> sources() throws IOException {
    var sources = new ArrayList<Source>();
    try (Stream<Path> poms = Files.walk(Project.ROOT, 4)) {
      for (Path pom : poms.filter(file -> file.endsWith("pom.xml")).sorted().toList()) {
        Path folder = pom.resolveSibling(SOURCES);
        if (Files.isDirectory(folder)
            && !PROGRAMS.contains(pom.getParent().getFileName().toString())) {
          try (Stream<Path> files = Files.walk(folder)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .sorted()
                .forEach(file -> sources.add(
                    new Source(folder.relativize(file).toString(), Project.read(file))));
          }
        }
      }
    }
    return sources;
  }

  @Test
  void every_public_element_has_a_documentation_comment() throws IOException {
    List<Source> sources = sources();
    assertTrue(sources.size() > 250, "found only " + sources.size() + " files");
    assertEquals(
        "",
        String.join("\n", PublicDocumentation.missing(sources)),
        "public elements without a comment that says what they promise");
  }

  @Test
  void an_element_without_a_comment_is_found_wherever_it_is() throws IOException {
    var planted = new Source("planted/Planted.java", """
        package planted;
        public class Planted {
          public static final int LIMIT = 1;
          public Planted() {}
          public Planted(int size) {}
          protected void shut() {}
          void hidden() {}
          /** Said. */
          public void said() {}
          @Override public String toString() { return ""; }
          /** Said. */
          public interface Port { void open(); }
          /** Said. */
          public record Value(int size) { public Value {} public int twice() { return 2 * size; } }
          /** Said. */
          public enum Kind { ONE; public int number() { return 1; } }
          static class Inner { public void notOpen() {} }
        }
        """);
    assertEquals(
        List.of(
            "planted.Planted",
            "planted.Planted.LIMIT",
            "planted.Planted.new",
            "planted.Planted.shut",
            "planted.Planted.Port.open",
            "planted.Planted.Value.twice",
            "planted.Planted.Kind.number"),
        PublicDocumentation.missing(List.of(planted)));
  }
}
