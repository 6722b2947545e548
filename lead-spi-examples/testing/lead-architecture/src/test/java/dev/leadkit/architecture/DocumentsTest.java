// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code in the documents compiles, their links lead to files, and the classes that they name exist. */
class DocumentsTest {

  /** The documents whose blocks belong together; {@link GuidesTest} compiles and runs them. */
  private static final Set<String> GUIDES = Set.of("write-a-connector.md", "write-a-store.md");

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)");

  private static final Pattern ANCHOR =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)#([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  @TempDir
  Path folder;

  @Test
  void every_java_block_compiles() throws IOException {
    var problems = new ArrayList<String>();
    int blocks = 0;
    for (Path document : documents()) {
      if (GUIDES.contains(document.getFileName().toString())) {
        continue;
      }
      for (String block : Snippets.of(Project.read(document))) {
        blocks++;
        compile(block).forEach(problem -> problems.add(document.getFileName() + ": " + problem));
      }
    }
    assertEquals(List.of(), problems);
    assertTrue(blocks > 0, "no java block was found");
  }

  @Test
  void a_block_with_a_wrong_method_is_found() {
    List<String> blocks = Snippets.of("""
        Text.

        ```java
        import dev.leadkit.RawMessage;
        RawMessage.of(new byte[0]).nosuchmethod();
        ```
        """);
    assertEquals(1, blocks.size());
    List<String> problems = compile(blocks.get(0));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("nosuchmethod"), problems::toString);
  }

  @Test
  void every_link_to_a_file_leads_to_one() throws IOException {
    for (Path document : documents()) {
      LINK.matcher(Project.read(document))
          .results()
          .map(match -> match.group(1))
          .forEach(link -> assertTrue(
              Files.exists(document.resolveSibling(link)),
              () -> document.getFileName() + " links to " + link));
    }
  }

  @Test
  void every_link_to_a_heading_leads_to_one() throws IOException {
    var missing = new ArrayList<String>();
    for (Path document : documents()) {
      ANCHOR.matcher(Project.read(document)).results().forEach(link -> {
        String file = link.group(1);
        Path target = file.isEmpty() ? document : document.resolveSibling(file);
        if (file.isEmpty() || (file.endsWith(".md") && Files.exists(target))) {
          if (!headings(Project.read(target)).contains(link.group(2))) {
            missing.add(document.getFileName() + " links to " + file + "#" + link.group(2));
          }
        }
      });
    }
    assertEquals(List.of(), missing);
    assertEquals(
        Set.of("what-it-is", "what-lead-store-verify-does"),
        headings("# What it is\ntext\n## What `lead store verify` does\n"));
  }

  /** The anchors of the headings, as GitHub makes them. */
  private static Set<String> headings(String markdown) {
    return HEADING
        .matcher(markdown)
        .results()
        .map(heading -> heading
            .group(1)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\w\\- ]", "")
            .replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void the_readme_has_fewer_than_two_hundred_lines() {
    long lines = Project.read(Project.ROOT.resolve("README.md")).lines().count();
    assertTrue(lines < 200, () -> lines + " lines");
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(Project.ROOT);
        Stream<Path> docs = Files.list(Project.ROOT.resolve("docs"))) {
      List<Path> documents = Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
      assertFalse(documents.isEmpty());
      return documents;
    }
  }

  private List<String> compile(String block) {
    return Snippets.compile(block, folder, System.getProperty("java.class.path"));
  }
}
