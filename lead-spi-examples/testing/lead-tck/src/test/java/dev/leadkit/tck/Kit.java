// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A contract kit under test: its tests, the rules of its extension point, and its verdict on an implementation.
 *
 * <p>A test is named after its rule, as in {@code rule3_the_same_bytes_again_change_nothing}, or nested in a class that is; then its name is
 * that of the class and the method, as in {@code Rule3_a_repeated_put.changes_nothing}.
 */
record Kit(Class<?> contract, Class<?> point) {

  private static final Pattern RULE = Pattern.compile("(?i)rule(\\d+)_.*");

  /** The name of each test of the kit and how it ended for this subclass. */
  static Map<String, TestExecutionResult> run(Class<?> subclass) {
    var results = new TreeMap<String, TestExecutionResult>();
    var listener = new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.getSource().orElse(null) instanceof MethodSource method) {
          results.put(name(method.getJavaClass(), method.getMethodName()), result);
        }
      }
    };
    LauncherFactory.create().execute(request().selectors(selectClass(subclass)).build(), listener);
    return results;
  }

  /** The names of the tests that do not pass for this subclass. */
  static Set<String> caught(Class<?> subclass) {
    return run(subclass).entrySet().stream()
        .filter(test -> test.getValue().getStatus() != TestExecutionResult.Status.SUCCESSFUL)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of all tests of the kit. */
  Set<String> tests() {
    var names = new TreeSet<String>();
    for (Class<?> part : parts()) {
      Stream.concat(Stream.of(part), Arrays.stream(part.getDeclaredClasses()))
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(method -> method.isAnnotationPresent(Test.class))
          .forEach(method -> names.add(name(method.getDeclaringClass(), method.getName())));
    }
    return names;
  }

  /** The class of the kit and those that it extends. */
  List<Class<?>> parts() {
    return Stream.<Class<?>>iterate(contract, type -> type != Object.class, Class::getSuperclass)
        .toList();
  }

  private static String name(Class<?> type, String method) {
    return RULE.matcher(type.getSimpleName()).matches() && !RULE.matcher(method).matches()
        ? type.getSimpleName() + "." + method
        : method;
  }

  /** The numbers of the list in the documentation of the extension point. */
  Set<Integer> rules() {
    String source = read(source("lead-core", point));
    int list = source.indexOf("<ol>");
    String rules = source.substring(list, source.indexOf("</ol>", list));
    long count = Pattern.compile("<li>").matcher(rules).results().count();
    return IntStream.rangeClosed(1, (int) count)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static int rule(String name) {
    Matcher matcher = RULE.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a name that begins with a rule, got " + name);
    }
    return Integer.parseInt(matcher.group(1));
  }

  static Set<Integer> rulesOf(Set<String> names) {
    return names.stream().map(Kit::rule).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The implementations with a planted fault, whose names begin with the rule that they break. */
  static List<Class<?>> faults(Class<?> holder) {
    return Arrays.stream(holder.getDeclaredClasses())
        .filter(type -> RULE.matcher(type.getSimpleName()).matches())
        .sorted(java.util.Comparator.comparing(Class::getSimpleName))
        .collect(Collectors.toList());
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path source(String module, Class<?> type) {
    return root()
        .resolve(module)
        .resolve("src/main/java")
        .resolve(type.getName().replace('.', '/') + ".java");
  }

  private static Path root() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("expected to run inside the project");
  }
}
