// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A requirement of a test from outside the project. Without it the test is skipped and the console says so; where the environment variable
 * {@code CI} is {@code true} the test fails instead.
 */
final class Needs {

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Needs() {}

  /** The folder at this path, which is relative to the root of the project. */
  static Path folder(String path) {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.isDirectory(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    Path folder = root.resolve(path).normalize();
    if (!Files.isDirectory(folder)) {
      missing(STACK.getCallerClass(), path + " is absent");
    }
    return folder;
  }

  /** A program that is on the search path. */
  static void command(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    boolean isThere = Stream.of(path.split(File.pathSeparator))
        .map(Path::of)
        .anyMatch(folder -> Files.isExecutable(folder.resolve(name))
            || Files.isExecutable(folder.resolve(name + ".exe")));
    if (!isThere) {
      missing(STACK.getCallerClass(), name + " is not installed");
    }
  }

  private static void missing(Class<?> test, String what) {
    assertNotEquals(
        "true",
        System.getenv("CI"),
        () -> test.getSimpleName() + " needs what is missing: " + what);
    System.out.println("SKIPPED " + test.getSimpleName() + ": " + what);
    abort(what);
  }
}
