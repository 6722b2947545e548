// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** The plug-ins that the guides write compile and keep their contract. */
class GuidesTest {

  /** The name of a file at the start of a line, perhaps with "continued", and the block below it. */
  private static final Pattern FILE = Pattern.compile(
      "^`(\\w+\\.java)`[^\\n]*\\n\\n```java\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir
  Path folder;

  @Test
  void the_connector_of_the_guide_keeps_the_contract() throws Exception {
    Map<String, String> files = files("write-a-connector.md");
    Run run = run(files, "CrmConnectorTest");
    assertEquals(List.of(), run.failures());
    assertTrue(run.passed() >= 10, run.passed() + " tests of the contract ran");
    assertEquals(List.of(), others("write-a-connector.md"), "what the guide shows compiles");
  }

  @Test
  void the_store_of_the_guide_keeps_the_contract() throws Exception {
    Run run = run(files("write-a-store.md"), "MapStoreTest");
    assertEquals(List.of(), run.failures());
    assertTrue(run.passed() >= 60, run.passed() + " tests of the contract ran");
    assertEquals(List.of(), others("write-a-store.md"), "what the guide shows compiles");
  }

  @Test
  void a_connector_without_an_idempotency_key_would_be_found() throws Exception {
    Map<String, String> files = files("write-a-connector.md");
    files.computeIfPresent(
        "CrmConnector.java",
        (name, text) -> text.replace("delivery.id()", "\"\" + System.nanoTime()"));
    List<String> failures = run(files, "CrmConnectorTest").failures();
    assertTrue(
        failures.stream().anyMatch(failure -> failure.startsWith("rule1_")), failures::toString);
  }

  @Test
  void a_store_that_ignores_taken_keys_would_be_found() throws Exception {
    Map<String, String> files = files("write-a-store.md");
    files.computeIfPresent(
        "MapStore.java", (name, text) -> text.replace("data.holders.containsKey(key)", "false"));
    List<String> failures = run(files, "MapStoreTest").failures();
    assertTrue(
        failures.stream().anyMatch(failure -> failure.startsWith("a_key_of_another_lead_is_taken")),
        failures::toString);
  }

  private record Run(int passed, List<String> failures) {}

  /** The files of a guide by name, each put together from its blocks. */
  private static Map<String, String> files(String guide) {
    var files = new LinkedHashMap<String, String>();
    Matcher found = FILE.matcher(text(guide));
    while (found.find()) {
      files.merge(found.group(1), found.group(2), (first, next) -> first + "\n" + next);
    }
    assertEquals(2, files.size(), () -> guide + " shows a class and its test: " + files.keySet());
    return files;
  }

  private static String text(String guide) {
    return Project.read(Project.ROOT.resolve("docs").resolve(guide));
  }

  /** The problems of the other blocks, which use the classes of the guide. */
  private List<String> others(String guide) {
    return Snippets.of(FILE.matcher(text(guide)).replaceAll("")).stream()
        .flatMap(block -> Snippets.compile(block, folder, classPath()).stream())
        .toList();
  }

  private Run run(Map<String, String> files, String test) throws Exception {
    compile(files);
    var failures = new ArrayList<String>();
    var passed = new ArrayList<String>();
    var listener = new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier id, TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
          failures.add(id.getDisplayName() + " " + result.getThrowable().orElse(null));
        } else if (id.isTest()) {
          passed.add(id.getDisplayName());
        }
      }
    };
    try (var loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, GuidesTest.class.getClassLoader())) {
      LauncherFactory.create()
          .execute(request().selectors(selectClass(loader.loadClass(test))).build(), listener);
    }
    return new Run(passed.size(), List.copyOf(failures));
  }

  private void compile(Map<String, String> files) throws IOException {
    var arguments = new ArrayList<>(
        List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-classpath", classPath()));
    for (Map.Entry<String, String> file : files.entrySet()) {
      arguments.add(
          Files.writeString(folder.resolve(file.getKey()), file.getValue()).toString());
    }
    int code = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, code, "The files of the guide do not compile; the errors are above");
  }

  private String classPath() {
    return folder + System.getProperty("path.separator") + System.getProperty("java.class.path");
  }
}
