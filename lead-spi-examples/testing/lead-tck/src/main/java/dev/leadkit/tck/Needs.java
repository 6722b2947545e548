// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Checks that a test has what it needs from outside the project.
 *
 * <p>If it is missing, the test is skipped with a line on the standard output. Where the environment variable {@code CI} is {@code true}, the
 * test fails instead.
 */
public final class Needs {

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Needs() {}

  /**
   * Needs a folder.
   *
   * @param path relative to the root of the project, the nearest folder at or above the working directory that has a {@code .mvn} folder
   */
  public static Path folder(String path) {
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

  /** Needs a program on the search path. */
  public static void command(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    boolean isThere = Stream.of(path.split(File.pathSeparator))
        .map(Path::of)
        .anyMatch(folder -> Files.isExecutable(folder.resolve(name))
            || Files.isExecutable(folder.resolve(name + ".exe")));
    if (!isThere) {
      missing(STACK.getCallerClass(), name + " is not installed");
    }
  }

  /** Needs an operating system whose name begins like this. */
  public static void system(String name) {
    if (!System.getProperty("os.name", "").startsWith(name)) {
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
