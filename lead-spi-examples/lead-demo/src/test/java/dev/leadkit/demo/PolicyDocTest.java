// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.Vocabulary;
import dev.leadkit.spi.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example of the references is loaded, or refused with the very words that stand below it. */
class PolicyDocTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\\n(.*?)```\\n(?:\\n```text\\n(.*?)```)?", Pattern.DOTALL);

  /** What an example may leave out. */
  private static final Map<String, String> REST = new LinkedHashMap<>();

  static {
    REST.put("schema:", "schema: lead-policy/1\n");
    REST.put("rules:", "rules: []\n");
    REST.put("routes:", "routes: [{ id: all, when: always, to: { queue: inbox } }]\n");
  }

  @TestFactory
  List<DynamicTest> an_example_of_the_policy_loads_or_is_refused_as_it_says() throws IOException {
    return examples("docs/policy.md", 9);
  }

  @TestFactory
  List<DynamicTest> an_example_of_routing_loads_or_is_refused_as_it_says() throws IOException {
    return examples("docs/routing.md", 6);
  }

  private static List<DynamicTest> examples(String name, int least) throws IOException {
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
  void every_field_is_described() throws IOException {
    String document = document("docs/policy.md");
    Settings nothing = Settings.of("none", Map.of());
    String missing = Vocabulary.read(nothing).fields().withScore().names().stream()
        .filter(name -> !document.contains("`" + name + "`")
            && !document.contains("`" + name.substring(name.indexOf('.') + 1) + "`")
            && !document.contains("`." + name.substring(name.indexOf('.') + 1) + "`"))
        .collect(Collectors.joining(", "));
    assertEquals("", missing);
  }

  private static List<String> problems(String example) {
    String whole = Stream.concat(
            Stream.of(example),
            REST.entrySet().stream()
                .filter(part -> !("\n" + example).contains("\n" + part.getKey()))
                .map(Map.Entry::getValue))
        .collect(Collectors.joining());
    try {
      Policy.read(Settings.yaml("policy.yaml", whole).withFiles(PolicyDocTest::resource));
      return List.of();
    } catch (PolicyException e) {
      return e.problems();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PolicyDocTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String document(String name) throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    assertTrue(folder != null, "no folder above holds .mvn");
    return Files.readString(folder.resolve(name));
  }
}
