// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a test needs from outside the project. Without it the test is skipped and the console says so; where the environment variable
 * {@code CI} is {@code true} the test fails instead.
 */
public final class Needs {

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Needs() {}

  /** The folder at this path, which is relative to the root of the project. */
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

  private static void missing(Class<?> test, String what) {
    assertNotEquals(
        "true",
        System.getenv("CI"),
        () -> test.getSimpleName() + " needs what is missing: " + what);
    System.out.println("SKIPPED " + test.getSimpleName() + ": " + what);
    abort(what);
  }
}
