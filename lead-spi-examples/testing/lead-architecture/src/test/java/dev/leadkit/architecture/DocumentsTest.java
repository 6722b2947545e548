// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code in the documents compiles, and their links lead to files. */
class DocumentsTest {

  private static final Pattern FENCE =
      Pattern.compile("^```java\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)");

  @TempDir
  Path folder;

  @Test
  void every_java_block_compiles() throws IOException {
    var problems = new ArrayList<String>();
    int blocks = 0;
    for (Path document : documents()) {
      for (String block : blocks(Project.read(document))) {
        blocks++;
        compile(block).forEach(problem -> problems.add(document.getFileName() + ": " + problem));
      }
    }
    assertEquals(List.of(), problems);
    assertTrue(blocks > 0, "no java block was found");
  }

  @Test
  void a_block_with_a_wrong_method_is_found() {
    List<String> blocks = blocks("""
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

  private static List<String> blocks(String markdown) {
    return FENCE.matcher(markdown).results().map(match -> match.group(1)).toList();
  }

  private List<String> compile(String block) {
    var problems = new DiagnosticCollector<JavaFileObject>();
    var options = List.of(
        "-proc:none", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
    ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, problems, options, null, List.of(new Source(wrapped(block))))
        .call();
    return problems.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .map(problem -> problem.getMessage(Locale.ROOT))
        .toList();
  }

  /** Bare statements become the body of a method, after their imports; whole types stay as they are. */
  private static String wrapped(String block) {
    String imports =
        block.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    String rest =
        block.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
    boolean types = Pattern.compile(
            "^(public |final |abstract )*(class|record|interface|enum) ", Pattern.MULTILINE)
        .matcher(rest)
        .find();
    return types
        ? imports + "\n"
            + rest.replaceAll(
                "(?m)^public (?=(final |abstract )*(class|record|interface|enum) )", "")
        : imports + "\nabstract class Block {\nvoid run() throws Exception {\n" + rest + "\n}\n}\n";
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Block.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
