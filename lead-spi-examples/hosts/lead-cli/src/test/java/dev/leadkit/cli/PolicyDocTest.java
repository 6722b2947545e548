// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example of the references is loaded, or refused with exactly the message below it. */
class PolicyDocTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\\n(.*?)```\\n(?:\\n```text\\n(.*?)```)?", Pattern.DOTALL);

  /** The parts that an example may leave out. */
  private static final Set<Code> OF_ORDER =
      EnumSet.of(Code.UNREACHABLE_ROUTE, Code.OVERLAPPING_ROUTES, Code.UNPROVED);

  private static final Map<String, String> REST = new LinkedHashMap<>();

  static {
    REST.put("schema:", "schema: lead-policy/1\n");
    REST.put("rules:", "rules: []\n");
    REST.put("routes:", "routes: [{ id: all, when: always, to: { queue: inbox } }]\n");
  }

  @TestFactory
  List<DynamicTest> an_example_of_the_policy_loads_or_is_refused_as_it_says() {
    return examples("docs/policy.md", 9);
  }

  @TestFactory
  List<DynamicTest> an_example_of_routing_loads_or_is_refused_as_it_says() {
    return examples("docs/routing.md", 6);
  }

  private static List<DynamicTest> examples(String name, int least) {
    Matcher examples = EXAMPLE.matcher(document(name));
    List<DynamicTest> tests = examples
        .results()
        .map(found -> DynamicTest.dynamicTest(
            found.group(1).lines().findFirst().orElse(""),
            () -> assertEquals(
                found.group(2) == null ? List.of() : found.group(2).lines().toList(),
                problems(found.group(1)))))
        .toList();
    assertTrue(tests.size() >= least, "the examples were not found: " + tests.size());
    return tests;
  }

  @Test
  void every_field_is_described() {
    String document = document("docs/policy.md");
    Settings nothing = Settings.of("none", Map.of());
    String missing = Definitions.read(nothing).fields().withScore().names().stream()
        .filter(name -> !document.contains("`" + name + "`")
            && !document.contains("`" + name.substring(name.indexOf('.') + 1) + "`")
            && !document.contains("`." + name.substring(name.indexOf('.') + 1) + "`"))
        .collect(Collectors.joining(", "));
    assertEquals("", missing);
  }

  /** The examples that load, each completed. */
  static List<String> sound() {
    return Stream.of("docs/policy.md", "docs/routing.md")
        .flatMap(name -> EXAMPLE.matcher(document(name)).results())
        .filter(found -> found.group(2) == null)
        .map(found -> whole(found.group(1)))
        .toList();
  }

  @Test
  void every_code_of_a_finding_is_in_the_table_with_its_level() {
    String document = document("docs/policy.md");
    for (Code code : Code.values()) {
      String line = "| `" + code.text() + "` | " + code.level().name().toLowerCase(Locale.ROOT)
          + " | " + code.description() + " |";
      assertTrue(document.contains(line), "not in the table: " + line);
    }
  }

  private static String whole(String example) {
    return Stream.concat(
            Stream.of(example),
            REST.entrySet().stream()
                .filter(part -> !("\n" + example).contains("\n" + part.getKey()))
                .map(Map.Entry::getValue))
        .collect(Collectors.joining());
  }

  /** The errors of an example; for a valid one, the findings about the order of its routes. */
  private static List<String> problems(String example) {
    Settings tree = Settings.yaml("policy.yaml", whole(example)).withFiles(PolicyDocTest::resource);
    try {
      PolicyReader.read(tree);
    } catch (PolicyException e) {
      return e.problems();
    }
    return tree.findings().stream()
        .filter(finding -> OF_ORDER.contains(finding.code()))
        .map(Diagnostic::text)
        .toList();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PolicyDocTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String document(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    assertTrue(folder != null, "no folder above holds .mvn");
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
