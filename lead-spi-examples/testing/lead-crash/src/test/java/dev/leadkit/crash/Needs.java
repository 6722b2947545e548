// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.crash;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a test needs from outside the project. Without it the test is skipped and the console says so; where the environment variable
 * {@code CI} is {@code true} the test fails instead.
 */
final class Needs {

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Needs() {}

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

  /** An operating system, by the beginning of its name. */
  static void system(String name) {
    if (!System.getProperty("os.name").startsWith(name)) {
      missing(STACK.getCallerClass(), "this is not " + name);
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
