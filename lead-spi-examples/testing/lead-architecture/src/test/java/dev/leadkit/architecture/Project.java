// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the project, found from wherever the test was started. */
final class Project {

  static final Path ROOT = root(Path.of("").toAbsolutePath());

  private Project() {}

  private static Path root(Path folder) {
    for (Path here = folder; here != null; here = here.getParent()) {
      if (Files.isDirectory(here.resolve(".mvn"))) {
        return here;
      }
    }
    throw new IllegalStateException("no .mvn folder at or above " + folder);
  }

  /** The main classes of every module that was built before this one. */
  static List<Path> classes() {
    try (Stream<Path> folders = Files.walk(ROOT, 5)) {
      return folders
          .filter(folder -> folder.endsWith(Path.of("target", "classes")))
          .filter(folder -> Files.isDirectory(folder.resolve("dev")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
